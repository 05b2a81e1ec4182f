"""Goals by person: who has promised what in which quarter, how far it is, and who is late. Reads only."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localtime

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.works.models import Work
from luodi.works.rules import POINTS, Kind, State

MOST = 600  # works of one board
WHOLE_YEAR = "year"
COLUMNS = ("1", "2", "3", "4", WHOLE_YEAR)
SHOWN = (Kind.GOAL, *POINTS)


@dataclass(frozen=True)
class Goal:
    work: Work
    late: bool

    @property
    def share(self) -> int:
        """Percent of the counted target; a goal without one is 0 or 100."""
        if self.work.duty.progress == State.DONE:
            return 100
        if self.work.target is None:
            return 0
        return min(100, int(100 * self.work.reached / self.work.target))


@dataclass
class Person:
    """One owner; `cells` in the order of COLUMNS."""

    post: Post
    cells: list[list[Goal]] = field(default_factory=lambda: [[] for _ in COLUMNS])

    @property
    def goals(self) -> list[Goal]:
        return [goal for cell in self.cells for goal in cell]

    @property
    def late(self) -> int:
        return sum(goal.late for goal in self.goals)

    @property
    def done(self) -> int:
        return sum(goal.work.duty.progress == State.DONE for goal in self.goals)


@dataclass(frozen=True)
class Board:
    """Who is late stands first. `cut` is whether there are more works than a board holds."""

    people: list[Person]
    cut: bool

    @property
    def late(self) -> list[Person]:
        return [person for person in self.people if person.late]


def board(viewer: Viewer, year: int, asked: Mapping[str, Any], now: datetime) -> Board:
    """Of one year: goals, or with `asked["points"]` points too; under one work, of one unit. Two queries."""
    rows = Work.objects.visible_to(viewer).exclude(duty__progress=State.DROPPED)
    rows = rows.filter(kind__in=SHOWN if asked.get("points") else (Kind.GOAL,)).filter(_of_year(year, now))
    if asked.get("unit"):
        rows = rows.filter(duty__unit=asked["unit"])
    if asked.get("under"):
        under = Q(parent__duty__number=asked["under"]) | Q(parent__parent__duty__number=asked["under"])
        rows = rows.filter(under)
    found = list(
        rows.select_related("duty__owner__user", "duty__owner__unit", "duty__unit", "parent__duty")[: MOST + 1]
    )
    people: dict[int, Person] = {}
    for work in sorted(found[:MOST], key=lambda work: (work.duty.next_due, work.pk)):
        person = people.setdefault(work.duty.owner_id, Person(work.duty.owner))
        late = work.duty.closed is None and work.duty.next_due < now
        person.cells[_column(work, year)].append(Goal(work, late))
    ranked = sorted(people.values(), key=lambda one: (-one.late, one.post.unit.code, one.post.pk))
    return Board(ranked, cut=len(found) > MOST)


def _of_year(year: int, now: datetime) -> Q:
    """By its period, else by when it is due or ended; what has neither belongs to the present year."""
    said = Q(period__startswith=str(year))
    due = Q(duty__closed=None, duty__next_due__year=year) | Q(duty__closed__year=year)
    if year == localtime(now).year:
        due |= Q(duty__closed=None, duty__next_due__year=2999)
    return said | (Q(period="") & due)


def _column(work: Work, year: int) -> int:
    if work.period:
        return COLUMNS.index(work.period[-1]) if "-Q" in work.period else COLUMNS.index(WHOLE_YEAR)
    at = localtime(work.duty.closed or work.duty.next_due)
    return (at.month - 1) // 3 if at.year == year else COLUMNS.index(WHOLE_YEAR)


def totals(board: Board) -> dict[str, tuple[int, int]]:
    """Of each kind on the board: how many, and how many are done."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for person in board.people:
        for goal in person.goals:
            found[goal.work.kind][0] += 1
            found[goal.work.kind][1] += goal.work.duty.progress == State.DONE
    return {kind: (all_, done) for kind, (all_, done) in found.items()}
