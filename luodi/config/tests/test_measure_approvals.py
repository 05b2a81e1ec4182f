"""What is measured of approvals: no act takes more statements because its case has more items."""

import pytest
from django.utils import timezone

from luodi.config.bench.approvals_case import MOST_STATEMENTS, Counted, live
from luodi.config.bench.approvals_city import Hall, graph
from luodi.config.bench.table import page
from luodi.directory import calendars


@pytest.mark.django_db
@pytest.mark.parametrize("items", [12, 30])
def test_no_act_from_filing_to_closed_takes_more_than_eighteen_statements(items: int, monkeypatch):
    # Once a second a process asks whether a calendar was edited, in whatever act it happens to be.
    monkeypatch.setattr(calendars, "FRESH", 1e9)
    hall, counted = Hall(timezone.now()), Counted()
    calendars.calendar_for("office")  # compiled once in a process
    case = live(hall, hall.bundle(items), counted)
    assert case.items.filter(state="delivered").count() == items
    # Within the transaction of the test an act begins and ends with a savepoint in place of BEGIN and COMMIT.
    assert {name: max(many) for name, many in counted.statements.items() if max(many) > MOST_STATEMENTS} == {}
    assert len(counted.statements["accept"]) == items


def test_more_items_lie_between_the_first_and_the_last():
    codes, edges = graph(30)
    assert len(codes) == len(set(codes)) == 30
    assert {target for source, target, _kind in edges if source == "T1"} >= {"A1", "B1", "C1", "M0", "M17"}


def test_figures_become_a_table():
    row = {"name": "12 items, accept, p50", "unit": "ms", "value": 8.04, "cpu": 5.5, "bar": 6}
    said = {"items": 1000, "engine": "SQLite 3", "python": "3.11", "load": "1–2", "date": "2026-11-23", "rows": [row]}
    assert "### SQLite 3, 1,000 items" in page([said])
    assert "| 12 items, accept, p50 | 8.0 | 5.5 | 6 | ms |" in page([said])
