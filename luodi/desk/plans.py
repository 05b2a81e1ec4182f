"""A campaign plan at the desk: its versions side by side, each task by what became of it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from luodi.desk.rows import own_strip
from luodi.desk.works import PartLine, part_line
from luodi.works.dossier import WorkDossier
from luodi.works.models import PlanTask, PlanVersion
from luodi.works.rules import Became, State


@dataclass(frozen=True, slots=True)
class Cell:
    """A task in one version; an empty word where that version does not hold it."""

    word: str = ""
    because: str = ""
    tone: str = ""


@dataclass(slots=True)
class TaskRow:
    """One task through all versions, in the order in which it first appeared."""

    line: PartLine
    cells: list[Cell] = field(default_factory=list)


TONES = {Became.DONE: "done", Became.CHANGED: "soon", Became.DROPPED: "none"}


def side_by_side(versions: list[PlanVersion]) -> list[TaskRow]:
    now = timezone.now()
    rows: dict[int, TaskRow] = {}
    for place, version in enumerate(versions):
        is_last = place == len(versions) - 1
        for task in version.tasks.all():
            row = rows.setdefault(task.work_id, TaskRow(part_line(task.work, now), [Cell()] * len(versions)))
            row.cells[place] = _cell(task, is_last=is_last)
    return list(rows.values())


def _cell(task: PlanTask, *, is_last: bool) -> Cell:
    """Of the last version: how the task stands; of those before: what the next one did with it."""
    if is_last or not task.became:
        progress = State(task.work.duty.progress)
        word = _("新任务") if progress == State.OPEN and task.was_id is None else str(progress.label)
        return Cell(word, task.because, "done" if progress == State.DONE else "")
    became = Became(task.became)
    return Cell(str(became.label), task.because, TONES.get(became, ""))


def open_tasks(d: WorkDossier) -> list[PlanTask]:
    """Of the version in force: those whose fate the next must say; what has ended says its own."""
    held = [version for version in d.versions if version.approved_at]
    return [task for task in held[-1].tasks.all() if task.work.duty.closed is None] if held else []


def next_word(d: WorkDossier) -> str:
    """3.0 after 2.0; empty where the last is no such number."""
    last = d.versions[-1].number if d.versions else "0.0"
    whole, _dot, rest = last.partition(".")
    return f"{int(whole) + 1}.0" if whole.isdecimal() and (not rest or rest.isdecimal()) else ""


def plan_page(d: WorkDossier) -> dict[str, Any]:
    now = timezone.now()
    mine = {post.pk for post in d.viewer.posts}
    may_approve = d.draft is not None and d.may("instruct") and d.draft.made_by_id not in mine
    return {
        "d": d,
        "work": d.work,
        "duty": d.duty,
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "versions": d.versions,
        "rows": side_by_side(d.versions),
        "draft": d.draft,
        "may_draft": d.may("keep_work") and d.duty.closed is None and d.draft is None,
        "may_approve": may_approve and d.duty.closed is None,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
    }
