"""S8: a tunnel is bored around the clock. It is ahead of plan, and yet whether it is on time is a coin's toss."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from luodi.ledger.models import Event
from luodi.projects.models import Forecast, Measurement, Quantity
from luodi.projects.tests.sites import FAULTS, Site
from luodi.projects.tests.test_read_photos import here, photo
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db


class Phone:
    """One of the people at the desk's addresses of one project."""

    def __init__(self, who: Any, number: str) -> None:
        self.client, self.base = Client(), f"/desk/projects/{number}/"
        self.client.force_login(who)

    def page(self, path: str) -> str:
        answer = self.client.get(self.base + path)
        assert answer.status_code == 200, path
        return " ".join(strip_tags(answer.content.decode()).split())

    def send(self, path: str, **data: Any) -> Any:
        return self.client.post(self.base + path, data)


def at(day: date, hour: int) -> time_machine.travel:
    return time_machine.travel(local(day.year, day.month, day.day, hour), tick=False)


@pytest.fixture
def site() -> Site:
    with at(date(2020, 12, 25), 8):
        site = Site(Projecting(Cast()), longitude=Decimal("120.25"), latitude=Decimal("36.07"))
        site.milestone()
        return site


def test_ahead_of_plan_and_yet_a_coins_toss(site: Site) -> None:
    engineer, checker = Phone(site.people.owner, site.number), Phone(site.people.checker, site.number)
    with at(date(2020, 12, 25), 8):
        milestone = site.project.milestones.get()
        told = {"name": "隧道掘进", "unit": "米", "total": "570", "kind": "cumulative", "is_linear": "on"}
        dates = {"starts_on": "2020-12-25", "ends_on": "2021-02-08", "milestone": milestone.pk}
        assert engineer.send("quantities/new/", **told, **dates).status_code == 302
        tunnel = Quantity.objects.get()
        stretches = "\n".join(f"{name} {begin}-{end}" for name, begin, end in FAULTS)
        assert engineer.send(f"quantities/{tunnel.pk}/zones/", zones=stretches).status_code == 302
        zero = {"value": "0", "as_of": "2020-12-25T00:00"}
        assert engineer.send(f"quantities/{tunnel.pk}/measurements/new/", **zero).status_code == 302

    with at(date(2021, 1, 4), 9):
        assert "上次 0 米" in engineer.page(f"quantities/{tunnel.pk}/measurements/new/")
        face = SimpleUploadedFile("face.jpg", photo(here(), "2021:01:04 07:55:00").getvalue(), "image/jpeg")
        sent = {"value": "140", "as_of": "2021-01-04T08:00", "file": face}
        assert engineer.send(f"quantities/{tunnel.pk}/measurements/new/", **sent).status_code == 302
        page = engineer.page("site/")
    for said in ("140 米 / 570", "2021-01-28", "2021-02-04", "2021-02-12", "F1", "F5", "位置已证实"):
        assert said in page
    made = Forecast.objects.get(is_current=True)
    assert abs(float(made.on_time) - 0.79) <= 0.04
    assert f"{round(float(made.on_time) * 100)}%" in page
    assert (made.reported, made.due) == (date(2021, 2, 8), date(2021, 2, 8))

    with at(date(2021, 1, 4), 10):  # the owner says what the four zones ahead may cost
        stated = "\n".join(f"{name} {begin}-{end} {'0,1,2' if begin > 140 else ''}" for name, begin, end in FAULTS)
        assert engineer.send(f"quantities/{tunnel.pk}/zones/", zones=stated).status_code == 302
        page, how = engineer.page("site/"), Forecast.objects.get(is_current=True)
        for said in ("2021-02-01", "2021-02-08", "2021-02-16", "进度不落后，但按期仍接近五五开"):
            assert said in page
        assert abs(float(how.on_time) - 0.56) <= 0.04
        explained = engineer.page(f"forecasts/{how.pk}/")
        for said in ("2021-01-04 为 140", "全天候，节假日不停", "0 / 1 / 2；0 / 1 / 2", "日进尺变异系数 0.5（假定）"):
            assert said in explained
        measured = Measurement.objects.get(value=140)
        assert checker.send(f"measurements/{measured.pk}/verification/").status_code == 302
        assert "项目审核员" in checker.page("site/")
        assert checker.send(f"quantities/{tunnel.pk}/measurements/new/", value="150").status_code == 409

    _water_comes_in(engineer, site)
    codes = set(Event.objects.filter(subject=site.number).values_list("code", flat=True))
    assert {
        "quantity_added",
        "zones_set",
        "measured",
        "measurement_verified",
        "site_stopped",
        "site_restarted",
    } <= codes


