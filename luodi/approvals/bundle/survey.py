"""One look at every combination of answers: what it includes, what can begin, how long it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luodi.approvals.bundle.combinations import combinations_of
from luodi.approvals.bundle.conditions import Answers
from luodi.approvals.bundle.definition import Definition, Edge
from luodi.approvals.bundle.graph import CycleError, Node, Path, included, path, ready


@dataclass
class Survey:
    """Answers stand for the first combination of which it is true."""

    combinations: int = 0
    reached: set[str] = field(default_factory=set)  # codes of items
    met: set[int] = field(default_factory=set)  # numbers of edges
    empty: Answers | None = None
    stuck: Answers | None = None
    cyclic: Answers | None = None
    shortest: Path | None = None
    longest: Path | None = None
    longest_answers: Answers = field(default_factory=dict)

    def take(self, answers: Answers, found: Path) -> None:
        if self.longest is None or found.promised_days > self.longest.promised_days:
            self.longest, self.longest_answers = found, answers
        if self.shortest is None or found.promised_days < self.shortest.promised_days:
            self.shortest = found


def survey(definition: Definition, nodes: Mapping[str, Node]) -> Survey:
    """Raises TooManyError."""
    seen: set[tuple[frozenset[str], frozenset[int]]] = set()
    found = Survey()
    numbers = {id(edge): number for number, edge in enumerate(definition.edges)}
    for answers in combinations_of(definition, definition.conditions):
        found.combinations += 1
        items, edges = included(definition, answers)
        codes = frozenset(item.code for item in items)
        key = codes, frozenset(numbers[id(edge)] for edge in edges)
        if key in seen:
            continue
        seen.add(key)
        found.reached |= codes
        found.met |= key[1]
        _look(found, answers, [nodes[item.code] for item in items], edges)
    return found


def _look(found: Survey, answers: Answers, items: list[Node], edges: tuple[Edge, ...]) -> None:
    if not items:
        found.empty = answers if found.empty is None else found.empty
        return
    if not ready(items, edges) and found.stuck is None:
        found.stuck = answers
    try:
        found.take(answers, path(items, edges))
    except CycleError:
        found.cyclic = answers if found.cyclic is None else found.cyclic
