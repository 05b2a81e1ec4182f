"""Words of licences, proposals and mandates that both rooms use."""

from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.licences.verification import standing
from luodi.approvals.models import Licence, Proposal
from luodi.approvals.proposals.rules import WORDS
from luodi.companies.models import Mandate

# What a licence is worth -> its word and the tone of its tag.
STANDINGS: dict[str, tuple[str | Promise, str]] = {
    "valid": (lazy("有效"), "done"),
    "not_yet": (lazy("还没有生效"), "soon"),
    "expired": (lazy("已过有效期"), "soon"),
    "suspended": (lazy("已暂停"), "soon"),
    "revoked": (lazy("已撤销"), "soon"),
    "replaced": (lazy("已换发新证"), "soon"),
}


def standing_words(licence: Licence, now: datetime) -> tuple[str, str]:
    words, tone = STANDINGS[standing(licence, now)]
    return str(words), tone


def term(start: date, until: date | None) -> str:
    if until is None:
        return _("%(start)s 起，长期有效") % {"start": f"{start:%Y-%m-%d}"}
    return _("%(start)s 至 %(until)s") % {"start": f"{start:%Y-%m-%d}", "until": f"{until:%Y-%m-%d}"}


def reason_lines(proposal: Proposal) -> list[tuple[str, str]]:
    """What was looked at, and of which day it is."""
    return [(str(WORDS[row["code"]]) % row, row["at"]) for row in proposal.reasons]


def mandate_standing(one: Mandate, now: datetime) -> tuple[str, str]:
    today = localdate(now)
    if one.revoked_at is not None:
        return _("已撤销"), ""
    if today > one.valid_until:
        return _("已到期"), ""
    return (_("有效"), "done") if today >= one.valid_from else (_("还没有生效"), "soon")


def principal_of(one: Mandate) -> str:
    return one.company.name if one.company else str(one.person)


def services_words(one: Mandate, names: dict[str, str]) -> str:
    return "、".join(names.get(code, code) for code in one.services) or _("全部事项")
