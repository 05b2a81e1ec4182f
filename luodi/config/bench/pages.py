"""The pages and acts of the main way, for the officer with nothing, of a district, and of the city."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from luodi.accounts.models import User
from luodi.config.bench.filling import Filled
from luodi.config.bench.timing import Measured, measure
from luodi.directory.models import Territory, Unit
from luodi.directory.viewer import Viewer
from luodi.duties import pages
from luodi.duties.models import Duty
from luodi.enquiries.actions.submitting import Typed, confirm, submit
from luodi.landing.actions.handovers import hand_over

LISTING = "/desk/enquiries/"
FILTERS = {"state": "engaged", "industry": "44"}
DEEP = 200  # pages of twenty behind the first


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
    yield from _submits(filled)
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


def _submits(filled: Filled) -> Iterator[Measured]:
    counter = itertools.count()
    place = Territory.objects.get(code="370211")
    investor = User.objects.filter(kind=User.Kind.INVESTOR).latest("pk")
    client = signed_in(investor)

    def typed(contact: str) -> dict[str, object]:
        return {
            "name": "负责人",
            "contact": contact,
            "sentence": "做光伏发电和集中供热，想找大型厂房的屋顶，投资 1.2 亿元",
            "firm": "霁川光伏有限公司",
            "wish": place.pk,
            "consent": "on",
            "version": "2026-1",
            "key": f"bench-{next(counter)}",
        }

    address = itertools.count(1)

    def request(who: Client, contact: str) -> Any:
        n = next(address)
        return who.post(reverse("portal:apply"), typed(contact), REMOTE_ADDR=f"127.{n % 200}.{n // 200 % 200}.1")

    yield measure("submit (request, signed in)", lambda: request(client, investor.phone), times=20)
    fresh = itertools.count(1)
    yield measure("submit (request, no account)", lambda: request(visitor(), f"137{next(fresh):08d}"))

    def new_account() -> None:
        at = timezone.now() - timedelta(seconds=1)
        who = Typed(name="负责人", contact=f"+86136{next(fresh):08d}", channel="sms", sentence="光伏屋顶", wish=place)
        receipt = submit(viewer=Viewer.nobody(), typed=who)
        confirm(number=receipt.duty.number, code=receipt.code, now=at + timedelta(seconds=1))

    yield measure("submit and confirm with a new account (acts)", new_account)
