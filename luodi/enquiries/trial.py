"""What other routing rules would have done with the last 90 days: numbers and units only, nobody's name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from luodi.clock import SHANGHAI
from luodi.directory.models import Territory, Unit
from luodi.enquiries.models import Enquiry, RoutingRule, State
from luodi.enquiries.router import Router
from luodi.enquiries.rules import Facts

DAYS = 90
AT_ONCE = 2_000  # rows held in memory


@dataclass(frozen=True)
class Shift:
    origin: Unit
    to: Unit
    number: int


@dataclass(frozen=True)
class Trial:
    looked: int
    shifts: list[Shift] = field(default_factory=list)
    days: int = DAYS

    @property
    def moved(self) -> int:
        return sum(shift.number for shift in self.shifts)


def saved_rules() -> list[RoutingRule]:
    """Those in use, in their order."""
    rules = RoutingRule.objects.filter(active=True)
    return list(rules.select_related("territory", "unit__territory__parent__parent", "unit__calendar"))


def retired_rules() -> list[RoutingRule]:
    return list(RoutingRule.objects.filter(active=False).select_related("territory", "unit").order_by("-id"))


def with_rule(rules: list[RoutingRule], edited: RoutingRule) -> list[RoutingRule]:
    """The rules with this one in its place, or at the end while it is new."""
    if any(rule.pk == edited.pk for rule in rules):
        return [edited if rule.pk == edited.pk else rule for rule in rules]
    return [*rules, edited]


def without_rule(rules: list[RoutingRule], pk: int) -> list[RoutingRule]:
    return [rule for rule in rules if rule.pk != pk]


def trial(before: Iterable[RoutingRule], after: Iterable[RoutingRule], now: datetime) -> Trial:
    """Both sets of rules are asked about each enquiry of the last 90 days, as of the day it was submitted."""
    old, new = Router(before), Router(after)
    found = Enquiry.objects.filter(submitted__gt=now - timedelta(days=DAYS)).exclude(duty__progress=State.DRAFT)
    places = {place.pk: place for place in Territory.objects.with_chain()}
    columns = ("submitted", "wish_id", "industry", "size_band", "sentence")
    looked, moves = 0, Counter[tuple[int, int]]()
    units: dict[int, Unit] = {}
    for submitted, wish_id, industry, size_band, sentence in found.values_list(*columns).iterator(AT_ONCE):
        wish, on = places.get(wish_id), submitted.astimezone(SHANGHAI).date()
        facts = Facts(wish.code if wish else "", industry, size_band, sentence)
        was, would_be = old.unit(facts, wish, on), new.unit(facts, wish, on)
        looked += 1
        if was.pk != would_be.pk:
            moves[was.pk, would_be.pk] += 1
            units |= {was.pk: was, would_be.pk: would_be}
    return Trial(looked, [Shift(units[a], units[b], number) for (a, b), number in moves.most_common()])
