"""`luodi bench match` on a few offers: every figure is there, and the page says them."""

import json

import pytest
from django.core.management import call_command

from luodi.config.bench import matching
from luodi.config.bench.offers import enquiries, offers
from luodi.config.bench.table import page


@pytest.fixture(autouse=True)
def _little(settings, monkeypatch):
    settings.SEARCH_ENCODER, settings.SEARCH_ENGINE = "none", "sqlite"
    for name, value in (("WARM", 8), ("ASKED", 3), ("CHANGES", 2)):
        monkeypatch.setattr(matching, name, value)


def test_all_is_measured_and_printed(capsys):
    call_command("bench", "match", offers=120, json=True)
    result = json.loads(capsys.readouterr().out)
    rows = {row["name"]: row for row in result["rows"]}
    assert result["offers"] == 120
    assert rows["enquiry, whole engine, p95"]["bar"] == 80
    assert rows["index rebuilt from stored vectors, offers read on the way"]["bar"] == 120
    assert all(row["value"] >= 0 for row in rows.values())
    printed = page([result])
    assert printed.startswith("## Matching"), "the city's own tables are measured apart"
    assert all(name in printed for name in rows)


def test_the_same_seed_gives_the_same_offers_and_no_two_texts_are_alike():
    first, again = list(offers(300, 300)), list(offers(300, 300))
    assert first == again
    assert len({one.text for one in first}) == 300
    assert list(offers(5, 5, seed=1)) != list(offers(5, 5, seed=2))
    assert enquiries(20) == enquiries(20)


def test_many_offers_say_the_same_when_fewer_texts_are_wanted():
    many = list(offers(1000, 100))
    assert [one.key for one in many] == list(range(1, 1001))
    assert len({one.text for one in many}) == 100
