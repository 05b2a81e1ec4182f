"""Five cities work together: alliance, demonstration zone, a policy copied, a conference that counts its leads."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from luodi.accounts.models import User
from luodi.directory.models import Post, Territory, Unit
from luodi.ledger.models import Event
from luodi.works.models import Cooperation
from luodi.works.rules import CooperationState
from tests.cast import Cast, local
from tests.projecting import KINDS, Projecting

pytestmark = pytest.mark.django_db
JANUARY = local(2021, 1, 4, 9)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


class Circle:
    """Five cities of one circle, each with an office and somebody in it; the fifth joins nothing."""

    def __init__(self) -> None:
        self.people = Projecting(Cast())
        circle, second = self.people.circle()
        make = Territory.objects.create
        more = [make(code=f"379{n}", name=f"临山{n}市", level=Territory.Level.CITY, parent=circle) for n in (5, 6, 7)]
        self.cities = [self.people.cast.city, second, *more]
        self.officers = [self.people.dispatcher, *(self.officer(city) for city in self.cities[1:])]
        office = self.unit("circle", "一体化办公室", circle)
        self.of_circle = self.people.cast.officer("circle", "一体化专员", office, Post.Role.PROJECT, KINDS)

    def unit(self, code: str, name: str, place: Territory) -> Unit:
        calendar = self.people.cast.calendar
        kind = Unit.Kind.OFFICE
        return Unit.objects.create(
            code=code, name=name, short=name[:2], kind=kind, territory=place, calendar=calendar, phone="0599-00000003"
        )

    def officer(self, city: Territory) -> User:
        unit = self.unit(f"c{city.code}", f"{city.name}发展局", city)
        return self.people.cast.officer(f"o{city.code}", f"{city.name}专员", unit, Post.Role.PROJECT, KINDS)

    def begin(self, kind: str, title: str, cities: list[Territory], **typed: Any) -> str:
        """By the office of the circle, on the page; returns the number."""
        sent = {
            "kind": kind,
            "title": title,
            "owner": self.of_circle.post.pk,
            "cities": [city.pk for city in cities],
            "next_step": "签署",
            "next_on": "2021-01-29",
            **typed,
        }
        answer = client_of(self.of_circle).post("/desk/cooperations/new/", sent)
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"].rstrip("/").rpartition("/")[2]


@pytest.fixture
def circle() -> Circle:
    with time_machine.travel(JANUARY, tick=False):
        return Circle()


@time_machine.travel(JANUARY, tick=False)
def test_each_city_that_takes_part_sees_the_record_and_the_one_outside_does_not(circle):
    number = circle.begin("alliance", "港口联盟", circle.cities[:4])
    for officer in circle.officers[:4]:
        assert "港口联盟" in client_of(officer).get("/desk/cooperations/").content.decode()
        assert client_of(officer).get(f"/desk/cooperations/{number}/").status_code == 200
    fifth = client_of(circle.officers[4])
    assert "港口联盟" not in fifth.get("/desk/cooperations/").content.decode()
    assert fifth.get(f"/desk/cooperations/{number}/").status_code == 404


@time_machine.travel(JANUARY, tick=False)
def test_the_next_date_stands_on_the_strip_and_only_its_keepers_take_the_step(circle):
    number = circle.begin("zone", "临河临海共建示范区", circle.cities[:2], signed_on="2021-01-04")
    made = Cooperation.objects.get(duty__number=number)
    assert made.duty.progress == CooperationState.IN_FORCE
    assert timezone.localdate(made.duty.next_due).isoformat() == "2021-01-29"
    step = {"result": "联合管委会挂牌", "next_step": "第一批项目", "next_on": "2021-03-31"}
    refused = client_of(circle.officers[1]).post(f"/desk/cooperations/{number}/steps/", step)
    assert refused.status_code == 409
    done = client_of(circle.of_circle).post(f"/desk/cooperations/{number}/steps/", step)
    assert done.status_code == 302
    made.refresh_from_db()
    assert (made.next_step, timezone.localdate(made.duty.next_due).isoformat()) == ("第一批项目", "2021-03-31")
    assert Event.objects.get(subject=number, code="step_done").facts["clocks"] == [
        ["stop", "next_step", "kept"],
        ["start", "next_step", "86d", "office"],
    ]


@time_machine.travel(JANUARY, tick=False)
def test_a_policy_says_from_where_it_was_copied_and_how_it_was_adapted(circle):
    told = {"copied_from": "", "adapted": "门槛减半"}
    sent = {"kind": "policy", "title": "人才公寓", "owner": circle.of_circle.post.pk, "cities": [circle.cities[1].pk]}
    sent |= {"next_step": "印发", "next_on": "2021-02-01"}
    answer = client_of(circle.of_circle).post("/desk/cooperations/new/", sent | told)
    assert answer.status_code == 422
    assert "门槛减半" in answer.content.decode()
    number = circle.begin(
        "policy", "人才公寓", circle.cities[:1], copied_from="临河市 2020 年 12 号文", adapted="门槛减半"
    )
    page = client_of(circle.of_circle).get(f"/desk/cooperations/{number}/").content.decode()
    assert "临河市 2020 年 12 号文" in page
    assert "门槛减半" in page


@time_machine.travel(JANUARY, tick=False)
def test_a_promotion_conference_in_the_capital_ends_with_its_leads_counted(circle):
    number = circle.begin("event", "五市联合进京推介会", circle.cities)
    last = {"result": "五市 120 家企业参会", "counted": "26", "counted_unit": "条线索"}
    assert client_of(circle.of_circle).post(f"/desk/cooperations/{number}/steps/", last).status_code == 302
    made = Cooperation.objects.get(duty__number=number)
    assert (made.duty.progress, made.counted, made.duty.closed is not None) == (CooperationState.DONE, 26, True)
    assert "26 条线索" in client_of(circle.officers[4]).get(f"/desk/cooperations/{number}/").content.decode()


@time_machine.travel(JANUARY, tick=False)
def test_one_city_alone_is_no_cooperation_and_what_was_typed_stays(circle):
    sent = {
        "kind": "agreement",
        "title": "独自合作",
        "owner": circle.of_circle.post.pk,
        "cities": [circle.cities[0].pk],
    }
    sent |= {"next_step": "签署", "next_on": "2021-01-29"}
    answer = client_of(circle.of_circle).post("/desk/cooperations/new/", sent)
    assert answer.status_code == 422
    assert "独自合作" in answer.content.decode()
    assert not Cooperation.objects.exists()
