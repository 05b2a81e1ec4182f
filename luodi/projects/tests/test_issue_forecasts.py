"""A forecast stands beside the owner's date, says what it was learned from, and is held against the truth."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.projects.actions.forecasting import issue_forecasts, score_step, unscore_step
from luodi.projects.actions.library import set_aside
from luodi.projects.actions.quantities import set_zones
from luodi.projects.actions.stopping import stop_site
from luodi.projects.forecast import METHOD_VERSION, digest
from luodi.projects.learning import forget, in_force, learned
from luodi.projects.models import Forecast, Milestone, MilestoneDate, Project
from luodi.projects.outlookwords import method_words, standing_words
from luodi.projects.sites import delay
from luodi.projects.tests.sites import BORED_FROM, PLAN, ZONES, Site
from luodi.projects.trackrecord import track_record
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 4, 9)


@pytest.fixture(autouse=True)
def _frozen() -> Any:
    forget()
    with time_machine.travel(NOW, tick=False):
        yield
    forget()


@pytest.fixture
def site() -> Site:
    return Site(Projecting(Cast()))


def finished(site: Site, count: int, slip: float = 1.5) -> None:
    """Projects of the library that took `slip` times what their owners said."""
    for place in range(count):
        other = site.people.project(f"旧项目{place}", sector="infrastructure", template="infrastructure")
        began = date(2018, 1, 1) + timedelta(days=place)
        Project.objects.filter(pk=other.pk).update(started_on=began)
        met = began + timedelta(days=round(200 * slip) + place % 5)
        one = Milestone.objects.create(project=other, name="竣工", stage="completed", forecast=met, met_on=met)
        MilestoneDate.objects.create(
            milestone=one,
            forecast=began + timedelta(days=200),
            reported_by=site.people.owner.post,
            reported_at=local(began.year, began.month, began.day, 9),
        )


def current(site: Site) -> Forecast:
    return Forecast.objects.get(project=site.project, is_current=True)


def near(made: Forecast, *days: date) -> bool:
    ends = (made.p10, made.p50, made.p90)
    return all(abs((end - day).days) <= 1 for end, day in zip(ends, days, strict=True))


def test_a_measured_tunnel_is_forecast_at_once_and_the_owners_date_is_kept(site: Site) -> None:
    milestone = site.milestone()
    tunnel = site.tunnel(milestone=milestone.pk)
    site.measured(tunnel, 140, local(2021, 1, 4, 8))
    made = current(site)
    assert near(made, date(2021, 1, 28), date(2021, 2, 4), date(2021, 2, 12))
    assert abs(float(made.on_time) - 0.79) <= 0.04
    assert (made.reported, made.due, made.method, made.version) == (PLAN, PLAN, "rate", METHOD_VERSION)
    milestone.refresh_from_db()
    assert milestone.forecast == PLAN
    given = {name: value for name, value in made.inputs.items() if name != "layers"}
    assert made.digest == digest(given)
    assert given["pace"]["points"] == [["2020-12-25", 0.0], ["2021-01-04", 140.0]]


def test_stated_zones_make_it_a_coins_toss_and_the_old_forecast_stays(site: Site) -> None:
    tunnel = site.tunnel()
    site.measured(tunnel, 140, local(2021, 1, 4, 8))
    stated = [zone | {"days": [0, 1, 2] if zone["from"] > 140 else []} for zone in ZONES]
    set_zones(viewer=site.by, number=site.number, quantity=tunnel.pk, zones=stated)
    made = current(site)
    assert near(made, date(2021, 2, 1), date(2021, 2, 8), date(2021, 2, 16))
    assert abs(float(made.on_time) - 0.56) <= 0.04
    assert Forecast.objects.count() == 2


def test_a_stoppage_pushes_it_by_its_days(site: Site) -> None:
    tunnel = site.tunnel()
    site.measured(tunnel, 140, local(2021, 1, 4, 8))
    before = current(site)
    stop_site(viewer=site.by, number=site.number, since=date(2021, 1, 4), until=date(2021, 1, 8), reason="设备检修")
    planned = current(site)
    assert (planned.p50 - before.p50).days == 5
    assert planned.on_time < before.on_time
    assert delay(site.project, date(2021, 1, 6)).stopped == 3


def test_an_open_stoppage_pushes_it_every_day(site: Site) -> None:
    tunnel = site.tunnel()
    site.measured(tunnel, 140, local(2021, 1, 4, 8))
    assert issue_forecasts(NOW + timedelta(days=1)) == 0
    stop_site(viewer=site.by, number=site.number, since=date(2021, 1, 4), reason="突水")
    before = current(site)
    assert [issue_forecasts(NOW + timedelta(days=days)) for days in (1, 1, 2, 2)] == [1, 0, 1, 0]
    assert (current(site).p50 - before.p50).days == 2
    assert current(site).inputs["pace"]["still"] == [["2021-01-04", "2021-01-06", True]]


def test_a_class_that_has_learned_nothing_says_so(site: Site) -> None:
    site.milestone()
    assert issue_forecasts(NOW) == 1
    made = current(site)
    assert (made.method, made.is_learned, made.learned_from) == ("prior", False, 0)
    assert made.p10 <= made.p50 <= made.p90
    assert made.p50 > PLAN
    assert method_words(made.method) == "公开发表的比值（项目库样本不足）"
    assert standing_words(made).endswith("项目库里已完工的项目不足 8 个，暂用公开发表的比值，尚未学习。")


def test_the_whole_library_teaches_another_city_of_it_too(site: Site) -> None:
    _circle, second = site.people.circle()
    finished(site, 16)
    Duty.objects.exclude(number=site.number).update(city=second, district=None, place=None)
    site.milestone()
    issue_forecasts(NOW)
    assert (current(site).is_learned, current(site).learned_from) == (True, 16)
    assert "项目库" not in standing_words(current(site))


def test_finished_projects_teach_and_a_measured_one_is_blended(site: Site) -> None:
    finished(site, 16)
    assert (learned().finished, learned().reference) == (16, None)
    milestone = site.milestone()
    issue_forecasts(NOW)
    taught = current(site)
    assert (taught.method, taught.is_learned, taught.learned_from) == ("bin", True, 16)
    tunnel = site.tunnel(milestone=milestone.pk)
    site.measured(tunnel, 140, local(2021, 1, 4, 8))
    made = current(site)
    assert made.method == "blend"
    layers = {one["layer"]: one["p50"] for one in made.inputs["layers"]}
    assert min(layers.values()) <= made.p50.isoformat() <= max(layers.values())
    assert made.inputs["share"] == 0.5


def test_the_watch_issues_anew_after_a_week_and_stops_when_all_is_said(site: Site) -> None:
    site.milestone()
    assert [issue_forecasts(NOW), issue_forecasts(NOW)] == [1, 0]
    assert issue_forecasts(NOW + timedelta(days=6)) == 0
    assert issue_forecasts(NOW + timedelta(days=7)) == 1
    assert list(Forecast.objects.values_list("is_current", flat=True).order_by("pk")) == [False, True]
    set_aside(viewer=site.by, number=site.number, side="lost", reason="改投他地")
    assert issue_forecasts(NOW + timedelta(days=30)) == 0


def test_the_truth_scores_every_forecast_and_the_unit_shows_its_share(site: Site) -> None:
    milestone = site.milestone()
    tunnel = site.tunnel(milestone=milestone.pk)
    site.measured(tunnel, 140, local(2021, 1, 4, 8))
    held = current(site)
    issue_forecasts(NOW + timedelta(days=7))
    missed = current(site)
    Forecast.objects.filter(pk=missed.pk).update(p90=date(2021, 1, 29), p50=date(2021, 1, 20), p10=date(2021, 1, 19))
    milestone.met_on = date(2021, 2, 6)
    milestone.save()
    assert score_step(site.project, milestone) == 2
    held.refresh_from_db()
    missed.refresh_from_db()
    assert (held.covered, missed.covered) == (True, False)
    assert held.bias_days == (date(2021, 2, 6) - held.p50).days
    days = (date(2021, 2, 6) - BORED_FROM).days
    assert missed.interval_score == pytest.approx((10 + 10 * 8) / days)
    assert not Forecast.objects.filter(is_current=True).exists()
    (record,) = track_record(Viewer.of(site.people.leader))
    assert (record.held, record.judged, record.percent, record.late, record.projects) == (1, 2, 50, 1, 1)
    assert track_record(Viewer.of(site.people.east_owner)) == []
    unscore_step(milestone)
    assert Forecast.objects.filter(actual=None).count() == 2
    assert current(site) == missed


def test_a_quantity_alone_is_scored_when_it_is_done(site: Site) -> None:
    tunnel = site.tunnel()
    site.measured(tunnel, 140, local(2021, 1, 4, 8))
    made = current(site)
    with time_machine.travel(local(2021, 2, 5, 20), tick=False):
        site.measured(tunnel, 570, local(2021, 2, 5, 19))
    made.refresh_from_db()
    assert (made.actual, made.covered) == (date(2021, 2, 5), True)


def test_a_date_in_force_counts_once_a_month_and_whenever_it_moved() -> None:
    given = [(date(2021, 1, 1), date(2021, 6, 1)), (date(2021, 2, 10), date(2021, 7, 1))]
    reports = list(in_force(given, date(2021, 4, 1)))
    assert [one.at for one in reports] == [
        date(2021, 1, 1),
        date(2021, 1, 31),
        date(2021, 2, 10),
        date(2021, 3, 12),
    ]
    assert [one.finish.month for one in reports] == [6, 6, 7, 7]
