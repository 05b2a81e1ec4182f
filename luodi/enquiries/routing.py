"""Chooses the unit and the one person of a new enquiry. No enquiry is ever without an owner."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from luodi.clock import SHANGHAI
from luodi.directory.models import Post, Territory, Unit
from luodi.duties.models import Duty
from luodi.enquiries.models import RoutingRule
from luodi.enquiries.rules import Facts, rule_fits
from luodi.ledger.acts import Refused

# Heads rule and operators configure; enquiries go to those who answer them.
ANSWERING = (Post.Role.LIAISON, Post.Role.OFFICER, Post.Role.DISPATCHER)


@dataclass(frozen=True)
class Choice:
    """`reason` is a sentence the officer and the investor may read."""

    unit: Unit
    reason: str
    rule_id: int | None = None


def choose_unit(facts: Facts, wish: Territory | None, on: date, rules: list[RoutingRule] | None = None) -> Choice:
    """Explicit rule, the wish's territory, the industry's lead unit, the city desk (promotion, section 4)."""
    for rule in active_rules(on) if rules is None else rules:
        territory = rule.territory.code if rule.territory else ""
        if rule_fits(
            facts,
            territory_code=territory,
            industries=rule.industries,
            words=rule.words,
            size_bands=rule.size_bands,
        ):
            return Choice(
                rule.unit,
                _("规则“%(rule)s”→ %(unit)s") % {"rule": rule.name, "unit": rule.unit.name},
                rule.pk,
            )
    if wish is not None:
        unit = Unit.objects.for_territory(wish)
        if unit is not None:
            return Choice(unit, _("意向地%(place)s → %(unit)s") % {"place": wish.name, "unit": unit.name})
    return Choice(city_desk(), _("没有适用的规则，由市级总台负责"))


def active_rules(on: date) -> list[RoutingRule]:
    """Rules in force on a day, first by rank (one query)."""
    dated = Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    rules = RoutingRule.objects.filter(*dated, active=True, unit__active=True)
    return list(rules.select_related("territory", "unit__territory__parent__parent", "unit__calendar"))


def city_desk() -> Unit:
    try:
        return Unit.objects.city_desk()
    except Unit.DoesNotExist:
        raise Refused(_("还没有设立市级总台，平台运营请先在“单位”里添加。")) from None


def person_on_duty(unit: Unit, at: datetime) -> Post:
    """The present person of a unit with the fewest open duties; falls back to anyone who holds a post there."""
    present = list(_posts(unit).present(at))
    if not present:
        present = list(_posts(unit).held(at))
    if not present:
        raise Refused(_("%(unit)s现在没有在岗人员。") % {"unit": unit.name})
    answering = [post for post in present if post.role in ANSWERING] or present
    if len(answering) == 1:
        return answering[0]
    load = dict(Duty.objects.open().filter(owner__in=answering).order_by().values_list("owner").annotate(Count("pk")))
    return min(answering, key=lambda post: (load.get(post.pk, 0), post.pk))


def _posts(unit: Unit):
    return (
        Post.objects.filter(unit=unit)
        .exclude(role=Post.Role.OPERATOR)
        .select_related("user", "unit__calendar", "unit__territory__parent__parent")
    )


def assign(facts: Facts, wish: Territory | None, at: datetime) -> tuple[Post, str]:
    """The owner of a new enquiry and why; a unit without people falls to the city desk."""
    choice = choose_unit(facts, wish, at.astimezone(SHANGHAI).date())
    try:
        return person_on_duty(choice.unit, at), choice.reason
    except Refused:
        desk = city_desk()
        if desk.pk == choice.unit.pk:
            raise
        return person_on_duty(desk, at), _("%(unit)s无人在岗，由市级总台负责") % {"unit": choice.unit.name}
