"""A work and its parts: made, counted towards a goal, finished or dropped with a reason; a measure copied elsewhere."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import Duty, Link, Visibility
from luodi.duties.reach import ask, locked
from luodi.duties.steps import give_to, link, move, open_duty, owner_values
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell
from luodi.works.models import Work
from luodi.works.reach import locked_work, measure_for
from luodi.works.rules import OPEN, PARTS, WITH_EFFECT, Kind, MayCopy, State


def add_work(
    *,
    viewer: Viewer,
    kind: str,
    title: str,
    owner: Post,
    at: Territory,
    due: date | None = None,
    parent: str = "",
    about: str = "",
    **columns: Any,
) -> Work:
    """`parent` is the number of the work it is a part of, `about` of any duty that it is about.

    `columns`: words, period, target, unit_word, facts. Raises Refused; Duty.DoesNotExist for what the viewer may
    not see.
    """
    with act(viewer.code) as a:
        above = locked_work(viewer, parent, "keep_work") if parent else None
        whole = locked(viewer, about) if about else None
        if whole is not None:
            ask(viewer, "read", whole)
        if not viewer.is_system and not any("work" in post.remit for post in viewer.posts):
            raise Refused(_("您的岗位不负责重点工作。"))
        if above is not None and above.kind == Kind.PLAN and kind == Kind.WORK:
            raise Refused(_("方案的任务写在它的版本里，请起草下一版。"))
        return add_work_step(
            a, kind=kind, title=title, owner=owner, at=at, due=due, parent=above, about=whole, **columns
        )


def add_work_step(
    a: Act,
    *,
    kind: str,
    title: str,
    owner: Post,
    at: Territory,
    due: date | None = None,
    clock: str = "goal",
    parent: Work | None = None,
    about: Duty | None = None,
    decided_in: Duty | None = None,
    **columns: Any,
) -> Work:
    """Step: also of a meeting's decision (`decided_in`, its duty) and of an instruction. `clock` runs until `due`."""
    if not title.strip():
        raise Refused(_("请写一句话说明要做什么。"))
    if parent is not None and kind not in PARTS.get(parent.kind, frozenset()):
        told = {"part": Kind(kind).label, "whole": Kind(parent.kind).label}
        raise Refused(_("“%(whole)s”下面不能再挂“%(part)s”。") % told)
    if columns.get("facts", {}).get("may_copy", "") not in ("", *MayCopy.values):
        raise Refused(_("请从选项里选谁可以复制。"))
    duty = open_duty(
        a,
        kind="work",
        opened=a.now,
        title=title.strip(),
        owner=owner,
        at=at,
        progress=State.OPEN,
        visibility=Visibility.INTERNAL,
        clocks=[(clock, days_until(a.now, due), "")] if due else (),
    )
    work = Work.objects.create(duty=duty, kind=kind, parent=parent, **columns)
    if about is not None:
        link(duty, about, Link.Kind.ABOUT)
    if decided_in is not None:
        link(duty, decided_in, Link.Kind.DECIDED_IN)
    if owner.user.code != a.actor:
        tell(a, reader=owner.user, code="work_given", subject=duty.number, key=f"work:{duty.number}")
    return work


def days_until(now: datetime, due: date) -> str:
    """The allowance that ends on that day. Raises Refused for a day that has passed."""
    days = (due - localdate(now)).days
    if days < 0:
        raise Refused(_("完成日期已经过去了，请选今天或以后的日期。"))
    return f"{days}d"


def reach(*, viewer: Viewer, number: str, reached: Decimal, version: int | None = None) -> Work:
    """How much of a counted goal has been reached. Raises Refused where it is counted backwards."""
    with act(viewer.code) as a:
        work = locked_work(viewer, number, "keep_work", version=version)
        if work.target is None:
            raise Refused(_("这项工作没有计数目标，请直接写结果。"))
        if reached < work.reached:
            raise Refused(
                _("完成数不能比上次少（上次 %(was)s）。数错了请在结果里说明。")
                % {"was": f"{work.reached.normalize():f}"}
            )
        Work.objects.filter(pk=work.pk).update(reached=reached)
        work.reached = reached
        move(work.duty, allowed=OPEN)
        a.record(number, "reached", reached=f"{reached.normalize():f}", target=f"{work.target.normalize():f}")
        return work


def finish(
    *, viewer: Viewer, number: str, result: str, happened_at: datetime | None = None, version: int | None = None
) -> Work:
    """Raises Refused while a part of it is open, a counted goal is not reached, or nothing is said of the result."""
    with act(viewer.code) as a:
        work = locked_work(viewer, number, "keep_work", version=version)
        _refuse_instruction(work)
        if not result.strip():
            raise Refused(_("请写结果：做成了什么。"))
        if work.kind == Kind.CAMPAIGN and work.facts.get("counted") is None:
            raise Refused(_("活动办结前请先登记成效：来了多少、收到多少线索。"))
        if work.target is not None and work.reached < work.target:
            told = {"reached": f"{work.reached.normalize():f}", "target": f"{work.target.normalize():f}"}
            raise Refused(_("目标 %(target)s，现在是 %(reached)s。请先登记完成数，或改为取消并说明原因。") % told)
        open_parts = work.parts.filter(duty__closed=None).count()
        if open_parts:
            raise Refused(_("下面还有 %(count)d 项没有办结，请先办结或取消。") % {"count": open_parts})
        end_step(a, work, to=State.DONE, result=result.strip(), happened_at=happened_at or a.now)
        return work


