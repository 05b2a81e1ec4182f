"""What cities do together: begun with an owner and a next step, carried on step by step, ended with a result."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import Visibility
from luodi.duties.reach import ask, locked
from luodi.duties.steps import move, open_duty
from luodi.ledger.acts import Act, Refused, act
from luodi.works.actions.working import days_until
from luodi.works.models import Cooperation
from luodi.works.rules import CooperationKind, CooperationState

GOING_ON = frozenset({CooperationState.TALKS, CooperationState.IN_FORCE})


def cooperate(
    *,
    viewer: Viewer,
    kind: str,
    title: str,
    owner: Post,
    at: Territory,
    cities: Iterable[Territory],
    next_step: str,
    next_on: date,
    **columns: Any,
) -> Cooperation:
    """`columns`: partners, words, signed_on, until, copied_from, adapted. Raises Refused."""
    with act(viewer.code) as a:
        if not any("cooperation" in post.remit for post in viewer.posts) and not viewer.is_system:
            raise Refused(_("您的岗位不负责城市合作。"))
        joined = list(cities)
        _check(kind, title, joined, columns)
        _check_signed(a, columns.get("signed_on"))
        duty = open_duty(
            a,
            kind="cooperation",
            opened=a.now,
            title=title.strip(),
            owner=owner,
            at=at,
            progress=CooperationState.IN_FORCE if columns.get("signed_on") else CooperationState.TALKS,
            visibility=Visibility.INTERNAL,
            clocks=[("next_step", _clock(a, next_step, next_on), "")],
        )
        made = Cooperation.objects.create(duty=duty, kind=kind, next_step=next_step.strip(), next_on=next_on, **columns)
        made.cities.set(joined)
        return made


def _check(kind: str, title: str, cities: list[Territory], columns: dict[str, Any]) -> None:
    if not title.strip():
        raise Refused(_("请写名称。"))
    if len(cities) < 2 and not columns.get("partners", "").strip() and kind != CooperationKind.POLICY:
        raise Refused(_("合作至少要有两座城市，或写明其他参与方。"))
    if kind == CooperationKind.POLICY and not (columns.get("copied_from") and columns.get("adapted")):
        raise Refused(_("政策复制要写明从哪里复制、在本地怎样调整。"))
    signed, until = columns.get("signed_on"), columns.get("until")
    if signed and until and until < signed:
        raise Refused(_("有效期早于签署日期，请核对。"))


def _check_signed(a: Act, signed_on: date | None) -> None:
    if signed_on is not None and signed_on > localdate(a.now):
        raise Refused(_("签署日期还没有到，签了再填。"))


def _clock(a: Act, step: str, on: date) -> str:
    if not step.strip():
        raise Refused(_("请写下一步做什么。"))
    return days_until(a.now, on)


def step_done(
    *,
    viewer: Viewer,
    number: str,
    result: str,
    next_step: str = "",
    next_on: date | None = None,
    signed_on: date | None = None,
    counted: int | None = None,
    counted_unit: str = "",
    version: int | None = None,
) -> Cooperation:
    """The next step was taken; another follows, or with none named the cooperation is done. Raises Refused."""
    with act(viewer.code) as a:
        made = _locked(viewer, number, version)
        if not result.strip():
            raise Refused(_("请写这一步做成了什么。"))
        _check_signed(a, signed_on)
        clocks = Clocks(made.duty)
        clocks.stop("next_step", happened_at=a.now)
        goes_on = bool(next_step.strip())
        if goes_on:
            if next_on is None:
                raise Refused(_("请写下一步的日期。"))
            clocks.start("next_step", _clock(a, next_step, next_on), at=a.now)
        clocks.settle()
        values: dict[str, Any] = {"result": result.strip(), "next_step": next_step.strip()}
        values["next_on"] = next_on if goes_on else None
        values |= {"signed_on": signed_on} if signed_on else {}
        values |= {"counted": counted, "counted_unit": counted_unit} if counted is not None else {}
        Cooperation.objects.filter(pk=made.pk).update(**values)
        to = _state(made, signed_on, goes_on)
        move(made.duty, allowed=GOING_ON, to=to, closed=None if goes_on else a.now)
        a.record(number, "step_done", clocks=clocks.log, counted=counted)
        made.refresh_from_db()
        return made


def _state(made: Cooperation, signed_on: date | None, goes_on: bool) -> str:
    if not goes_on:
        return CooperationState.DONE
    return CooperationState.IN_FORCE if signed_on or made.signed_on else made.duty.progress


def end(*, viewer: Viewer, number: str, reason: str, version: int | None = None) -> Cooperation:
    """Before it was done, with the reason."""
    with act(viewer.code) as a:
        made = _locked(viewer, number, version)
        if not reason.strip():
            raise Refused(_("请写明原因。"))
        clocks = Clocks(made.duty)
        clocks.stop_all(happened_at=a.now)
        clocks.settle()
        Cooperation.objects.filter(pk=made.pk).update(result=reason.strip(), next_step="", next_on=None)
        move(made.duty, allowed=GOING_ON, to=CooperationState.ENDED, closed=a.now)
        a.record(number, "ended", clocks=clocks.log)
        made.refresh_from_db()
        return made


def _locked(viewer: Viewer, number: str, version: int | None) -> Cooperation:
    duty = locked(viewer, number, version=version)
    ask(viewer, "keep_work", duty)
    made = Cooperation.objects.get(duty=duty)
    made.duty = duty
    if duty.closed is not None:
        raise Refused(_("%(number)s 已经结束，不能再改。") % {"number": number})
    return made
