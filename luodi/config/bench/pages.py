"""The pages and acts of the main way, for the officer with nothing, of a district, and of the city."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from django.test import Client
from django.urls import reverse

from luodi.accounts.models import ConsentText, User
from luodi.config.bench.filling import Filled
from luodi.config.bench.timing import Measured, measure
from luodi.directory.models import Territory, Unit
from luodi.directory.viewer import Viewer
from luodi.duties import pages
from luodi.duties.models import Duty
from luodi.landing.actions.handovers import hand_over
from luodi.notices.models import Notice

LISTING = "/desk/enquiries/"
FILTERS = {"state": "engaged", "industry": "44"}
DEEP = 200  # pages of twenty behind the first
ENOUGH = 50  # requests made ready: more than a measurement asks
_numbers = itertools.count(1)


def visitor() -> Client:
    """As behind the city's own TLS: the settings are those of production."""
    client = Client(SERVER_NAME="localhost")
    client.defaults["wsgi.url_scheme"] = "https"
    return client


def signed_in(user: User) -> Client:
    client = visitor()
    client.force_login(user)
    return client


def read_pages(filled: Filled) -> Iterator[Measured]:
    viewers = {
        "zone, no row": filled.empty_officer,
        "district": filled.district_officer,
        "city": filled.city_officer,
    }
    for name, user in viewers.items():
        client = signed_in(user)
        yield measure(f"my duties ({name})", partial(client.get, reverse("desk:today")))
        yield measure(f"enquiries, filtered ({name})", partial(client.get, LISTING, FILTERS))
        cursor = {"after": _deep_cursor(user)}
        yield measure(f"enquiries, deep cursor ({name})", partial(client.get, LISTING, cursor))
    number = _some_number(filled.district_officer)
    client = signed_in(filled.district_officer)
    yield measure("enquiry page (district)", lambda: client.get(reverse("desk:matter", args=[number])))
    investor = _investor_of(number)
    own = signed_in(investor)
    yield measure("enquiry page (investor)", lambda: own.get(reverse("portal:matter", args=[number])))


def _deep_cursor(user: User) -> str:
    viewer, cursor = Viewer.of(user), ""
    for _page in range(DEEP * 20 // 200):
        found = pages.page(viewer, after=cursor, size=200)
        if not found.next:
            break
        cursor = found.next
    return cursor


def _some_number(user: User) -> str:
    posts = Viewer.of(user).post_ids
    return Duty.objects.filter(owner__in=posts, closed=None, kind="enquiry").values_list("number", flat=True)[0]


def _investor_of(number: str) -> User:
    return User.objects.get(enquiries__duty__number=number)


def write_acts(filled: Filled) -> Iterator[Measured]:
    yield from _submits()
    numbers = iter(
        Duty.objects.filter(
            owner__in=Viewer.of(filled.district_officer).post_ids, closed=None, kind="enquiry"
        ).values_list("number", flat=True)[:200]
    )
    to_unit = Unit.objects.get(code="qd-370211901")
    viewer = Viewer.of(filled.district_officer)
    yield measure(
        "hand-over (act)",
        lambda: hand_over(viewer=viewer, number=next(numbers), to_unit=to_unit, reason="有现成厂房"),
    )


SENTENCE = "做光伏发电和集中供热，想找大型厂房的屋顶，投资 1.2 亿元"
Request = Callable[[], Any]


def _submits() -> Iterator[Measured]:
    """Each by a person of his own: one who submits forty times an hour is slowed down, and is not the usual one."""
    investors = User.objects.filter(kind=User.Kind.INVESTOR, login__startswith="bench-").order_by("-pk")[:ENOUGH]
    signed = (submission(investor.phone, signed_in(investor)) for investor in investors)
    yield _each("submit (request, signed in)", signed)
    strangers = (submission(f"+86137{number:08d}") for number in range(ENOUGH))
    yield _each("submit (request, no account)", strangers)
    yield _each("confirm (request, makes the account)", (_confirmation(number) for number in range(ENOUGH)))


def _each(name: str, requests: Iterable[Request]) -> Measured:
    """Everything but the request itself is made ready before the first is timed."""
    ready = iter(list(requests))
    return measure(name, lambda: next(ready)())


@cache
def _chosen() -> dict[str, object]:
    return {"wish": Territory.objects.get(code="370211").pk, "version": ConsentText.objects.latest().version}


def submission(contact: str, client: Client | None = None) -> Request:
    """A filled form, ready to be sent from an address of its own."""
    number = next(_numbers)
    typed = {
        "name": "负责人",
        "contact": contact,
        "sentence": SENTENCE,
        "firm": "霁川光伏有限公司",
        "consent": "on",
        "key": f"bench-{number}",
        **_chosen(),
    }
    address = f"127.{number % 200}.{number // 200 % 200}.1"
    return partial((client or visitor()).post, reverse("portal:apply"), typed, REMOTE_ADDR=address)


def _confirmation(number: int) -> Request:
    """Submitted already; the request that is timed sends the code."""
    client, contact = visitor(), f"+86136{number:08d}"
    answer = submission(contact, client)()
    code = Notice.objects.filter(address=contact).latest("pk").secret
    return partial(client.post, answer.headers["Location"], {"code": code})
