"""What waits for what, in days. Nothing here recurses: a chain of ten thousand items is a valid question."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from luodi.approvals.bundle.conditions import Answers, holds
from luodi.approvals.bundle.definition import ACCEPTANCE, Definition, Edge, Item

ACCEPTANCE_DAYS = 5  # Administrative Licensing Law, Art. 32: what is missing is told within five working days
CYCLES_NAMED = 100


@dataclass(frozen=True)
class Node:
    """An item with its days settled."""

    code: str
    promised_days: int
    immediate: bool = False


@dataclass(frozen=True)
class Path:
    """Days of promised work, acceptance terms shown apart. `earliest` is the day each item may start, from 0."""

    promised_days: int
    series_days: int
    critical_path: tuple[str, ...]
    earliest: Mapping[str, int]

    @property
    def saved_days(self) -> int:
        return self.series_days - self.promised_days


class CycleError(ValueError):
    """Items that wait for one another have no path."""


def included(definition: Definition, answers: Answers) -> tuple[tuple[Item, ...], tuple[Edge, ...]]:
    """The items and edges that apply. A prerequisite that is not included counts as satisfied: its edge is dropped."""
    settled = definition.settled(answers)
    items = tuple(item for item in definition.items if holds(item.when, settled))
    codes = {item.code for item in items}
    edges = tuple(
        edge
        for edge in definition.edges
        if edge.producer in codes and edge.dependant in codes and holds(edge.when, settled)
    )
    return items, edges


def ready(items: Iterable[Item | Node], edges: Iterable[Edge]) -> list[str]:
    """Items that wait for nothing."""
    waiting = {edge.dependant for edge in edges if edge.blocks}
    return [item.code for item in items if item.code not in waiting]


def path(nodes: Iterable[Node], edges: Iterable[Edge], acceptance_days: int = ACCEPTANCE_DAYS) -> Path:
    """The longest path. An item begins when the last of its blocking prerequisites lets it: a result or a material
    after the producer's promised days, an acceptance after `acceptance_days` (an immediate producer: at once).
    Advice never blocks.

    Among equally long chains the one whose codes sort first is named, and none longer than it must be.
    Raises CycleError."""
    by_code = {node.code: node for node in nodes}
    following = _following(by_code, edges, acceptance_days)
    order = _order(by_code, following)
    earliest = dict.fromkeys(by_code, 0)
    for code in order:
        for dependant, days in following[code]:
            earliest[dependant] = max(earliest[dependant], earliest[code] + days)
    rest = {code: node.promised_days for code, node in by_code.items()}  # from an item's start to the end of all
    for code in reversed(order):
        for dependant, days in following[code]:
            rest[code] = max(rest[code], days + rest[dependant])
    return Path(
        promised_days=max((earliest[code] + node.promised_days for code, node in by_code.items()), default=0),
        series_days=sum(node.promised_days for node in by_code.values()),
        critical_path=_critical(by_code, following, rest),
        earliest=earliest,
    )


def cycles(codes: Iterable[str], edges: Sequence[Edge]) -> list[tuple[Edge, ...]]:
    """Cycles of blocking edges, so many that every edge that lies on one is named, each cycle once and from the code
    that sorts first; at most `CYCLES_NAMED`. A circle that passes through advice is none: advice does not block."""
    known = set(codes)
    inner = (edge for edge in edges if edge.blocks and edge.producer in known and edge.dependant in known)
    blocking = {_sort_key(edge): edge for edge in inner}.values()
    component = _components(known, blocking)
    inside: dict[str, list[Edge]] = defaultdict(list)
    for edge in sorted(blocking, key=_sort_key):
        if component[edge.producer] == component[edge.dependant]:
            inside[edge.producer].append(edge)
    found: list[tuple[Edge, ...]] = []
    named: set[int] = set()
    for edge in sorted((edge for group in inside.values() for edge in group), key=_sort_key):
        if id(edge) in named:
            continue
        cycle = _from_first((edge, *_way(edge.dependant, edge.producer, inside)))
        named.update(id(one) for one in cycle)
        found.append(cycle)
        if len(found) == CYCLES_NAMED:
            break
    return found


def length(edge: Edge, producer: Node, acceptance_days: int = ACCEPTANCE_DAYS) -> int:
    if edge.kind == ACCEPTANCE:
        return 0 if producer.immediate else acceptance_days
    return producer.promised_days if edge.blocks else 0


def _following(nodes: Mapping[str, Node], edges: Iterable[Edge], acceptance: int) -> dict[str, list[tuple[str, int]]]:
    following: dict[str, list[tuple[str, int]]] = {code: [] for code in nodes}
    for edge in edges:
        if edge.blocks and edge.producer in nodes and edge.dependant in nodes:
            following[edge.producer].append((edge.dependant, length(edge, nodes[edge.producer], acceptance)))
    return following


def _waits(following: Mapping[str, Sequence[tuple[str, int]]]) -> dict[str, int]:
    waits = dict.fromkeys(following, 0)
    for dependants in following.values():
        for dependant, _ in dependants:
            waits[dependant] += 1
    return waits


def _order(nodes: Mapping[str, Node], following: Mapping[str, Sequence[tuple[str, int]]]) -> list[str]:
    waits = _waits(following)
    free = [code for code, count in waits.items() if not count]
    heapify(free)
    order = []
    while free:
        code = heappop(free)
        order.append(code)
        for dependant, _ in following[code]:
            waits[dependant] -= 1
            if not waits[dependant]:
                heappush(free, dependant)
    if len(order) < len(nodes):
        raise CycleError(sorted(set(nodes) - set(order))[0])
    return order


def _critical(
    nodes: Mapping[str, Node], following: Mapping[str, Sequence[tuple[str, int]]], rest: Mapping[str, int]
) -> tuple[str, ...]:
    waits = _waits(following)
    starts = [code for code, count in waits.items() if not count]
    if not starts:
        return ()
    code = min(starts, key=lambda one: (-rest[one], one))
    chain = [code]
    while rest[code] > nodes[code].promised_days:
        code = min(dependant for dependant, days in following[code] if days + rest[dependant] == rest[code])
        chain.append(code)
    return tuple(chain)


def _components(codes: Iterable[str], edges: Iterable[Edge]) -> dict[str, int]:
    """Which items can reach one another (Kosaraju, without recursion)."""
    ahead: dict[str, list[str]] = defaultdict(list)
    back: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        ahead[edge.producer].append(edge.dependant)
        back[edge.dependant].append(edge.producer)
    finished: list[str] = []
    seen: set[str] = set()
    for root in sorted(codes):
        if root not in seen:
            seen.add(root)
            _finish(root, ahead, seen, finished)
    component: dict[str, int] = {}
    for number, root in enumerate(reversed(finished)):
        if root in component:
            continue
        component[root] = number
        waiting = [root]
        while waiting:
            for other in back[waiting.pop()]:
                if other not in component:
                    component[other] = number
                    waiting.append(other)
    return component


def _finish(root: str, ahead: Mapping[str, list[str]], seen: set[str], finished: list[str]) -> None:
    stack = [(root, iter(ahead[root]))]
    while stack:
        code, rest = stack[-1]
        for other in rest:
            if other not in seen:
                seen.add(other)
                stack.append((other, iter(ahead[other])))
                break
        else:
            stack.pop()
            finished.append(code)


def _way(start: str, goal: str, inside: Mapping[str, Sequence[Edge]]) -> list[Edge]:
    """A shortest way between two items of one component."""
    came: dict[str, Edge] = {}
    waiting = deque([start])
    while waiting and goal != start and goal not in came:
        for edge in inside[waiting.popleft()]:
            if edge.dependant != start and edge.dependant not in came:
                came[edge.dependant] = edge
                waiting.append(edge.dependant)
    way: list[Edge] = []
    code = goal
    while code != start:
        way.append(came[code])
        code = came[code].producer
    return way[::-1]


def _from_first(cycle: tuple[Edge, ...]) -> tuple[Edge, ...]:
    first = min(range(len(cycle)), key=lambda number: cycle[number].producer)
    return cycle[first:] + cycle[:first]


def _sort_key(edge: Edge) -> tuple[str, str, str]:
    return edge.producer, edge.dependant, edge.kind
