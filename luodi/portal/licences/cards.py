"""Certificates and mandates as their holder reads them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.approvals.licences.verification import standing
from luodi.approvals.models import Licence, LicenceUse, Proposal
from luodi.approvals.proposals.rules import WORDS
from luodi.approvals.words import named, said
from luodi.companies.models import Mandate
from luodi.directory.models import Post
from luodi.portal.licences.verdicts import SAYINGS, term


@dataclass(frozen=True)
class LicenceCard:
    """`used`: in how many filings it stood in for a copy."""

    licence: Licence
    title: str
    state: str
    tone: str
    term: str
    used: int


def licence_card(one: Licence, now: datetime) -> LicenceCard:
    state = standing(one, now)
    tone = {"good": "done", "warn": "soon"}[SAYINGS[state][0]]
    used = getattr(one, "used", 0)
    return LicenceCard(one, named(one.kind), str(SAYINGS[state][1]), tone, term(one.valid_from, one.valid_until), used)


def use_words(use: LicenceUse) -> str:
    who = f"{use.post.unit.name} {use.post.label}" if use.post else _("申请人自己")
    return _("%(who)s 用于办件 %(number)s，%(how)s同意") % {
        "who": who,
        "number": use.case.number,
        "how": said(use.get_consent_how_display()),
    }


def reason_lines(proposal: Proposal) -> list[tuple[str, str]]:
    """What was looked at, in words, and of which day it is."""
    return [(str(WORDS[row["code"]]) % row, row["at"]) for row in proposal.reasons]


@dataclass(frozen=True)
class MandateCard:
    mandate: Mandate
    principal: str
    agent: str
    state: str
    tone: str
    term: str
    services: str
    used: int

    @property
    def in_force(self) -> bool:
        return self.tone == "done"


def mandate_card(one: Mandate, posts: dict[int, Post], names: dict[str, str], now: datetime) -> MandateCard:
    post = posts.get(one.agent_id)
    agent = f"{post.unit.name} {post.label}" if post else one.agent.name
    state, tone = _standing(one, now)
    listed = "、".join(names.get(code, code) for code in one.services)
    principal = one.company.name if one.company else str(one.person)
    days = term(one.valid_from, one.valid_until)
    return MandateCard(one, principal, agent, state, tone, days, listed or _("全部事项"), getattr(one, "used", 0))


def _standing(one: Mandate, now: datetime) -> tuple[str, str]:
    today = localdate(now)
    if one.revoked_at is not None:
        return _("已撤销"), ""
    if today > one.valid_until:
        return _("已到期"), ""
    return (_("有效"), "done") if today >= one.valid_from else (_("还没有生效"), "soon")
