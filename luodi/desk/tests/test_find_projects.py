"""The library found by what is typed: words of title, sponsor and builder, signs of a number, a project code."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luodi.directory import calendars
from luodi.projects.models import Project
from tests.cast import Cast
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db
CODE = "2021-370211-36-03-000001"


@pytest.fixture
def people() -> Projecting:
    made = Projecting(Cast())
    made.project("港区冷链基地", sponsor_name="New Harbour 冷链", builder_name="港建集团", code=CODE)
    made.project("Harbour 码头改造", sponsor_name="港务集团")
    made.project("二期厂房99号", builder_name="安建集团")
    return made


def titles(people: Projecting, typed: str) -> set[str]:
    client = Client()
    client.force_login(people.dispatcher)
    page = client.get("/desk/projects/", {"q": typed}).text
    return {title for title in ("港区冷链基地", "Harbour 码头改造", "二期厂房99号") if title in page}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("集团", {"港区冷链基地", "Harbour 码头改造", "二期厂房99号"}),
        ("港建", {"港区冷链基地"}),
        ("99", {"二期厂房99号"}),
        ("harbour", {"港区冷链基地", "Harbour 码头改造"}),
        ("HARBOUR 码头", {"Harbour 码头改造"}),
        ("港建 安建", set()),
        (CODE[:11], {"港区冷链基地"}),
    ],
)
def test_a_word_stands_anywhere_and_its_case_says_nothing(people: Projecting, typed: str, found: set[str]) -> None:
    assert titles(people, typed) == found


def test_a_light_costs_no_query_more_and_its_sums_are_those_of_what_it_picked(
    people: Projecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Once a second a process asks whether a calendar was edited, on whatever page it happens to be.
    monkeypatch.setattr(calendars, "FRESH", 1e9)
    Project.objects.exclude(duty__title="二期厂房99号").update(light="red", total=30 * MILLION)
    client = Client()
    client.force_login(people.dispatcher)
    client.get("/desk/projects/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/desk/projects/", {"light": "red"}).text
    assert len(queries) <= 12
    assert "二期厂房99号" not in page
    assert "6,000 万元" in page


def test_a_number_leads_to_its_project_alone(people: Projecting) -> None:
    one = people.project("东港泵站")
    client = Client()
    client.force_login(people.dispatcher)
    answer = client.get("/desk/projects/", {"q": one.number.lower()}, follow=True).text
    assert "东港泵站" in answer
    assert "港区冷链基地" not in answer
