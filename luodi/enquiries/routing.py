"""Chooses the unit and the one person of a new enquiry. No enquiry is ever without an owner."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from luodi.clock import SHANGHAI
from luodi.directory.models import Post, Territory, Unit
from luodi.duties.owners import city_desk, person_or_desk
from luodi.enquiries.models import RoutingRule
from luodi.enquiries.rules import Facts, rule_fits


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


def assign(facts: Facts, wish: Territory | None, at: datetime) -> tuple[Post, str]:
    """The owner of a new enquiry and why; a unit without people falls to the city desk."""
    choice = choose_unit(facts, wish, at.astimezone(SHANGHAI).date())
    owner = person_or_desk(choice.unit, at)
    if owner.unit_id == choice.unit.pk:
        return owner, choice.reason
    return owner, _("%(unit)s无人在岗，由市级总台负责") % {"unit": choice.unit.name}
