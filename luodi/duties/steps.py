"""Steps every act on a duty is made of. They run inside an act and open no transaction."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.clock import SHANGHAI
from luodi.directory.models import Post, Territory, Unit
from luodi.duties.clocks import Clocks
from luodi.duties.models import FAR, Duty, Link, Party
from luodi.ledger.acts import Act, Stale
from luodi.text.public_numbers import make_number

LETTERS = {"enquiry": "E", "offer": "S"}
Places = dict[str, Territory | None]


def open_duty(
    act: Act,
    *,
    kind: str,
    title: str,
    owner: Post,
    at: Territory,
    progress: str,
    visibility: str,
    opened: datetime,
    clocks: Iterable[tuple[str, str, str]] = (),
) -> Duty:
    """A new duty with a number drawn at random: a counter row is a lock and tells a rival how many there are.

    `clocks` are the deadlines that run from `opened`: kind, allowance, calendar (empty: the unit's).
    """
    wished = at.columns()
    city = wished["city"]
    if city is None:
        raise ValueError(f"territory {at.code} hangs under no city")
    places = _places(wished, owner.unit.territory.columns())
    duty = Duty(
        kind=kind,
        number=_free_number(kind, opened, (wished["district"] or city).code),
        title=title[:120],
        owner=owner,
        unit=owner.unit,
        city=city,
        district=places["district"],
        place=places["place"],
        visibility=visibility,
        progress=progress,
        opened=opened,
        next_due=FAR,
    )
    running = Clocks(duty, new=True)
    for name, token, calendar in clocks:
        running.start(name, token, at=opened, calendar=calendar)
    duty.next_due = running.next_due()
    duty.save(force_insert=True)
    running.settle()
    act.record(duty.number, "opened", happened_at=opened, progress=progress, unit=owner.unit.code, post=owner.pk)
    return duty


def _places(wished: Places, unit: Places) -> Places:
    """Where the matter is wished, unless its unit works elsewhere: a unit sees all that it is responsible for."""
    if unit["district"] is not None and unit["district"] != wished["district"]:
        return unit
    return unit if unit["place"] is not None else wished


def _free_number(kind: str, opened: datetime, region: str) -> str:
    day = opened.astimezone(SHANGHAI).date()
    for _attempt in range(20):
        number = make_number(LETTERS[kind], day, region[:6].ljust(6, "0"), secrets.randbelow(100_000))
        if not Duty.objects.filter(number=number).exists():
            return number
    raise IntegrityError(f"no free number for {kind} on {day}")


def move(duty: Duty, *, allowed: frozenset[str] | set[str], to: str | None = None, **changes: Any) -> None:
    """Guarded update of a duty: one winner. Raises Stale with a sentence when someone was faster."""
    values = {"next_due": duty.next_due, **changes}
    if to is not None:
        values["progress"] = to
    done = Duty.objects.filter(pk=duty.pk, progress__in=allowed, version=duty.version).update(
        version=F("version") + 1, **values
    )
    if not done:
        raise Stale(_("有人先办了一步，这件事的状态已经变了。请看过最新进展再办。"), subject=duty.number)
    for name, value in values.items():
        setattr(duty, name, value)
    duty.version += 1


def give_to(duty: Duty, post: Post) -> None:
    """Puts the duty on a new owner's desk (not saved): unit, and place when the unit sits deeper in the tree."""
    duty.owner, duty.unit = post, post.unit
    places = post.unit.territory.columns()
    if places["district"] is not None:
        duty.district, duty.place = places["district"], places["place"]


OWNER_COLUMNS = ("owner", "unit", "district", "place")


def owner_values(duty: Duty) -> dict[str, Any]:
    return {column: getattr(duty, column) for column in OWNER_COLUMNS}


def add_party(duty: Duty, role: str, *, at: datetime, user: User | None = None, unit: Unit | None = None) -> None:
    """Idempotent: somebody who is already this to the duty stays so."""
    Party.objects.bulk_create([Party(duty=duty, role=role, user=user, unit=unit, since=at)], ignore_conflicts=True)


def end_party(duty: Duty, role: str, *, at: datetime) -> None:
    Party.objects.filter(duty=duty, role=role, until=None).update(until=at)


def link(source: Duty, target: Duty, kind: str) -> None:
    Link.objects.get_or_create(source=source, target=target, kind=kind)
