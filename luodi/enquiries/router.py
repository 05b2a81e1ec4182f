"""Which unit many enquiries would go to, without asking the tables for each."""

from collections.abc import Iterable
from datetime import date

from luodi.directory.models import Territory, Unit
from luodi.enquiries.models import RoutingRule
from luodi.enquiries.routing import choose_unit
from luodi.enquiries.rules import Facts


class Router:
    """The same choice as for one new enquiry, remembered for enquiries that no rule tells apart."""

    def __init__(self, rules: Iterable[RoutingRule]) -> None:
        self.rules = list(rules)
        self.words = sorted({word for rule in self.rules for word in rule.words.split()})
        self.chosen: dict[tuple[Facts, int | None, tuple[int | None, ...]], Unit] = {}

    def unit(self, facts: Facts, wish: Territory | None, on: date) -> Unit:
        rules = [rule for rule in self.rules if in_force(rule, on)]
        # Of the text, rules see only which of their words stand in it.
        said = " ".join(word for word in self.words if word in facts.text)
        seen = Facts(facts.territory_code, facts.industry, facts.size_band, said)
        key = (seen, wish.pk if wish else None, tuple(rule.pk for rule in rules))
        if key not in self.chosen:
            self.chosen[key] = choose_unit(seen, wish, on, rules).unit
        return self.chosen[key]


def in_force(rule: RoutingRule, on: date) -> bool:
    return (
        rule.active
        and rule.unit.active
        and (rule.valid_from is None or rule.valid_from <= on)
        and (rule.valid_to is None or rule.valid_to >= on)
    )
