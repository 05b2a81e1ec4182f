"""In whose hands the days were: of a case as it runs, of bundles, services and departments in sums, and what if."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from luodi.approvals.actions.accepting import accept
from luodi.approvals.actions.deciding import approve, pause, resume
from luodi.approvals.days.case import CaseDays, case_days
from luodi.approvals.days.counting import SET, count_stays
from luodi.approvals.days.figures import Line, table
from luodi.approvals.days.scope import Scope
from luodi.approvals.models import Case, Stay
from luodi.approvals.rules import Holder
from luodi.config.watch import LANES
from luodi.duties.models import Duty
from tests.approving import Approving, paper
from tests.cast import Cast, local
from tests.past_cases import Life, past_cases

pytestmark = pytest.mark.django_db
YES = {"crowd": ["yes"]}
LIVES = {
    "site": Life(0, 0, 0, 1),
    "plan": Life(0, 1, 9, 10, away=(3, 7), keyed_later=timedelta(days=2)),
    "build": Life(10, 11, 15, 16, deemed=True),
    "open": Life(16, 17, 26, 27),
}


@pytest.fixture
def city() -> Iterator[Approving]:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        yield Approving(Cast())


def at(*moment: int) -> time_machine.travel:
    return time_machine.travel(local(2021, *moment), tick=False)


def lived(city: Approving, number: int = 6, **more: Life) -> list[Case]:
    filings = [date(2021, 3, 1)] * number
    return past_cases(city.bundle, city.versions, city.planner.post, filings, LIVES | more, answers=YES)


def line(by: str, name: str) -> Line:
    return next(one for one in table(Scope(timezone.now(), by=by)).lines if one.name == name)


def running(city: Approving) -> Case:
    """Filed on Monday, accepted on Tuesday, at a hearing from Wednesday to Friday, approved the Monday after."""
    with at(1, 4, 9):
        case = city.filed()
    number, viewer = city.number(case, "plan"), city.by(city.planner)
    with at(1, 5, 9):
        accept(viewer=viewer, number=number)
    with at(1, 6, 9):
        said = {"kind": "hearing", "notice_number": "听〔2021〕1 号", "expected_days": 5}
        pause(viewer=viewer, number=number, document=paper("notice.txt"), **said)
    with at(1, 8, 9):
        resume(viewer=viewer, number=number)
    with at(1, 11, 9):
        approve(viewer=viewer, number=number)
    return Case.objects.get(pk=case.pk)


def days_of(city: Approving, case: Case) -> CaseDays:
    found = case_days(case, timezone.now())
    assert found is not None
    return found


def test_stays_are_counted_in_working_time_by_the_watch(city):
    running(city)
    assert Stay.objects.filter(working_minutes=None).count() == 2
    assert count_stays(timezone.now()) == 2
    assert count_stays(timezone.now()) == 0
    assert list(Stay.objects.order_by("since").values_list("holder", "working_minutes")) == [
        ("department", 2 * 420),
        ("third_party", 2 * 420),
    ]
    assert any(step.run is count_stays for step in LANES["clocks"])


def test_a_weekend_is_nobodys_time_and_a_set_is_not_endless(city):
    (case,) = lived(city, 1)
    item = case.items.get(code="plan")
    friday, monday = local(2021, 3, 5, 17), local(2021, 3, 8, 10)
    Stay.objects.all().delete()
    Stay.objects.bulk_create(Stay(item=item, holder="applicant", since=friday, until=monday) for _ in range(SET + 1))
    assert [count_stays(timezone.now()) for _ in range(3)] == [SET, 1, 0]
    assert set(Stay.objects.values_list("working_minutes", flat=True)) == {30 + 60}


def test_the_days_of_a_running_case_are_where_they_are_now(city):
    case = running(city)
    with at(1, 11, 9):
        found = days_of(city, case)
    by_name = {row.name: dict(zip(Holder.values, row.cells, strict=True)) for row in found.rows}
    plan = by_name["建设工程规划许可"]
    assert (plan["department"], plan["third_party"], plan["queue"]) == (3, 2, 0)
    assert by_name["施工许可"]["queue"] == 5
    assert (found.elapsed, found.promised, found.saved, found.finished) == (5, 19, None, False)


def test_the_watch_counts_nothing_that_the_case_did_not_show_before(city):
    case = running(city)
    with at(1, 11, 9):
        before = days_of(city, case)
        count_stays(timezone.now())
        assert days_of(city, case) == before


def test_a_draft_has_no_days(city):
    assert case_days(city.draft(), timezone.now()) is None


def test_the_case_page_says_the_same_in_words(city):
    case = running(city)
    with at(1, 11, 9):
        shown = {"days": days_of(city, case), "holders": Holder.choices}
        page = render_to_string("approvals/case_days.html", shown)
    assert "申报后已过 5 个工作日" in page
    assert "第三方 2" in page
    assert "style=" not in page


def test_a_bundle_shows_its_days_by_whose_they_were(city):
    lived(city)
    with at(6, 1, 9):
        found = line("bundle", "开办车间")
    # A case on average: queue 10 + 16, third party 4, the departments the rest of 1 + 10 + 6 + 11.
    assert dict(found.hands) == {"排队": 26, "申请人": 0, "部门": 24, "第三方": 4}
    assert found.counts.cases == 6
    assert found.whole is not None
    assert (found.whole.spread.middle, found.whole.within, found.whole.saved) == (27, 0, 0)


def test_what_parallel_work_saved_is_the_sum_less_the_way_it_took(city):
    filings = [date(2021, 3, 1)] * 5
    past_cases(city.bundle, city.versions, city.planner.post, filings, LIVES, answers=YES, promised=30, series=40)
    with at(6, 1, 9):
        found = line("bundle", "开办车间").whole
    assert found is not None
    assert (found.saved, found.within) == (13, 1)


def test_handling_is_from_acceptance_to_decision_without_special_procedures(city):
    lived(city)
    with at(6, 1, 9):
        plan, fire = line("service", "建设工程规划许可"), line("service", "开业前消防检查")
    assert plan.spread is not None
    assert (plan.spread.middle, plan.promise.promised, plan.promise.statutory, plan.kept) == (4, 8, 20, (6, 6))
    assert fire.spread is not None
    assert (fire.spread.middle, fire.kept) == (9, (0, 6))


def test_silence_is_counted_as_the_departments(city):
    lived(city)
    with at(6, 1, 9):
        assert line("department", "住房和城乡建设局").counts.silent_share == 1
        assert line("department", "消防救援支队").counts.silent_share == 0


def test_what_was_keyed_in_later_is_told_by_service_only(city):
    lived(city)
    with at(6, 1, 9):
        gap = line("service", "建设工程规划许可").gap
        assert line("department", "自然资源和规划局").gap is None
        other = line("service", "施工许可").gap
    assert gap is not None
    assert (gap.acts, gap.late, gap.days) == (6, 6, 2)
    assert other is not None
    assert other.late == 0


def test_filters_leave_out_other_times_and_departments(city):
    lived(city)
    with at(6, 1, 9):
        now = timezone.now()
        assert table(Scope(now, months=1)).lines == ()
        of_fire = table(Scope(now, by="service", unit=city.units["fire"].pk))
    assert [one.name for one in of_fire.lines] == ["开业前消防检查"]


def test_a_case_that_was_withdrawn_is_no_measure(city):
    first, *_rest = lived(city)
    Duty.objects.filter(case=first).update(progress="withdrawn")
    with at(6, 1, 9):
        found = line("bundle", "开办车间").whole
    assert found is not None
    assert found.spread.number == 5


def test_the_bar_of_a_bundle_leads_to_its_services(city):
    lived(city)
    with at(6, 1, 9):
        bar = table(Scope(timezone.now()), drill=True).bars[0]
        client = Client()
        client.force_login(city.builder)
        inner = client.get("/desk/days/" + bar.url).context["table"]
    assert {one.name for one in inner.lines} == {one.name for one in city.versions.values()}


def test_officers_read_the_page_with_few_questions(city, django_assert_max_num_queries):
    lived(city)
    with at(6, 1, 9):
        client = Client()
        client.force_login(city.builder)
        client.get("/desk/days/")
        for by in ("bundle", "service", "department"):
            with django_assert_max_num_queries(12):
                page = client.get("/desk/days/", {"by": by, "months": "12", "bundle": "x"})
            assert page.status_code == 200
            assert page.context["table"].lines


def test_of_four_cases_nothing_is_published_and_of_five_the_sums(city):
    lived(city, 4)
    with at(6, 1, 9):
        page = Client().get("/guide/bundles/workshop/days/")
        assert "不足 5 件" in page.content.decode()
        assert page.context["found"] is None
        lived(city, 1)
        page = Client().get("/guide/bundles/workshop/days/").content.decode()
    assert "开业前消防检查" in page
    for officer in (city.planner, city.builder, city.fireman):
        assert officer.name not in page


def test_the_page_of_a_bundle_that_is_not_offered_is_not_there(city):
    assert Client().get("/guide/bundles/nothing/days/").status_code == 404
