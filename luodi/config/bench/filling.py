"""A city of the stated size, written in bulk: 50,000 enquiries among 200,000 duties with 500,000 open deadlines."""

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection

from luodi.accounts.models import User
from luodi.clock import SHANGHAI
from luodi.config.demo.people import build_people
from luodi.config.demo.places import City, build_places
from luodi.config.demo.sentences import brands, draw
from luodi.directory.calendars import forget
from luodi.directory.models import Post, Unit
from luodi.directory.seeding import seed_calendars
from luodi.duties.models import FAR, Deadline, Duty, Party, Visibility
from luodi.enquiries.models import Enquiry, State
from luodi.ledger.models import Event
from luodi.text import make_number

BATCH = 2000
OPEN_STATES = (State.ASSIGNED, State.SIGNED, State.CONTACTED, State.ENGAGED, State.ENGAGED, State.ENGAGED)
# Clocks of an open duty of another kind; each duty may have one of each.
OTHER_CLOCKS = ("report", "milestone", "problem", "decision", "review")
HORIZON = timedelta(days=330)


@dataclass(frozen=True)
class Size:
    enquiries: int = 50_000
    duties: int = 200_000
    deadlines: int = 500_000


@dataclass
class Filled:
    city: City
    posts: list[Post]
    empty_officer: User
    district_officer: User
    city_officer: User


def fill(size: Size, now: datetime, seed: int = 7) -> Filled:
    """On a migrated, empty database. The same seed gives the same rows."""
    with careless():
        return _fill(size, now, seed)


@contextmanager
def careless() -> Iterator[None]:
    """Rows that can be made again wait for no disk."""
    sqlite = connection.vendor == "sqlite"
    before, after = (
        ("PRAGMA synchronous=OFF", "PRAGMA synchronous=FULL")
        if sqlite
        else ("SET synchronous_commit = off", "SET synchronous_commit = on")
    )
    with connection.cursor() as cursor:
        cursor.execute(before)
        yield
        cursor.execute(after)


def _fill(size: Size, now: datetime, seed: int) -> Filled:
    seed_calendars()
    forget()
    city = build_places()
    build_people(city, now - timedelta(days=500))
    posts = list(
        Post.objects.exclude(role__in=(Post.Role.OPERATOR, Post.Role.HEAD)).select_related(
            "unit__territory__parent__parent", "user"
        )
    )
    dice = random.Random(seed)
    _duties(size, posts, now, dice)
    _matters(size, now, dice)
    _deadlines(size, now, dice)
    return Filled(city, posts, _newcomer(city, now), _officer("370211", now), _desk(now))


def _newcomer(city: City, now: datetime) -> User:
    """A zone officer without any row: his zone is new."""
    zone = city.zones["370283901"]
    Duty.objects.filter(place=zone.territory).update(place=None)
    user = User.objects.create_user("bench-newcomer", kind=User.Kind.STAFF, name="新专员")
    Post.objects.create(
        user=user, unit=zone, role=Post.Role.OFFICER, title="新专员", remit=["enquiry"], since=now - timedelta(days=1)
    )
    return user


def _officer(district: str, now: datetime) -> User:
    return User.objects.get(login=f"demo-liaison-{district}")


def _desk(now: datetime) -> User:
    return User.objects.get(login="demo-desk")


