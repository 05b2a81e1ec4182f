"""Goals by person as a table: a row for each owner, a cell for each quarter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from luodi.desk.works import PartLine, part_line
from luodi.directory.models import Post
from luodi.works.board import Board
from luodi.works.rules import Kind

HEADS: tuple[Any, ...] = (lazy("一季度"), lazy("二季度"), lazy("三季度"), lazy("四季度"), lazy("全年"))

SHOWN = 4  # of one cell


@dataclass(frozen=True, slots=True)
class BoardCell:
    """`lines` with the work each belongs to; more than a few are folded away."""

    head: Any
    lines: list[tuple[PartLine, str]]

    @property
    def first(self) -> list[tuple[PartLine, str]]:
        return self.lines[:SHOWN]

    @property
    def rest(self) -> list[tuple[PartLine, str]]:
        return self.lines[SHOWN:]


@dataclass(frozen=True, slots=True)
class BoardRow:
    post: Post
    cells: list[BoardCell]
    all: int
    done: int
    late: int


def board_rows(board: Board, now: datetime) -> list[BoardRow]:
    return [
        BoardRow(
            person.post,
            [
                BoardCell(head, [(part_line(goal.work, now), _of(goal.work)) for goal in cell])
                for head, cell in zip(HEADS, person.cells, strict=True)
            ],
            len(person.goals),
            person.done,
            person.late,
        )
        for person in board.people
    ]


def _of(work: Any) -> str:
    """What it is a part of; a point says its kind too."""
    whole = work.parent.duty.title if work.parent else ""
    kind = "" if work.kind == Kind.GOAL else str(Kind(work.kind).label)
    return " · ".join(part for part in (kind, whole) if part)
