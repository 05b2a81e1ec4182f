"""When the city may give a licence without an application: two rules over held data, each a question of rows.

A rule answers with the licences something follows from, and says what it looked at, with the date of each datum.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.licences.rules import last_day
from luodi.approvals.models import Item, Licence, Proposal, ServiceVersion
from luodi.approvals.rules import WITHDRAWABLE, ItemState
from luodi.clock import Allowance
from luodi.directory.calendars import calendar_for
from luodi.directory.models import NATIONAL
from luodi.ledger.models import Event

AHEAD = "60wd"  # our default: how long before its end a renewal is proposed
OBJECTION = "15wd"  # our default: how long the holder may object
FOUNDING, REGISTRATION = "founding-approval", "social-certificate"
NEEDED = ("address", "head", "purpose", "funds")  # of the form of the founding: without them nothing can be printed

Reasons = list[dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """`basis`: licences from which one follows at this moment. `version`: the service that gives it. `older`:
    whether the new one takes the place of the basis."""

    code: str
    title: str | Promise
    basis: Callable[[datetime], "QuerySet[Licence]"]
    version: Callable[[Licence, datetime], ServiceVersion | None]
    reasons: Callable[[Licence, datetime], Reasons]
    replaces: bool


def open_to(rule: Rule, now: datetime) -> "QuerySet[Licence]":
    """Without those that the rule has proposed already, or that were settled."""
    seen = Proposal.objects.filter(basis=OuterRef("pk"), rule=rule.code)
    seen = seen.filter(state__in=(Proposal.State.PROPOSED, *Proposal.SETTLED))
    return rule.basis(now).filter(~Exists(seen))


def renewable(now: datetime) -> "QuerySet[Licence]":
    """In force and ending soon, of a company that is as it was, never suspended, for which nobody has applied."""
    today = localdate(now)
    until = localdate(calendar_for(NATIONAL).due(now, Allowance.parse(AHEAD)).at)
    suspended = Event.objects.filter(subject=Concat(Value("licence:"), OuterRef("number")), code="suspended")
    rows = Licence.objects.filter(state=Licence.State.VALID, valid_until__gte=today, valid_until__lte=until)
    rows = rows.filter(company__name=F("holder_name"), company__uscc=F("holder_code"), item__isnull=False)
    rows = rows.exclude(holder_code="").filter(~Exists(suspended), ~Exists(_under_way()))
    return rows.order_by("valid_until", "pk")


def founded(now: datetime) -> "QuerySet[Licence]":
    """Founding approvals in force, with a complete form, of those who have no licence and applied for none."""
    person = Q(company=None, holder=OuterRef("holder"), holder_name=OuterRef("holder_name"))
    own = Q(company=OuterRef("company")) | person
    there = Licence.objects.filter(own, kind__code=REGISTRATION)
    rows = Licence.objects.in_force(localdate(now)).filter(kind__code=FOUNDING, item__case__form__has_keys=list(NEEDED))
    for code in NEEDED:
        rows = rows.exclude(**{f"item__case__form__{code}": ""})
    return rows.filter(~Exists(there), ~Exists(_under_way(REGISTRATION))).order_by("issued_at", "pk")


def _under_way(kind: str = "") -> "QuerySet[Item]":
    """Items that are open for the same holder and would give such a licence."""
    holder = Q(case__company=OuterRef("company")) | Q(case__company=None, case__applicant=OuterRef("holder"))
    wanted = Q(version__result_kind__code=kind) if kind else Q(version__result_kind=OuterRef("kind"))
    rows = Item.objects.filter(holder, wanted, case__filed_at__isnull=False)
    return rows.filter(state__in=WITHDRAWABLE | {ItemState.APPROVED})


def same_service(basis: Licence, now: datetime) -> ServiceVersion | None:
    """The version in force of the service that issued it."""
    found = ServiceVersion.objects.in_force(localdate(now)).filter(service__versions__items=basis.item_id)
    return found.select_related("service__unit__territory", "result_kind").first()


def registration(basis: Licence, now: datetime) -> ServiceVersion | None:
    found = ServiceVersion.objects.in_force(localdate(now)).filter(result_kind__code=REGISTRATION)
    return found.select_related("service__unit__territory", "result_kind").order_by("pk").first()


def renewal_reasons(basis: Licence, now: datetime) -> Reasons:
    assert basis.valid_until is not None
    today, issued = f"{localdate(now)}", f"{localdate(basis.issued_at)}"
    return [
        {"code": "in_force", "number": basis.number, "until": f"{basis.valid_until}", "at": issued},
        {"code": "unchanged", "uscc": basis.holder_code, "at": today},
        {"code": "never_suspended", "at": today},
        {"code": "nobody_applied", "at": today},
    ]


def founding_reasons(basis: Licence, now: datetime) -> Reasons:
    today = f"{localdate(now)}"
    return [
        {"code": "founded", "number": basis.number, "at": f"{localdate(basis.issued_at)}"},
        {"code": "complete", "fields": list(NEEDED), "at": f"{localdate(basis.issued_at)}"},
        {"code": "no_certificate", "at": today},
        {"code": "nobody_applied", "at": today},
    ]


def renewed_until(basis: Licence) -> date | None:
    """A renewal goes on where the old one ends, though it is given before."""
    if basis.valid_until is None:
        return None
    return last_day(basis.valid_until + timedelta(days=1), basis.kind.validity_months)


RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule("renewal", lazy("到期换证"), renewable, same_service, renewal_reasons, replaces=True),
        Rule("first-registration", lazy("社会组织首次登记"), founded, registration, founding_reasons, replaces=False),
    )
}
WORDS: dict[str, str | Promise] = {
    "in_force": lazy("持有有效证照 %(number)s，%(until)s 到期"),
    "unchanged": lazy("企业名称和统一社会信用代码（%(uscc)s）与证照一致"),
    "never_suspended": lazy("从未被暂停"),
    "nobody_applied": lazy("没有正在办理的同类申请"),
    "founded": lazy("成立批复 %(number)s 已在库，有效"),
    "complete": lazy("登记需要的住所、负责人、业务范围、资金都已填报"),
    "no_certificate": lazy("还没有法人登记证书"),
}
