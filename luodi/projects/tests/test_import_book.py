"""A book is imported whole, once, and again without doubling; a second book changes cells and says which."""

from datetime import date
from typing import Any

import pytest
import time_machine

from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.projects import standing
from luodi.projects.actions.cycles import keep_cycle
from luodi.projects.actions.importing import drop_book, import_book, read_book
from luodi.projects.actions.library import change, set_aside
from luodi.projects.models import Milestone, MilestoneDate, Project, ProjectImport, Report, ReportCycle, YearPlan
from luodi.projects.roundlist import cycles_kept
from luodi.projects.rounds import rounds_seen
from luodi.projects.rules import Frequency
from luodi.projects.tests.books import book, flat_book, project
from tests.cast import Cast, local
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db
DAY = date(2021, 9, 30)


@pytest.fixture
def people() -> Projecting:
    with time_machine.travel(local(2021, 10, 8, 10), tick=False):
        yield Projecting(Cast())


def read(people: Projecting, data: bytes, **more: Any) -> ProjectImport:
    return read_book(viewer=Viewer.of(people.owner), data=data, file_name="重点项目9月.xlsx", **{"as_of": DAY} | more)


def imported(people: Projecting, data: bytes) -> tuple[int, int]:
    return import_book(viewer=Viewer.of(people.owner), book=read(people, data))


def becomes(done: ProjectImport) -> list[str]:
    return list(done.rows.exclude(becomes="").order_by("id").values_list("becomes", flat=True))


def test_a_book_enters_the_library_with_owners_dates_plans_and_figures(people: Projecting):
    assert imported(people, book(("一、续建项目", [project(1), project(2)]))) == (2, 0)
    one = Project.objects.with_duty().get(code="2021-379902-36-03-000001")
    assert (one.duty.owner, one.duty.progress, one.stage) == (people.owner.post, "building", "building")
    assert (one.total, one.year, one.year_plan) == (250 * MILLION, 2021, 80 * MILLION)
    assert (one.year_done, one.invested) == (56 * MILLION, 96 * MILLION)
    assert YearPlan.objects.filter(project=one, year=2021, amount=80 * MILLION).exists()
    finish = Milestone.objects.get(project=one)
    assert (finish.stage, str(finish.forecast)) == ("completed", "2022-09-30")
    assert Event.objects.get(subject=one.number).code == "opened"
    assert Event.objects.get(code="projects_imported").facts == {"new": 2, "changed": 0, "rows": 6}


def test_the_figures_of_a_book_are_what_accepted_reports_would_add_up_to(people: Projecting):
    imported(people, book(("续建项目", [project(1)])))
    one = Project.objects.get()
    reports = Report.objects.counting().order_by("round__as_of")
    assert [(str(row.round.as_of), row.invested) for row in reports] == [
        ("2020-12-31", 40 * MILLION),
        ("2021-09-30", 56 * MILLION),
    ]
    assert all(row.round.closed_at and row.round.settled_at and not row.round.cycle.active for row in reports)
    by = Viewer.of(people.dispatcher)
    assert not rounds_seen(by).exists()
    assert not cycles_kept(by).exists()
    opening = ReportCycle.objects.get(is_opening=True)
    with pytest.raises(ReportCycle.DoesNotExist):
        keep_cycle(viewer=by, territory=opening.territory, cycle=opening.pk, values={"active": True})
    # a cycle that the desk gives the same name asks for reports as any other
    made = keep_cycle(
        viewer=by, territory=opening.territory, values={"name": opening.name, "frequency": Frequency.MONTHLY}
    )
    assert list(cycles_kept(by)) == [made]
    assert standing.rebuild([one.pk]) == []


def test_the_same_book_again_changes_nothing(people: Projecting):
    data = book(("续建项目", [project(1), project(2, code="")]))
    imported(people, data)
    again = read(people, data)
    assert becomes(again) == ["same", "same"]
    assert import_book(viewer=Viewer.of(people.owner), book=again) == (0, 0)
    assert (Project.objects.count(), Report.objects.count()) == (2, 4)


