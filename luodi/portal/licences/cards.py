"""Licences and mandates as their holder reads them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from luodi.approvals.licences.words import mandate_standing, principal_of, services_words, standing_words, term
from luodi.approvals.models import Licence, LicenceUse
from luodi.approvals.words import named, said
from luodi.companies.models import Mandate
from luodi.directory.models import Post


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
    used = getattr(one, "used", 0)
    return LicenceCard(one, named(one.kind), *standing_words(one, now), term(one.valid_from, one.valid_until), used)


def use_words(use: LicenceUse) -> str:
    who = f"{use.post.unit.name} {use.post.label}" if use.post else _("申请人自己")
    return _("%(who)s 用于办件 %(number)s，%(how)s同意") % {
        "who": who,
        "number": use.case.number,
        "how": said(use.get_consent_how_display()),
    }


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


def mandate_card(one: Mandate, posts: dict[int, Post], names: dict[str, str], now: datetime) -> MandateCard:
    post = posts.get(one.agent_id)
    agent = f"{post.unit.name} {post.label}" if post else one.agent.name
    days, used = term(one.valid_from, one.valid_until), getattr(one, "used", 0)
    return MandateCard(
        one, principal_of(one), agent, *mandate_standing(one, now), days, services_words(one, names), used
    )