def _duties(size: Size, posts: list[Post], now: datetime, dice: random.Random) -> None:
    day = now.astimezone(SHANGHAI).date()
    others = ("project", "case", "ticket")
    newcomers = Unit.objects.get(code="qd-370283901").pk
    posts = [post for post in posts if post.unit_id != newcomers]
    columns = {post.pk: post.unit.territory.columns() for post in posts}

    def rows() -> Iterator[Duty]:
        for number in range(size.duties):
            enquiry = number < size.enquiries
            post = dice.choice(posts)
            places = columns[post.pk]
            opened = now - timedelta(minutes=dice.randint(10, 500_000))
            closed = opened + timedelta(days=3) if enquiry and dice.random() < 0.6 else None
            city = places["city"]
            assert city is not None
            yield Duty(
                kind="enquiry" if enquiry else others[number % 3],
                number=make_number(
                    "E" if enquiry else "P", day - timedelta(days=number // 90_000), "370200", number % 100_000
                ),
                title=f"投资事项 {number}",
                owner=post,
                unit=post.unit,
                city=city,
                district=places["district"],
                place=places["place"],
                visibility=Visibility.RESTRICTED if dice.random() < 0.03 else Visibility.INTERNAL,
                progress=State.CLOSED if closed else dice.choice(OPEN_STATES) if enquiry else "open",
                opened=opened,
                closed=closed,
                next_due=FAR if closed else now + timedelta(minutes=dice.randint(-3000, 400_000)),
            )

    save(Duty, rows())


def _matters(size: Size, now: datetime, dice: random.Random) -> None:
    investors = [
        User(login=f"bench-i-{n}", kind=User.Kind.INVESTOR, name="投资人", phone=f"+86138{n:08d}", password="!")
        for n in range(5000)
    ]
    User.objects.bulk_create(investors, batch_size=BATCH)
    every_brand = itertools.cycle(brands(dice))
    duties = Duty.objects.filter(kind="enquiry").order_by("pk")

    def enquiries() -> Iterator[Enquiry]:
        for duty in duties.iterator(BATCH):
            wish = draw(dice, next(every_brand))
            yield Enquiry(
                duty=duty,
                investor=dice.choice(investors),
                name=wish.name,
                contact="+8613800000000",
                sentence=wish.sentence,
                firm=wish.firm,
                wish_id=duty.place_id or duty.district_id,
                industry=wish.industry,
                size_band=wish.size_band,
                alias="海棠-1000" if duty.visibility == Visibility.RESTRICTED else "",
                query_digest="x",
                submitted=duty.opened,
            )

    save(Enquiry, enquiries())
    save(Party, (Party(duty_id=e.pk, user_id=e.investor_id, role="investor", since=now) for e in _all(Enquiry)))
    save(
        Event,
        (
            Event(
                subject=number,
                code=code,
                actor="user:1",
                happened_at=opened,
                recorded_at=opened,
                facts={"unit": "qd-desk"},
            )
            for number, opened in duties.values_list("number", "opened").iterator(BATCH)
            for code in ("opened", "assigned", "signed")
        ),
    )


def _all(model: type[Enquiry]) -> Iterator[Enquiry]:
    return model.objects.only("pk", "investor_id").order_by("pk").iterator(BATCH)


def _deadlines(size: Size, now: datetime, dice: random.Random) -> None:
    """The nearest clock of a duty is its own next due; the others lie behind it."""
    open_duties = list(Duty.objects.filter(closed=None).order_by("pk").values_list("pk", "kind", "next_due"))
    each = size.deadlines / len(open_duties)

    def rows() -> Iterator[Deadline]:
        owed = 0.0
        for pk, kind, next_due in open_duties:
            owed += each
            clocks = ("sign_for", "contact", "triage", "follow_up", "remedy") if kind == "enquiry" else OTHER_CLOCKS
            for place in range(min(int(owed), len(clocks))):
                owed -= 1
                due = next_due + timedelta(minutes=place * 60)
                yield Deadline(
                    duty_id=pk,
                    kind=clocks[place],
                    token="5wd",
                    calendar="office",
                    calendar_version=1,
                    started=due - timedelta(days=7),
                    due=due,
                    tell_at=due if due > now else None,
                    told=0 if due > now else 3,
                )

    save(Deadline, rows())


def save(model: type[Any], rows: Iterator[object]) -> None:
    while batch := list(itertools.islice(rows, BATCH)):
        model.objects.bulk_create(batch, batch_size=BATCH)


def pour(model: type[Any], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Plain values into a table, primary keys among them, twenty times as fast as rows made of objects.

    Columns that are not named hold their defaults.
    """
    named = [model._meta.get_field(name) for name in columns]
    others = [field for field in model._meta.concrete_fields if field not in named]
    same = tuple(field.get_db_prep_save(field.get_default(), connection) for field in others)
    names = ", ".join(f'"{field.column}"' for field in [*named, *others])
    told = (tuple(map(_plain, row)) + same for row in rows)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in told:
                    copy.write_row(row)
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
            return
        places = ", ".join(["%s"] * (len(named) + len(others)))
        while batch := list(itertools.islice(told, BATCH)):
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", batch)


def _plain(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
