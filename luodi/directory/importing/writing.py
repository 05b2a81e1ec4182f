"""Writes a checked workbook: one act, one event for each unit and post that it touches."""

from datetime import date, datetime, time

from django.utils import timezone

from luodi.directory.actions.posts import Person, change_post, put_post
from luodi.directory.actions.units import change_unit, put_unit
from luodi.directory.importing.report import Fault
from luodi.directory.importing.staff import Known, StaffPlan, Values
from luodi.directory.models import Post, Territory, Unit, WorkCalendar
from luodi.directory.refusals import Wrong, operators_only
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, act


def write_staff(*, viewer: Viewer, plan: StaffPlan, now: datetime | None = None) -> StaffPlan:
    """Asks the tables anew, so that a plan of an hour ago does no harm. Returns what was really done."""
    done = StaffPlan()
    with act(viewer.code, now=now) as importing:
        operators_only(viewer)
        known = Known(importing.now)
        places = Territory.objects.in_bulk({row["territory"] for row in plan.units}, field_name="code")
        calendars = WorkCalendar.objects.in_bulk({row["calendar"] for row in plan.units}, field_name="code")
        for row in plan.units:
            try:
                _write_unit(importing, row, known, done, places[row["territory"]], calendars[row["calendar"]])
            except Wrong as wrong:
                done.faults.append(Fault("", row["code"], str(wrong)))
        for row in plan.posts:
            try:
                _write_post(importing, row, known, done)
            except Wrong as wrong:
                done.faults.append(Fault("", row["login"], str(wrong)))
    return done


def _write_unit(
    importing: Act, row: Values, known: Known, done: StaffPlan, territory: Territory, calendar: WorkCalendar
) -> None:
    values = {name: row[name] for name in ("name", "short", "kind", "phone")}
    values |= {"territory": territory, "calendar": calendar}
    unit = known.units.get(row["code"])
    changed: list[str] = []
    if unit is None:
        known.units[row["code"]] = put_unit(importing, Unit(code=row["code"], **values))
    else:
        changed = change_unit(importing, unit, values)
    done.unit_tally.count(is_new=unit is None, changed=bool(changed))


def _write_post(importing: Act, row: Values, known: Known, done: StaffPlan) -> None:
    post = known.posts.get((row["login"], row["unit"]))
    values = {name: row[name] for name in ("role", "title", "phone", "remit")}
    changed: list[str] = []
    if post is None:
        person = Person(row["login"], row["name"], row["mobile"], row["email"])
        unit = known.units.get(row["unit"])
        if unit is None:  # its own row was refused meanwhile
            raise Wrong("unit", row["unit"])
        put_post(importing, person, Post(unit=unit, since=_since(row, importing.now), **values))
    else:
        changed = change_post(importing, post, values)
    done.post_tally.count(is_new=post is None, changed=bool(changed))


def _since(row: Values, now: datetime) -> datetime:
    if not row["since"]:
        return now
    return timezone.make_aware(datetime.combine(date.fromisoformat(row["since"]), time()))
