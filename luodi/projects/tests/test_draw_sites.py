"""Where marks of the drawings stand: nothing beyond the edge, names apart, ranges cut with a sign."""

from datetime import date, timedelta
from typing import Any

import pytest

from luodi.projects.drawing import Dot, Scale, Task, curve, gantt, strip
from luodi.projects.drawing.curve import HEIGHT, TOP

DAY = date(2021, 1, 4)


@pytest.mark.parametrize("days", [1, 6, 29, 61, 200, 800, 4000, 20_000])
def test_a_scale_has_a_few_ticks_all_inside_it(days: int) -> None:
    scale = Scale.over([DAY, DAY + timedelta(days=days), None])
    ticks = scale.ticks()
    assert 1 <= len(ticks) <= 6
    assert [tick.x for tick in ticks] == sorted({tick.x for tick in ticks})
    assert all(0 <= tick.x <= 100 for tick in ticks)
    assert (scale.at(DAY - timedelta(days=9)), scale.at(DAY + timedelta(days=days + 9))) == (0, 100)


def test_one_day_alone_is_a_scale_too() -> None:
    assert Scale.over([DAY]).at(DAY) == 0


def test_labels_at_the_edges_are_not_cut() -> None:
    anchors = [tick.anchor for tick in Scale(DAY, DAY + timedelta(days=28)).ticks()]
    assert (anchors[0], anchors[1], anchors[-1]) == ("start", "middle", "end")


def test_a_label_that_would_run_into_the_next_is_left_out_and_its_line_stays() -> None:
    ticks = Scale(date(2026, 4, 20), date(2028, 7, 20)).ticks()
    assert [tick.label for tick in ticks] == ["2026-07", "2027-01", "2027-07", "", "2028-07"]
    assert ticks[3].x > ticks[2].x


def task(**dates: Any) -> Task:
    return Task("隧道贯通", "", "#plan", **dates)


def test_a_late_end_far_away_is_cut_and_says_so() -> None:
    near = {"planned_from": DAY, "planned_to": DAY + timedelta(days=40), "p10": DAY, "p50": DAY + timedelta(days=45)}
    far, close = task(**near, p90=DAY + timedelta(days=900)), task(**near, p90=DAY + timedelta(days=50))
    drawn = gantt([far, close], DAY)
    assert [row.is_cut for row in drawn.rows] == [True, False]
    assert drawn.rows[0].whisker is not None
    assert drawn.rows[0].whisker.end == 100
    assert drawn.rows[1].whisker is not None
    assert drawn.rows[1].whisker.end < 100
    assert drawn.rows[1].y > drawn.rows[0].bar_y


def test_what_is_met_has_no_range_any_more() -> None:
    done = DAY - timedelta(days=3)
    (row,) = gantt([task(begun=DAY - timedelta(days=9), met=done, owner=done, p10=done, p50=done, p90=done)], DAY).rows
    assert (row.whisker, row.owner, row.middle) == (None, None, None)
    assert row.met is not None
    assert row.done is not None
    assert row.done.end == row.met


def test_the_range_opens_at_the_last_measurement_and_ends_at_the_total() -> None:
    dots = [Dot(DAY - timedelta(days=10), 0, "0"), Dot(DAY, 140, "140")]
    ends = (DAY + timedelta(days=24), DAY + timedelta(days=31), DAY + timedelta(days=39))
    drawn = curve([(dots[0].day, 0), (DAY + timedelta(days=35), 570)], dots, ends, total=570, unit="米", today=DAY)
    start = f"{drawn.dots[-1].x:g} {drawn.dots[-1].y:g}"
    assert drawn.band.startswith(f"M{start}L")
    assert drawn.band.endswith(f"100 {TOP}Z")
    assert drawn.middle.startswith(f"M{start}L")
    assert (drawn.dots[0].y, drawn.dots[1].y) == (HEIGHT, round(HEIGHT - (HEIGHT - TOP) * 140 / 570, 1))


def test_nothing_measured_has_a_plan_and_no_range() -> None:
    drawn = curve([(DAY, 0), (DAY + timedelta(days=9), 100)], [], (DAY, DAY, DAY), total=100, unit="%", today=DAY)
    assert (drawn.band, drawn.actual, drawn.middle) == ("", "", "")
    assert drawn.planned == f"M0 {HEIGHT}L100 {TOP}"


def zone(begin: float, end: float, days: tuple[int, ...] = ()) -> tuple[dict[str, Any], str, str]:
    return {"name": f"F{begin:g}", "from": begin, "to": end, "days": list(days)}, "", "#z"


def test_a_strip_shows_what_is_passed_and_keeps_names_apart() -> None:
    zones = [zone(50, 60), zone(200, 210, (0, 1)), zone(215, 225, (0, 1)), zone(480, 500)]
    drawn = strip(570, [(0, "", "#m1"), (140, "140 米", "#m2")], zones, goal=(124, "计划 124 米", "#q1"))
    assert [one.is_passed for one in drawn.zones] == [True, False, False, False]
    assert [one.costs for one in drawn.zones] == [False, True, True, False]
    assert drawn.zones[1].name_y != drawn.zones[2].name_y
    assert drawn.zones[3].name_y == drawn.zones[0].name_y
    assert (drawn.done, drawn.faces[-1].x) == (24.56, 24.56)
    assert drawn.goal is not None
    assert (drawn.goal.x, drawn.goal.url) == (21.75, "#q1")
    assert drawn.ahead == ()


def test_dates_stand_along_what_is_still_to_do_until_it_is_done() -> None:
    faces = [(140.0, "140 米", "#m2")]
    drawn = strip(570, faces, [], last=DAY, ends_on=DAY + timedelta(days=30))
    assert [tick.label for tick in drawn.ahead] == ["01-14", "01-24", "02-03"]
    assert (drawn.ahead[-1].x, drawn.ahead[-1].anchor) == (100, "end")
    nearly = strip(570, [(400.0, "400 米", "#m9")], [], last=DAY, ends_on=DAY + timedelta(days=30))
    assert [tick.label for tick in nearly.ahead] == ["01-14", "", "02-03"]
    assert strip(570, [(570.0, "", "")], [], last=DAY, ends_on=DAY + timedelta(days=3)).ahead == ()
    assert strip(570, [], []).done == 0