def test_a_second_book_changes_what_differs_and_says_what_it_was(people: Projecting):
    imported(people, book(("续建项目", [project(1), project(2)])))
    renamed = project(1, title="东城智能装备产业园", total=3, plan=9000, end="2023年6月", year=5700)
    done = read(people, book(("续建项目", [renamed, project(2, sponsor="远望装备2有限责任公司")])))
    assert becomes(done) == ["update", "same"]
    row = done.rows.get(becomes="update")
    assert [(one["column"], one["cell"], one["old"], one["new"]) for one in row.values["changes"]] == [
        ("title", "重点项目!C8", "东城智能装备1号基地项目", "东城智能装备产业园"),
        ("total", "重点项目!I8", 250_000_000, 300_000_000),
        ("year_plan", "重点项目!J8", 80_000_000, 90_000_000),
        ("planned_completed", "重点项目!O8", "2022-09-30", "2023-06-30"),
    ]
    assert [one["code"] for one in row.values["notes"]] == ["by_report"]
    assert import_book(viewer=Viewer.of(people.owner), book=done) == (0, 1)
    one = Project.objects.with_duty().get(code="2021-379902-36-03-000001")
    assert (one.duty.title, one.total, one.year_plan) == ("东城智能装备产业园", 300 * MILLION, 90 * MILLION)
    assert one.year_done == 56 * MILLION
    assert [str(row.was) for row in MilestoneDate.objects.filter(milestone__project=one).order_by("id")] == [
        "None",
        "2022-09-30",
    ]
    event = Event.objects.get(subject=one.number, code="project_changed")
    assert event.facts["columns"] == ["planned_completed", "title", "total", "year_plan"]


def test_a_project_entered_by_hand_is_found_by_title_sponsor_and_district(people: Projecting):
    mine = people.project("港区冷链基地", sponsor_name="远海食品有限公司")
    headings = ("项目名称", "投资主体", "区市", "总投资（亿元）")
    done = read(people, flat_book(headings, [("港区 冷链基地", "远海食品有限责任公司", "港区", 1.2)]))
    row = done.rows.get()
    assert (row.becomes, row.duty_id) == ("update", mine.pk)


def test_an_import_of_an_older_reading_is_stale_and_writes_nothing(people: Projecting):
    imported(people, book(("续建项目", [project(1)])))
    done = read(people, book(("续建项目", [project(1, total=3), project(2)])))
    one = Project.objects.get()
    change(viewer=Viewer.of(people.owner), number=one.number, values={"total": 400 * MILLION})
    with pytest.raises(Stale, match="再读一次"):
        import_book(viewer=Viewer.of(people.owner), book=done)
    assert Project.objects.get().total == 400 * MILLION
    assert not Event.objects.filter(code="projects_imported", facts__new=1, facts__changed=1).exists()


def test_a_book_is_imported_once(people: Projecting):
    done = read(people, book(("续建项目", [project(1)])))
    import_book(viewer=Viewer.of(people.owner), book=done)
    with pytest.raises(Refused, match="已经导入"):
        import_book(viewer=Viewer.of(people.owner), book=done)


def test_good_rows_are_imported_and_wrong_ones_stay_to_be_mended(people: Projecting):
    done = read(people, book(("续建项目", [project(1), project(2, end="2019年")])))
    assert import_book(viewer=Viewer.of(people.owner), book=done) == (1, 0)
    kept = {row.becomes: bool(row.values["raw"]) for row in done.rows.filter(values__kind="project")}
    assert kept == {"create": False, "": True}


@pytest.mark.parametrize(("reader", "code"), [("east_owner", "elsewhere"), ("dispatcher", "not_kept")])
def test_a_project_of_somebody_else_is_not_changed_by_a_book(people: Projecting, reader: str, code: str):
    imported(people, book(("续建项目", [project(1)])))
    other = Viewer.of(getattr(people, reader))
    asked = [("2021-379902-36-03-000001", "东城智能装备1号基地项目", 9)]
    data = flat_book(("项目代码", "项目名称", "总投资（亿元）"), asked)
    done = read_book(viewer=other, data=data, file_name="b.xlsx", as_of=DAY)
    assert [one["code"] for row in done.rows.all() for one in row.faults] == [code]


def test_a_project_that_ended_and_a_total_below_what_is_invested_are_wrong(people: Projecting):
    imported(people, book(("续建项目", [project(1), project(2)])))
    first = Project.objects.get(code__endswith="000001")
    set_aside(viewer=Viewer.of(people.owner), number=first.number, side="lost", reason="改投他地")
    done = read(people, book(("续建项目", [project(1), project(2, total=0.85, sum=None, year=None, month=None)])))
    assert [one["code"] for row in done.rows.order_by("id") for one in row.faults] == ["ended", "below_invested"]


def test_what_was_read_is_taken_away_again_and_the_library_stays(people: Projecting):
    data = book(("续建项目", [project(1)]))
    done = read(people, data)
    import_book(viewer=Viewer.of(people.owner), book=done)
    drop_book(viewer=Viewer.of(people.owner), book=done)
    assert not ProjectImport.objects.exists()
    assert Project.objects.count() == 1
