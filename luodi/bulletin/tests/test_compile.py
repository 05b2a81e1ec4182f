"""Numbers of an edition from its lines alone, and what the editor is told before it is published."""

import pytest

from luodi.bulletin.compiling import Line, figures_of, notes_of, positions_in, ranges
from luodi.bulletin.ranking import ranked
from luodi.bulletin.redaction import RULES, redacted

YI = 100_000_000
HERE = {"city_code": "3799", "district_code": "379911", "sector": "industry", "class": "continued"}


def line(position: int, **said: object) -> Line:
    beside = {name: said.pop(name) for name in ("late", "missing", "is_public") if name in said}
    values = {"year_plan": 2 * YI, "year_done": YI, "period_invested": 0, "invested": YI, "total": 9 * YI}
    return Line(position, {**HERE, **values, **said}, **beside)


def of(figures: list[dict], code: str, group: str = "", key: str = "") -> dict:
    return next(one for one in figures if (one["code"], one["group"], one["key"]) == (code, group, key))


def test_what_has_no_plan_is_in_no_rate_and_the_editor_is_told():
    lines = [line(1), line(2, year_plan=None, year_done=3 * YI)]
    completion = of(figures_of(lines, "2021-06"), "completion")
    assert (completion["value"], completion["numerator"], completion["denominator"]) == ("50.0", YI, 2 * YI)
    assert completion["lines"] == "1"
    assert of(figures_of(lines, "2021-06"), "year_done")["value"] == str(4 * YI)
    hidden = next(note for note in notes_of(lines) if note["code"] == "hidden_denominator")
    assert hidden == {"code": "hidden_denominator", "count": 1, "amount": 3 * YI, "lines": "2"}


def test_without_any_plan_there_is_no_rate_and_nothing_is_ahead():
    figures = figures_of([line(1, year_plan=None)], "2021-06")
    assert of(figures, "completion")["value"] is None
    assert not [one for one in figures if one["code"] == "ahead"]


def test_ahead_is_by_the_elapsed_share_of_the_year():
    assert of(figures_of([line(1)], "2021-Q3"), "ahead")["value"] == "-25.00"
    assert of(figures_of([line(1)], "2021-03"), "ahead")["value"] == "25.00"


def test_growth_needs_what_was_published_a_year_before():
    assert of(figures_of([line(1)], "2021-06", before=80_000_000), "change")["value"] == "25.00"
    assert not [one for one in figures_of([line(1)], "2021-06") if one["code"] == "change"]


def test_a_round_that_counted_something_else_is_a_gap():
    notes = notes_of([line(1, period_invested=7)], total=10)
    assert {"code": "sum_gap", "count": 1, "amount": 3, "lines": ""} in notes
    assert notes_of([line(1, period_invested=10)], total=10) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("missing", {"missing": True}),
        ("late", {"late": True}),
        ("no_sector", {"sector": ""}),
        ("over_total", {"invested": 10 * YI}),
        ("over_plan", {"year_plan": 10 * YI}),
    ],
)
def test_each_thing_to_look_at_names_its_lines(code, said):
    note = next(note for note in notes_of([line(1), line(2, **said)]) if note["code"] == code)
    assert (note["count"], note["lines"]) == (1, "2")


def test_what_fell_since_it_was_last_published_is_named():
    assert [note["code"] for note in notes_of([line(1), line(2)], fallen=[2])] == ["fell"]


def test_a_hidden_project_alone_in_its_district_would_be_given_away():
    lines = [line(1), line(2, district_code="379902", is_public=False)]
    assert [note["lines"] for note in notes_of(lines) if note["code"] == "lone_hidden"] == ["2"]
    assert not notes_of([*lines, line(3, district_code="379902")])


def test_cities_are_compared_where_there_are_several_and_districts_in_one():
    one = figures_of([line(1), line(2, district_code="379902")], "2021-06")
    assert [figure["key"] for figure in one if figure["group"] == "area" and figure["code"] == "projects"] == [
        "379911",
        "379902",
    ]
    two = figures_of([line(1), line(2, city_code="3798", district_code="379801")], "2021-06")
    assert of(two, "year_done", "area", "3798")["value"] == str(YI)


def test_ties_share_a_rank_and_the_next_is_skipped():
    lines = [line(n, district_code=f"d{n}", year_done=done) for n, done in enumerate((YI, YI, YI // 2), start=1)]
    rows = ranked(lines, [{"territory": "d4", "reason": "新设"}])
    assert [(row["key"], row["rank"], row["tied"]) for row in rows["rows"]] == [
        ("d1", 1, True),
        ("d2", 1, True),
        ("d3", 3, False),
    ]
    assert rows["excluded"] == [{"key": "d4", "line": 0, "reason": "新设"}]


def test_positions_are_kept_as_ranges():
    assert ranges([8, 1, 2, 3]) == "1-3,8"
    assert positions_in("1-3,8") == [(1, 3), (8, 8)]
    assert positions_in("") == []


def test_nothing_passes_that_no_rule_names():
    told = {"title": "冷库 0532-85551234", "owner": "某人", "place": [120.123456, 36.654321], "words": "打 13912345678"}
    kept = redacted(told, RULES)
    assert kept == {"title": "冷库 ***", "words": "打 ***", "place": [120.123, 36.654]}
