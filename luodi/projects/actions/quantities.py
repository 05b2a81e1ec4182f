"""Quantities of a site: what is counted, over which stretches a delay is assumed."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from luodi.directory.calendars import UnknownCalendar, calendar_for
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.steps import move
from luodi.ledger.acts import act
from luodi.projects.actions.forecasting import issue_step
from luodi.projects.models import Measurement, Milestone, Quantity
from luodi.projects.reach import locked_project
from luodi.projects.rules import Kind
from luodi.projects.sitebook import quantity_for
from luodi.projects.words import plain
from luodi.projects.zones import BadZone, checked_zones

MOST = Decimal(10) ** 10


def add_quantity(
    *,
    viewer: Viewer,
    number: str,
    name: str,
    unit: str,
    total: Decimal,
    kind: str = Kind.CUMULATIVE,
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_linear: bool = False,
    zones: Iterable[Mapping[str, Any]] = (),
    calendar: str = "",
    milestone: int | None = None,
) -> Quantity:
    """`zones`: [{name, from, to, days}], see `luodi.projects.zones`. Raises Refused, Milestone.DoesNotExist."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "measure")
        _judge_frame(total, starts_on, ends_on, calendar)
        reached = Milestone.objects.get(pk=milestone, project=project) if milestone else None
        quantity = Quantity.objects.create(
            project=project,
            milestone=reached,
            name=name.strip()[:60],
            unit=unit.strip()[:12],
            total=total,
            kind=kind,
            starts_on=starts_on,
            ends_on=ends_on,
            is_linear=is_linear,
            zones=_zones(zones, total),
            calendar=calendar,
        )
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "quantity_added", quantity=quantity.pk, total=plain(total), kind=str(kind))
        return quantity


def change_quantity(
    *,
    viewer: Viewer,
    number: str,
    quantity: int,
    name: str,
    unit: str,
    total: Decimal,
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_linear: bool = False,
    calendar: str = "",
    milestone: int | None = None,
) -> Quantity:
    """Its frame as a whole; how it counts and what was measured stay. Raises Refused, DoesNotExist."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "measure")
        found = quantity_for(project, quantity)
        _judge_frame(total, starts_on, ends_on, calendar)
        _judge_total(found, total)
        old = found.total
        found.name, found.unit, found.total = name.strip()[:60], unit.strip()[:12], total
        found.starts_on, found.ends_on, found.is_linear, found.calendar = starts_on, ends_on, is_linear, calendar
        found.milestone = Milestone.objects.get(pk=milestone, project=project) if milestone else None
        found.save()
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "quantity_changed", quantity=found.pk, old=plain(old), new=plain(total))
        issue_step(a, project)
        return found


def _judge_total(quantity: Quantity, total: Decimal) -> None:
    """Not below what was measured, nor below the end of a stretch. Raises Refused."""
    standing = Measurement.objects.filter(quantity=quantity, superseded_by=None)
    most = standing.aggregate(most=Max("value"))["most"] if quantity.kind != Kind.LEVEL else None
    if most is not None and total < most:
        raise Wrong("total", _("总量小于已经量到的 %(value)s，请核对。") % {"value": plain(most)})
    _zones(quantity.zones, total)


def _judge_frame(total: Decimal, starts_on: date | None, ends_on: date | None, calendar: str) -> None:
    if not 0 < total < MOST:
        raise Wrong("total", _("总量应大于 0，请核对数字和单位。"))
    if starts_on and ends_on and ends_on < starts_on:
        raise Wrong("ends_on", _("计划完成早于计划开始，请核对。"))
    if calendar:
        try:
            calendar_for(calendar)
        except UnknownCalendar as unknown:
            raise Wrong("calendar", _("没有这个日历，请重新选择。")) from unknown


def _zones(zones: Iterable[Mapping[str, Any]], total: Decimal) -> list[dict[str, Any]]:
    try:
        return checked_zones(zones, total)
    except BadZone as bad:
        said = {"name": bad.name or "?", "total": plain(total)}
        sentences = {
            "stretch": _("“%(name)s”的起止应在 0 到 %(total)s 之间，起点小于终点。"),
            "days": _("“%(name)s”可能耽误的天数应为 0 到 365 之间的几个数，例如 0,1,2。"),
            "name": _("每个特殊段都要有名称。"),
        }
        raise Wrong("zones", sentences[bad.code] % said) from bad


def set_zones(*, viewer: Viewer, number: str, quantity: int, zones: Iterable[Mapping[str, Any]]) -> Quantity:
    """What is assumed of the stretches ahead; the forecast is issued anew and shows it. Raises Refused."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "measure")
        found = quantity_for(project, quantity)
        found.zones = _zones(zones, found.total)
        found.save(update_fields=["zones"])
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "zones_set", quantity=found.pk, zones=len(found.zones))
        issue_step(a, project)
        return found


def withdraw_quantity(*, viewer: Viewer, number: str, quantity: int) -> None:
    """Counted no more; what was measured stays. Raises Refused, Quantity.DoesNotExist."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "measure")
        found = quantity_for(project, quantity)
        found.withdrawn_at = a.now
        found.save(update_fields=["withdrawn_at"])
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "quantity_withdrawn", quantity=found.pk)
        issue_step(a, project)
