"""A site stands still with a reason and goes on; one that never closes works through Spring Festival."""

from datetime import date
from typing import Any

import pytest
import time_machine

from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.projects.actions.stopping import restart_site, stop_site
from luodi.projects.models import Quantity, Stoppage
from luodi.projects.sites import calendar_code, site_days
from luodi.projects.tests.sites import Site
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Any:
    with time_machine.travel(local(2021, 1, 4, 10), tick=False):
        yield Site(Projecting(Cast()))


@pytest.fixture
def tunnel(site: Site) -> Quantity:
    return site.tunnel()


def test_a_site_stands_still_and_goes_on(site: Site) -> None:
    act = {"viewer": site.by, "number": site.number}
    for wrong, said in (
        ({"since": date(2021, 1, 3), "reason": ""}, "停工原因"),
        ({"since": date(2021, 1, 9), "reason": "检修"}, "哪一天为止"),
        ({"since": date(2021, 1, 9), "until": date(2021, 1, 8), "reason": "检修"}, "早于"),
    ):
        with pytest.raises(Refused, match=said):
            stop_site(**act, **wrong)
    stop_site(**act, since=date(2021, 1, 3), reason="突水")
    with pytest.raises(Stale, match="还没有复工"):
        stop_site(**act, since=date(2021, 1, 4), reason="突水")
    with pytest.raises(Refused, match="在以后"):
        restart_site(**act, until=date(2021, 1, 5))
    restart_site(**act, until=date(2021, 1, 3))
    with pytest.raises(Stale, match="已经复工"):
        restart_site(**act, until=date(2021, 1, 3))
    with pytest.raises(Refused, match="重叠"):
        stop_site(**act, since=date(2021, 1, 2), until=date(2021, 1, 3), reason="检修")
    assert Stoppage.objects.get().until == date(2021, 1, 3)
    assert Event.objects.get(subject=site.number, code="site_restarted").facts == {
        "since": "2021-01-03",
        "until": "2021-01-03",
    }


def test_a_site_that_never_closes_works_through_spring_festival(site: Site, tunnel: Quantity) -> None:
    festival = [date(2021, 2, day) for day in range(11, 18)]
    open_site = site_days(site.project, tunnel, (), date(2021, 1, 4))
    assert all(open_site.works(day) for day in festival)
    tunnel.calendar = "office"
    assert calendar_code(site.project, tunnel) == "office"
    assert not any(site_days(site.project, tunnel, (), date(2021, 1, 4)).works(day) for day in festival)
    stopped = Stoppage(since=date(2021, 2, 12), until=date(2021, 2, 13))
    tunnel.calendar = ""
    works = [site_days(site.project, tunnel, (stopped,), date(2021, 1, 4)).works(day) for day in festival]
    assert works == [True, False, False, True, True, True, True]


@pytest.mark.parametrize(
    ("calendar", "works", "rests"),
    [
        ("247", [date(2021, 2, 12), date(2021, 12, 1), date(2021, 1, 2)], []),
        ("site-daily", [date(2021, 1, 9), date(2021, 2, 20)], [date(2021, 2, 12), date(2021, 10, 1)]),
        ("site-season", [date(2021, 5, 1), date(2021, 3, 16)], [date(2021, 3, 15), date(2021, 11, 16)]),
    ],
)
def test_a_site_keeps_its_own_calendar(site: Site, calendar: str, works: list[date], rests: list[date]) -> None:
    tunnel = site.tunnel(calendar=calendar)
    days = site_days(site.project, tunnel, (), date(2021, 1, 4))
    assert [day for day in works if not days.works(day)] == []
    assert [day for day in rests if days.works(day)] == []
