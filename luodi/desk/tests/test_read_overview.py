"""The city's overview and a round's page: sums over places in their fixed order, numbers that open what they count."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from luodi.projects.models import Project, ReportRound
from luodi.projects.tests.rounds import accepted, report
from tests.cast import Cast, local
from tests.projecting import MILLION, Projecting
from tests.stories.desk import text
from tests.stories.officer import Officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Iterator[Projecting]:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        found = Projecting(Cast())
    with time_machine.travel(local(2021, 1, 21, 10), tick=False):
        yield found


@pytest.fixture
def project(people: Projecting) -> Project:
    return listed(people, "港区冷链基地", year_plan=60 * MILLION)


@pytest.fixture
def one(people: Projecting, project: Project) -> ReportRound:
    return people.asked()


def listed(people: Projecting, title: str, **values: object) -> Project:
    with time_machine.travel(local(2021, 1, 5, 9), tick=False):
        return people.project(title, **values)


def rows_at(officer: Officer, url: str) -> int:
    return len(officer.client.get(url).context["rows"])


def test_the_overview_adds_up_in_the_order_of_the_administration(
    people: Projecting, project: Project, one: ReportRound, django_assert_max_num_queries: object
) -> None:
    listed(people, "东城项目", owner=people.east_owner, year_plan=40 * MILLION)
    accepted(people, project, one, invested=10 * MILLION)
    officer = Officer(people.dispatcher)
    officer.get("overview/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = officer.get("overview/")
    shown = text(page)
    assert "10%" in shown  # 10 of 100 million
    assert "超前 1.67 点" in shown  # against one twelfth
    names = [people.cast.other_district.name, people.cast.district.name]
    assert shown.index(names[0]) < shown.index(names[1])  # by code, not by result


def test_what_a_number_of_the_overview_opens_is_what_it_counts(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    listed(people, "东城项目", owner=people.east_owner, year_plan=40 * MILLION)
    listed(people, "滨海大道", owner=people.dispatcher, at=people.cast.city)  # in no district
    lit = listed(people, "港区码头")
    Project.objects.filter(pk=lit.pk).update(light="red", light_since=date(2021, 1, 20))
    report(people.owner, project, one)
    officer = Officer(people.dispatcher)
    shown = officer.get("overview/").context
    numbers = [(figure.value, figure.url) for figure in shown["figures"]]
    for row in [*shown["places"], shown["whole"]]:
        numbers += [(row.projects, row.url), *((cell.count, cell.url) for cell in row.lights)]
    numbers += [(cell.count, cell.url) for cell in shown["lights"]]
    opened = {url: int(value) for value, url in numbers if url}
    assert len(opened) == 16  # two figures, two districts, their lights and those of the city
    assert {url: rows_at(officer, url) for url in opened} == opened
    assert [cell.url for row in shown["places"] if row.name == "市本级" for cell in row.lights] == ["", "", "", ""]


def test_what_a_number_of_a_round_opens_is_what_it_counts(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    listed(people, "港区码头")
    report(people.owner, project, one)
    officer = Officer(people.dispatcher)
    opened = {figure.url: int(figure.value) for figure in officer.get(f"rounds/{one.pk}/").context["figures"]}
    assert opened.pop("") == 1  # reported: those that wait and those that are accepted
    assert sorted(opened.values()) == [0, 1, 1]
    assert {url: rows_at(officer, url) for url in opened} == opened
