"""The operator changes a promise or an edge and sees what last year's cases would have taken; nothing is saved."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from luodi.approvals.actions.bundles import start_draft
from luodi.approvals.days.what_if import WhatIf, past_cases
from luodi.approvals.definitions import definition_of
from luodi.approvals.models import BundleVersion
from luodi.directory.calendars import calendar_for
from luodi.directory.viewer import Viewer
from luodi.ledger.models import Event
from tests import past_cases as past
from tests.approving import Approving
from tests.cast import Cast, local
from tests.past_cases import Life

pytestmark = pytest.mark.django_db
LIVES = {
    "site": Life(0, 0, 0, 1),
    "plan": Life(0, 1, 9, 10, away=(3, 7)),
    "build": Life(10, 11, 15, 16),
    "open": Life(17, 18, 26, 27),
}


@pytest.fixture
def city() -> Iterator[Approving]:
    with time_machine.travel(local(2021, 6, 1, 9), tick=False):
        found = Approving(Cast())
        filings = [date(2021, 3, 1), date(2021, 3, 2), date(2021, 3, 3)]
        answers = {"crowd": ["yes"]}
        past.past_cases(found.bundle, found.versions, found.planner.post, filings, LIVES, answers=answers)
        yield found


@pytest.fixture
def operator(city: Approving) -> Client:
    client = Client()
    client.force_login(city.cast.operator)
    return client


def form_of(version: BundleVersion, **changed: str) -> dict[str, str]:
    said = {"do": "try"}
    for section in ("items", "edges"):
        rows = version.definition[section]
        said[f"{section}-count"] = str(len(rows))
        for number, row in enumerate(rows):
            texts = {key: value for key, value in row.items() if isinstance(value, str)}
            said |= {f"{section}-{number}-{key}": value for key, value in texts.items()}
    return said | {"items-3-when": "crowd=yes"} | changed


def replayed(operator: Client, city: Approving, **changed: str) -> WhatIf:
    before = Event.objects.count()
    page = operator.post(f"/settings/bundles/{city.bundle.pk}/simulation/", form_of(city.bundle, **changed))
    assert page.status_code == 200
    assert Event.objects.count() == before
    assert BundleVersion.objects.get(pk=city.bundle.pk).definition == city.bundle.definition
    found: WhatIf = page.context["found"]
    return found


def test_past_cases_are_read_in_working_minutes_of_the_lead_department(city):
    cases = past_cases(city.bundle.bundle, calendar_for("office"), local(2021, 6, 1, 9))
    assert [case.took for case in cases] == [27 * 420] * 3
    plan = next(item for item in cases[0].items if item.code == "plan")
    assert (plan.start, plan.accepted, plan.decided, plan.end) == (0, 420, 9 * 420, 10 * 420)
    assert plan.work == ((0, 3 * 420), (7 * 420, 10 * 420))
    assert next(item for item in cases[0].items if item.code == "open").start == 17 * 420


def test_unchanged_it_took_what_it_took(operator, city):
    found = replayed(operator, city)
    assert (found.was.number, found.was.middle, found.would_be, found.changed) == (3, 27, found.was, 0)


def test_half_a_promise_halves_the_departments_days_on_the_line(operator, city):
    """The plan office had the item for six days of its own, so three are saved, and all that waits begins earlier."""
    found = replayed(operator, city, **{"items-1-promised_days": "4"})
    assert (found.would_be.middle, found.saved, found.changed) == (24, 3, 3)
    assert [one.saved for one in found.changes] == [3, 3, 3]


def test_an_edge_taken_away_lets_the_item_begin_at_once(operator, city):
    """Without waiting for the works the inspection begins a day after the filing: as much later as it did then."""
    found = replayed(operator, city, **{"edges-count": "2"})
    assert found.would_be.middle == 16
    assert found.saved == 11


def test_while_it_is_being_changed_it_is_compared_with_what_is_published(operator, city):
    said = form_of(city.bundle, **{"items-1-promised_days": "4"})
    page = operator.post(f"/settings/bundles/{city.bundle.pk}/sketch/", said)
    assert [(row.now, row.before) for row in page.context["sketch"].compared][:2] == [(15, 19), (15, 19)]


def test_a_circle_is_refused_in_words(operator, city):
    said = form_of(city.bundle, **{"edges-0-from": "open", "edges-0-to": "site", "edges-0-kind": "result"})
    said |= {"edges-3-from": "site", "edges-3-to": "plan", "edges-3-kind": "result", "edges-count": "4"}
    page = operator.post(f"/settings/bundles/{city.bundle.pk}/simulation/", said)
    assert page.status_code == 422
    assert page.context["found"] is None
    assert "前置关系首尾相接" in page.content.decode()


def test_without_a_finished_case_only_the_promises_are_compared(operator, city):
    draft = start_draft(viewer=Viewer.of(city.cast.operator), version=city.bundle.pk)
    assert definition_of(draft) == definition_of(city.bundle)
    with time_machine.travel(local(2023, 6, 1, 9), tick=False):
        client = Client()
        client.force_login(city.cast.operator)
        page = client.post(f"/settings/bundles/{city.bundle.pk}/simulation/", form_of(city.bundle))
    assert "最近一年没有办结的办件" in page.content.decode()