def drop(*, viewer: Viewer, number: str, reason: str, version: int | None = None) -> Work:
    with act(viewer.code) as a:
        work = locked_work(viewer, number, "keep_work", version=version)
        _refuse_instruction(work)
        if not reason.strip():
            raise Refused(_("请写明原因。"))
        end_step(a, work, to=State.DROPPED, result=reason.strip(), happened_at=a.now)
        return work


def _refuse_instruction(work: Work) -> None:
    if work.kind == Kind.INSTRUCTION:
        raise Refused(_("批示要先答复，由作批示的人认可后办结。"))


def end_step(a: Act, work: Work, *, to: str, result: str, happened_at: datetime) -> None:
    """Step: its clocks stop, kept or missed by `happened_at`; those of what was dropped do not count.

    With a work that is dropped its open parts are, for the same reason; who owned one is told.
    """
    clocks = Clocks(work.duty)
    if to == State.DROPPED:
        clocks.stop_all(happened_at=happened_at)
    else:
        clocks.stop_several(list(clocks.open), happened_at=happened_at)
    clocks.settle()
    Work.objects.filter(pk=work.pk).update(result=result, done_at=happened_at)
    work.result, work.done_at = result, happened_at
    move(work.duty, allowed=OPEN, to=to, closed=a.now)
    a.record(work.duty.number, to, happened_at=happened_at, clocks=clocks.log)
    if to == State.DROPPED:
        _dropped(a, work)


def _dropped(a: Act, work: Work) -> None:
    owner, number = work.duty.owner.user, work.duty.number
    if owner.code != a.actor:
        tell(a, reader=owner, code="work_dropped", subject=number, key=f"dropped:{number}")
    beside = ("duty__owner__user", "duty__unit__calendar", "duty__unit__territory")
    parts = work.parts.filter(duty__closed=None).select_related(*beside).order_by("pk")
    for part in parts.select_for_update(no_key=True, of=("duty",)):
        end_step(a, part, to=State.DROPPED, result=work.result, happened_at=a.now)


def tell_effect(
    *,
    viewer: Viewer,
    number: str,
    effect: str,
    counted: int | None = None,
    counted_unit: str = "",
    version: int | None = None,
) -> Work:
    """What a campaign or a measure has brought, in words and counted. Raises Refused."""
    with act(viewer.code) as a:
        work = locked_work(viewer, number, "keep_work", version=version)
        if work.kind not in WITH_EFFECT:
            raise Refused(_("只有活动和创新举措登记成效。"))
        if not effect.strip():
            raise Refused(_("请写成效：带来了什么。"))
        told = {"counted": counted, "counted_unit": counted_unit.strip()} if counted is not None else {}
        work.facts = {**work.facts, "effect": effect.strip(), **told}
        Work.objects.filter(pk=work.pk).update(facts=work.facts)
        move(work.duty, allowed=OPEN)
        a.record(number, "effect_told", counted=counted)
        return work


def hand_on(*, viewer: Viewer, number: str, to_post: Post, version: int | None = None) -> Work:
    """To another owner, his clocks run on. Beyond the unit only its head and the city desk. Raises Refused."""
    with act(viewer.code) as a:
        work = locked_work(viewer, number, "transfer", version=version)
        duty = work.duty
        if to_post.pk == duty.owner_id:
            raise Refused(_("这项工作已经由他负责。"))
        if "work" not in to_post.remit or not Post.objects.held(a.now).filter(pk=to_post.pk).exists():
            raise Refused(_("只能交给在岗、负责重点工作的人。"))
        if to_post.unit_id != duty.unit_id and not (viewer.heads(duty.unit) or viewer.is_city_desk):
            raise Refused(_("交给别的单位，要由本单位主任或市级总台办。"))
        give_to(duty, to_post)
        move(duty, allowed=OPEN, **owner_values(duty))
        a.record(number, "owner_changed", post=to_post.pk)
        tell(a, reader=to_post.user, code="given", subject=number, key=f"given:{number}:{duty.version}")
        return work


def copy_measure(*, viewer: Viewer, number: str, owner: Post, at: Territory, how: str, due: date | None = None) -> Work:
    """A measure that works elsewhere is taken over here, adapted as `how` says. Raises Work.DoesNotExist, Refused."""
    with act(viewer.code) as a:
        source = measure_for(viewer, number)
        if "work" not in owner.remit:
            raise Refused(_("请选负责重点工作的人。"))
        if not how.strip():
            raise Refused(_("请写明在本地怎么做、作了哪些调整。"))
        facts = {"what": source.facts.get("what", ""), "where": owner.unit.name}
        copy = add_work_step(
            a,
            kind=Kind.MEASURE,
            title=source.duty.title,
            owner=owner,
            at=at,
            due=due,
            words=how.strip(),
            facts=facts,
            copied_from=source,
        )
        a.record(number, "copied", by=owner.unit.code)
        return copy
