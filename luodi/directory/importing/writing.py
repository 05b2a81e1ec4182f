"""Writes a checked workbook: one event for each unit and post that it touches."""

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

CHUNK = 100  # rows of one act: on SQLite everybody else's writing waits for it


def write_staff(*, viewer: Viewer, plan: StaffPlan, now: datetime | None = None) -> StaffPlan:
    """Asks the tables anew, so that a plan of an hour ago does no harm. Returns what was really done.

    An act holds CHUNK rows; broken off between two, the same file is simply imported again.
    """
    operators_only(viewer)
    done, known = StaffPlan(), Known(now or timezone.now())
    for rows, key, write in ((plan.units, "code", _write_unit), (plan.posts, "login", _write_post)):
        for first in range(0, len(rows), CHUNK):
            with act(viewer.code, now=now) as importing:
                for row in rows[first : first + CHUNK]:
                    try:
                        write(importing, row, known, done)
                    except Wrong as wrong:
                        done.faults.append(Fault("", row[key], str(wrong)))
    return done


def _write_unit(importing: Act, row: Values, known: Known, done: StaffPlan) -> None:
    values = {name: row[name] for name in ("name", "short", "kind", "phone")}
    values["territory"] = Territory.objects.get(code=row["territory"])
    values["calendar"] = WorkCalendar.objects.get(code=row["calendar"])
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