def _water_comes_in(engineer: Phone, site: Site) -> None:
    """Three days lost push the forecast by three."""
    with at(date(2021, 1, 6), 9):
        before = Forecast.objects.get(is_current=True)
        stop = {"since": "2021-01-05", "reason": "突水，停工抢险"}
        assert engineer.send("stoppages/new/", **stop).status_code == 302
        page, pushed = engineer.page("site/"), Forecast.objects.get(is_current=True)
        assert "突水，停工抢险" in page
        assert "停工 2 天" in page
        assert (pushed.p50 - before.p50).days == 2
        assert pushed.on_time < before.on_time
        assert "尚未复工，按次日复工推算" in engineer.page(f"forecasts/{pushed.pk}/")
    with at(date(2021, 1, 8), 9):
        assert engineer.send("stoppages/end/", until="2021-01-07").status_code == 302
        assert (Forecast.objects.get(is_current=True).p50 - before.p50).days == 3


def test_a_photo_of_another_day_is_taken_in_and_said_to_be_of_another_day(site: Site) -> None:
    engineer = Phone(site.people.owner, site.number)
    with at(date(2021, 1, 4), 9):
        tunnel = site.tunnel()
        face = SimpleUploadedFile("face.jpg", photo(here(), "2021:01:01 07:55:00").getvalue(), "image/jpeg")
        sent = {"value": "140", "as_of": "2021-01-04T08:00", "file": face}
        assert engineer.send(f"quantities/{tunnel.pk}/measurements/new/", **sent).status_code == 302
        assert "照片拍于 2021-01-01，和计量不是同一天" in engineer.page("site/")
        assert "拍于 2021-01-01" in engineer.page("proofs/")


def test_bad_numbers_are_sent_back_with_what_was_typed(site: Site) -> None:
    engineer = Phone(site.people.owner, site.number)
    with at(date(2021, 1, 4), 9):
        tunnel = site.tunnel()
        site.measured(tunnel, 140, local(2021, 1, 4, 8))
        form = f"quantities/{tunnel.pk}/measurements/new/"
        for value, as_of, said in (
            ("139", "2021-01-04T08:30", "累计数不能小于"),
            ("571", "2021-01-04T08:30", "超过总量 570"),
            ("150", "2021-01-05T08:30", "在以后"),
            ("150", "2021-01-04T08:00", "已有一次计量"),
            ("米", "2021-01-04T08:30", 'class="error"'),
        ):
            answer = engineer.send(form, value=value, as_of=as_of)
            assert answer.status_code == 422
            assert said in answer.content.decode()
            assert f'value="{value}"' in answer.content.decode()
        wrong = Measurement.objects.get()
        assert engineer.send(f"measurements/{wrong.pk}/correction/", value="130").status_code == 422
        assert engineer.send(f"measurements/{wrong.pk}/correction/", value="130", reason="桩号读错").status_code == 302
        assert engineer.send(form, value="135", as_of="2021-01-04T08:30").status_code == 302
        assert "更正前 140：桩号读错" in engineer.page("site/")
    assert [one.value for one in Measurement.objects.filter(superseded_by=None)] == [Decimal(130), Decimal(135)]


def test_the_festival_does_not_stop_it(site: Site) -> None:
    with at(date(2021, 2, 10), 9):
        around, office = site.tunnel(), site.tunnel(name="洞口装修", calendar="office")
        for one in (around, office):
            site.measured(one, 140, local(2020, 12, 26))
            site.measured(one, 530, local(2021, 2, 10, 8))
        ends = {one.quantity_id: one.p50 for one in Forecast.objects.filter(is_current=True)}
    assert date(2021, 2, 11) <= ends[around.pk] <= date(2021, 2, 17)
    assert ends[office.pk] >= date(2021, 2, 18)
