"""From the day a building must open back to the days on which each acceptance and connection must be applied for.

Terms are those that the departments promise, their special procedures at the longest; lines outside the building and
the days between acceptance and opening are assumptions, named and shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from luodi.approvals.bundle.definition import Edge
from luodi.clock import Calendar

BUNDLE = "building-opening"
LAST = "completion"  # the item that ends it: joint acceptance
ACCEPTANCE_DAYS = 5  # until an application is accepted: Administrative Licensing Law, Art. 32
# Working days; our assumptions.
BEFORE_OPENING = 10
WORKS = {"water-supply": 20, "power-supply": 30, "gas-supply": 25, "network-access": 15}


@dataclass(frozen=True)
class Term:
    """What is known of one item: its name and days as promised, special procedures at their longest."""

    code: str
    name: str
    promised: int
    special: int


@dataclass(frozen=True)
class Step:
    """`works` are working days of lines outside, after the agreement; `is_late`: the day to apply has passed."""

    code: str
    name: str
    days: int
    works: int
    apply_by: date
    done_by: date
    is_late: bool


def steps(end: date, terms: Sequence[Term], edges: Iterable[Edge], calendar: Calendar, today: date) -> list[Step]:
    """The last day to apply for each, soonest first. `end` is the day on which the building opens.

    An item is done when the first that waits for it is applied for, or when joint acceptance is.
    """
    waiting: dict[str, list[str]] = {}
    for edge in edges:
        waiting.setdefault(edge.producer, []).append(edge.dependant)
    by_code = {term.code: term for term in terms}
    found: dict[str, Step] = {}

    def lay(code: str) -> Step:
        if code not in found:
            followers = [lay(one).apply_by for one in waiting.get(code, ()) if one in by_code]
            if code != LAST and LAST in by_code:
                followers.append(lay(LAST).apply_by)
            done_by = min(followers, default=calendar.days_before(end, BEFORE_OPENING))
            found[code] = _step(by_code[code], done_by, calendar, today)
        return found[code]

    return sorted((lay(code) for code in by_code), key=lambda step: (step.apply_by, step.code))


def _step(term: Term, done_by: date, calendar: Calendar, today: date) -> Step:
    days, works = ACCEPTANCE_DAYS + term.promised + term.special, WORKS.get(term.code, 0)
    apply_by = calendar.days_before(done_by, days + works)
    return Step(term.code, term.name, days, works, apply_by, done_by, apply_by < today)
