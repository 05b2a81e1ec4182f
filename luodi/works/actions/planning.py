"""A campaign plan as a versioned document: 3.0 carries on, changes or drops each task of 2.0 and says why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.reach import acting_post, ask
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.works.actions.working import add_work_step, end_step
from luodi.works.models import PlanTask, PlanVersion, Work
from luodi.works.reach import locked_work
from luodi.works.rules import OPEN, Became, Kind, State

# What the version after says of a task that it carries on; the others it does not hold.
GOES_ON = frozenset({Became.CARRIED, Became.CHANGED})


@dataclass(frozen=True)
class Fate:
    """What became of one task of the version before: `task` is its key."""

    task: int
    became: str
    because: str = ""


@dataclass(frozen=True)
class NewTask:
    """A task that the version adds, as a work of its own; `columns` as for `add_work_step`."""

    title: str
    columns: dict[str, Any]


def new_version(
    *,
    viewer: Viewer,
    number: str,
    word: str,
    fates: Iterable[Fate] = (),
    tasks: Iterable[NewTask] = (),
    words: str = "",
    version: int | None = None,
) -> PlanVersion:
    """A draft of the plan's next version, `word` is its number ("3.0"). Raises Refused while a task has no fate."""
    with act(viewer.code) as a:
        plan = _locked_plan(viewer, number, version)
        before = plan.versions.exclude(approved_at=None).last()
        draft = _open_draft(a, viewer, plan, word.strip(), words)
        position = _carry_on(before, draft, {fate.task: fate for fate in fates})
        for task in tasks:
            work = add_work_step(
                a, kind=task.columns.pop("kind", Kind.WORK), title=task.title, parent=plan, **task.columns
            )
            position += 1
            PlanTask.objects.create(version=draft, work=work, position=position)
        if not position:
            raise Refused(_("方案里至少要有一项任务。"))
        move(plan.duty, allowed=OPEN)
        a.record(number, "plan_drafted", word=draft.number, tasks=position)
        return draft


def approve_version(*, viewer: Viewer, number: str, version: int | None = None) -> PlanVersion:
    """The draft holds from now on: what it does not carry on ends. Not by the one who made it. Raises Refused."""
    with act(viewer.code) as a:
        plan = _locked_plan(viewer, number, version, verb="instruct")
        draft = plan.versions.filter(approved_at=None).select_related("made_by__user").first()
        if draft is None:
            raise Refused(_("没有等待批准的版本。"))
        if draft.made_by.user_id == viewer.user_id:
            raise Refused(_("拟定的人不能批准自己的版本，请换一位负责人。"))
        by = acting_post(viewer, plan.duty)
        if not PlanVersion.objects.filter(pk=draft.pk, approved_at=None).update(approved_by=by, approved_at=a.now):
            raise Stale(_("这个版本刚刚已经批准。"), subject=number)
        for task in _dropped(plan, draft):
            end_step(a, task.work, to=State.DROPPED, result=task.because, happened_at=a.now)
        move(plan.duty, allowed=OPEN)
        a.record(number, "plan_approved", word=draft.number)
        draft.refresh_from_db()
        return draft


def _locked_plan(viewer: Viewer, number: str, version: int | None, verb: str = "keep_work") -> Work:
    plan = locked_work(viewer, number, verb, version=version)
    if plan.kind != Kind.PLAN:
        raise Refused(_("%(number)s 不是攻坚方案。") % {"number": number})
    ask(viewer, "read", plan.duty)
    return plan


def _open_draft(a: Act, viewer: Viewer, plan: Work, word: str, words: str) -> PlanVersion:
    if plan.versions.filter(approved_at=None).exists():
        raise Refused(_("已有一个版本等待批准，请先批准它。"))
    if not word or plan.versions.filter(number=word).exists():
        raise Refused(_("请写一个没有用过的版本号，例如 2.0。"))
    try:
        return PlanVersion.objects.create(
            plan=plan, number=word, words=words.strip(), made_by=acting_post(viewer, plan.duty), made_at=a.now
        )
    except IntegrityError:
        raise Stale(_("刚刚有人起草了新版本，请看过再办。"), subject=plan.duty.number) from None


def _carry_on(before: PlanVersion | None, draft: PlanVersion, fates: dict[int, Fate]) -> int:
    """The fate of every task of the version before; returns how many tasks the draft holds."""
    position = 0
    for task in before.tasks.select_related("work__duty") if before else ():
        fate = fates.get(task.pk) or _told_by_its_state(task)
        if fate.became in (Became.CHANGED, Became.DROPPED) and not fate.because.strip():
            raise Refused(_("“%(task)s”作了调整或不再实施，请写明原因。") % {"task": task.work.duty.title})
        task.became, task.because = fate.became, fate.because.strip()
        task.save(update_fields=["became", "because"])
        if fate.became in GOES_ON:
            position += 1
            PlanTask.objects.create(version=draft, work=task.work, position=position, was=task)
    return position


def _told_by_its_state(task: PlanTask) -> Fate:
    """What is done or dropped already needs no word. Raises Refused for a task that is open."""
    progress = task.work.duty.progress
    if progress == State.DONE:
        return Fate(task.pk, Became.DONE)
    if progress == State.DROPPED:
        return Fate(task.pk, Became.DROPPED, task.work.result)
    raise Refused(_("请说明上一版的“%(task)s”怎么办：继续、调整还是不再实施。") % {"task": task.work.duty.title})


def _dropped(plan: Work, draft: PlanVersion) -> list[PlanTask]:
    before = plan.versions.exclude(pk=draft.pk).last()
    if before is None:
        return []
    return list(before.tasks.filter(became=Became.DROPPED, work__duty__closed=None).select_related("work__duty"))
