"""Past cases once more, with other promises or other edges. Pure: minutes since the filing of each case.

Of a past case its items keep what is their own: how long the applicant, a third party and the office behind the
decision took, and how much later than its prerequisites allowed it began. What is recomputed is when it may begin;
what the department took is scaled by the new promise over the old. So an unchanged definition gives back every case
as it was, and an edge less never makes one longer.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.conditions import Answers
from luodi.approvals.bundle.days import nodes
from luodi.approvals.bundle.definition import ACCEPTANCE, MATERIAL, Definition, Edge
from luodi.approvals.bundle.graph import CycleError, included

Ends = Mapping[str, float]  # item -> when it ended


@dataclass(frozen=True, slots=True)
class PastItem:
    """`work`: from when to when the department had it, in order and without overlap. A mark that it never reached is
    None, and its end stands for it."""

    code: str
    start: int
    end: int
    accepted: int | None
    decided: int | None
    issued: int | None
    work: tuple[tuple[int, int], ...]

    def mark(self, kind: str) -> int:
        found = {ACCEPTANCE: self.accepted, MATERIAL: self.issued}.get(kind, self.decided)
        return self.end if found is None else found


@dataclass(frozen=True, slots=True)
class PastCase:
    number: str
    answers: Answers
    items: tuple[PastItem, ...]

    @property
    def took(self) -> int:
        return max((item.end for item in self.items), default=0)


@dataclass(frozen=True, slots=True)
class Outcome:
    number: str
    was: int
    would_be: float
    ends: Ends


@dataclass(frozen=True, slots=True)
class Plan:
    """A definition for one way of answering: its items, blocking edges by dependant, an order in which to go."""

    codes: frozenset[str]
    waits: Mapping[str, tuple[Edge, ...]]
    order: tuple[str, ...]


def replay(cases: Iterable[PastCase], old: Definition, new: Definition, catalogue: Catalogue) -> list[Outcome]:
    """Items that were not in a case are not invented; items that `new` no longer includes do not count.
    Raises CycleError."""
    before, after = _planner(old), _planner(new)
    was, will = nodes(old, catalogue)[0], nodes(new, catalogue)[0]
    scale = {
        code: will[code].promised_days / node.promised_days
        for code, node in was.items()
        if code in will and node.promised_days
    }
    return [_again(case, before(case.answers), after(case.answers), scale) for case in cases]


def _again(case: PastCase, before: Plan, after: Plan, scale: Mapping[str, float]) -> Outcome:
    past = {item.code: item for item in case.items}
    starts: dict[str, float] = {}
    ends: dict[str, float] = {}
    for code in (*after.order, *(code for code in past if code not in before.codes and code not in after.codes)):
        item = past.get(code)
        if item is None:
            continue
        allowed = _allowed(past, before.waits.get(code, ()))
        may = max(
            (
                starts[edge.producer] + _lasted(past[edge.producer], past[edge.producer].mark(edge.kind), scale)
                for edge in after.waits.get(code, ())
                if edge.producer in starts
            ),
            default=0.0,
        )
        starts[code] = max(0.0, may + item.start - allowed)
        ends[code] = starts[code] + _lasted(item, item.end, scale)
    return Outcome(case.number, case.took, max(ends.values(), default=0.0), ends)


def _allowed(past: Mapping[str, PastItem], waits: Iterable[Edge]) -> int:
    return max((past[edge.producer].mark(edge.kind) for edge in waits if edge.producer in past), default=0)


def _lasted(item: PastItem, mark: int, scale: Mapping[str, float]) -> float:
    """From the start to a mark, the department's share scaled."""
    factor = scale.get(item.code, 1.0)
    span = mark - item.start
    if factor == 1.0:
        return span
    work = sum(max(0, min(until, mark) - max(since, item.start)) for since, until in item.work)
    return span + work * (factor - 1.0)


def _planner(definition: Definition) -> Callable[[Answers], Plan]:
    """Many cases answer alike."""
    known: dict[tuple[tuple[str, tuple[str, ...]], ...], Plan] = {}

    def plan(answers: Answers) -> Plan:
        key = tuple(sorted((question, tuple(chosen)) for question, chosen in answers.items()))
        if key not in known:
            known[key] = _plan(definition, answers)
        return known[key]

    return plan


def _plan(definition: Definition, answers: Answers) -> Plan:
    items, edges = included(definition, answers)
    waits: dict[str, list[Edge]] = {}
    for edge in edges:
        if edge.blocks:
            waits.setdefault(edge.dependant, []).append(edge)
    codes = [item.code for item in items]
    return Plan(frozenset(codes), {code: tuple(held) for code, held in waits.items()}, tuple(_order(codes, waits)))


def _order(codes: Sequence[str], waits: Mapping[str, Sequence[Edge]]) -> list[str]:
    left = {code: len(waits.get(code, ())) for code in codes}
    following: dict[str, list[str]] = {}
    for dependant, edges in waits.items():
        for edge in edges:
            following.setdefault(edge.producer, []).append(dependant)
    free, order = deque(code for code in codes if not left[code]), []
    while free:
        code = free.popleft()
        order.append(code)
        for dependant in following.get(code, ()):
            left[dependant] -= 1
            if not left[dependant]:
                free.append(dependant)
    if len(order) < len(codes):
        raise CycleError(min(set(codes) - set(order)))
    return order
