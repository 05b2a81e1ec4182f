"""Steps every act on a duty is made of. They run inside an act and open no transaction."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
from luodi.ledger.models import Event
from luodi.text.public_numbers import RANDOM_PARTS, make_number

LETTERS = {
    "enquiry": "E",
    "offer": "S",
    "case": "C",
    "item": "T",
    "project": "P",
    "problem": "Q",
    "work": "W",
    "meeting": "M",
    "cooperation": "K",
    "edition": "B",
}
Places = dict[str, Territory | None]
AT_ONCE = 500  # rows of one statement


@dataclass(frozen=True)
class Opening:
    """What a new duty begins with. `clocks` run from its opening: kind, allowance, calendar (empty: the unit's)."""

    title: str
    owner: Post
    at: Territory
    progress: str
    visibility: str
    clocks: Iterable[tuple[str, str, str]] = ()


def open_duty(act: Act, *, kind: str, opened: datetime, **begins: Any) -> Duty:
    """A new duty; `begins` are the columns of an Opening."""
    return open_duties(act, kind=kind, opened=opened, openings=[Opening(**begins)])[0]


def open_duties(act: Act, *, kind: str, opened: datetime, openings: Sequence[Opening]) -> list[Duty]:
    """New duties in a handful of statements, each with its event, in the order given."""
    duties = [duty for duty, _running in new_duties(kind, opened, openings)]
    act.record_all([opening_event(act, duty, progress=duty.progress) for duty in duties])
    return duties


def new_duties(
    kind: str, opened: datetime, openings: Sequence[Opening], beside: Iterable[Clocks] = ()
) -> list[tuple[Duty, Clocks]]:
    """The same without their events, for an act that writes them among its own; three statements. Clocks `beside`
    them are settled with theirs.

    Their numbers are drawn at random: a counter row is a lock and tells a rival how many there are.
    """
    numbers = _free_numbers(kind, opened, [_region(one.at) for one in openings])
    drafts = [_draft(kind, opened, one, number) for one, number in zip(openings, numbers, strict=True)]
    Duty.objects.bulk_create([duty for duty, _running in drafts], batch_size=AT_ONCE)
    Clocks.settle_all([*(running for _duty, running in drafts), *beside])
    return drafts


def opening_event(act: Act, duty: Duty, *, progress: str) -> Event:
    """Not written yet."""
    unit, post = duty.unit.code, duty.owner_id
    return act.draft(duty.number, "opened", happened_at=duty.opened, progress=progress, unit=unit, post=post)


def _draft(kind: str, opened: datetime, begins: Opening, number: str) -> tuple[Duty, Clocks]:
    wished = begins.at.columns()
    places = _places(wished, begins.owner.unit.territory.columns())
    duty = Duty(
        kind=kind,
        number=number,
        title=begins.title[:120],
        owner=begins.owner,
        unit=begins.owner.unit,
        city=wished["city"],
        district=places["district"],
        place=places["place"],
        visibility=begins.visibility,
        progress=begins.progress,
        opened=opened,
        next_due=FAR,
    )
    running = Clocks(duty, new=True)
    for name, token, calendar in begins.clocks:
        running.start(name, token, at=opened, calendar=calendar)
    duty.next_due = running.next_due()
    return duty, running


def _region(at: Territory) -> str:
    """Six digits of the district, or of the city."""
    wished = at.columns()
    city = wished["city"]
    if city is None:
        raise ValueError(f"territory {at.code} hangs under no city")
    return (wished["district"] or city).code[:6].ljust(6, "0")


def _places(wished: Places, unit: Places) -> Places:
    """Where the matter is wished, unless its unit works elsewhere: a unit sees all that it is responsible for."""
    if unit["district"] is not None and unit["district"] != wished["district"]:
        return unit
    return unit if unit["place"] is not None else wished


def _free_numbers(kind: str, opened: datetime, regions: Sequence[str]) -> list[str]:
    """One for each region; what is taken, or drawn twice, is drawn again."""
    day = opened.astimezone(SHANGHAI).date()
    found: dict[str, int] = {}  # number -> its place
    for _attempt in range(20):
        missing = set(range(len(regions))) - set(found.values())
        for place in missing:
            number = make_number(LETTERS[kind], day, regions[place], secrets.randbelow(RANDOM_PARTS))
            found.setdefault(number, place)
        for number in _taken(list(found)):
            del found[number]
        if len(found) == len(regions):
            return sorted(found, key=found.__getitem__)
    raise IntegrityError(f"no free number for {kind} on {day}")


def _taken(numbers: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(numbers), AT_ONCE):
        some = Duty.objects.filter(number__in=numbers[start : start + AT_ONCE])
        found.update(some.values_list("number", flat=True))
    return found


def move(duty: Duty, *, allowed: frozenset[str] | set[str], to: str | None = None, **changes: Any) -> None:
    """Guarded update of a duty: one winner. Raises Stale with a sentence when someone was faster."""
    values = {"next_due": duty.next_due, **changes}
    if to is not None:
        values["progress"] = to
    done = Duty.objects.filter(pk=duty.pk, progress__in=allowed, version=duty.version).update(
        version=F("version") + 1, **values
    )
    if not done:
        raise _faster(duty)
    for name, value in values.items():
        setattr(duty, name, value)
    duty.version += 1


def expect(duty: Duty, allowed: frozenset[str] | set[str]) -> None:
    """Before clocks are started: who was slower, and waited for the lock, must not start them again. Raises Stale."""
    if duty.progress not in allowed:
        raise _faster(duty)


def _faster(duty: Duty) -> Stale:
    return Stale(_("有人先办了一步，这件事的状态已经变了。请看过最新进展再办。"), subject=duty.number)


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
