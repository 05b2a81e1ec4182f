from django.template import Context, Template

from luodi.ui.charts import STEP_HEIGHT, Bar, Part, Point, bar_chart, step_chart

LOAD = [Bar("港区", (Part(1, "已超时", "/a/", "late"), Part(3, "按时", "/b/"))), Bar("新区", (Part(2, "按时"),))]


def test_bars_share_one_scale() -> None:
    chart = bar_chart("在办", LOAD)
    assert [(mark.x, mark.width) for mark in chart.rows[0].marks] == [(0, 25), (25, 75)]
    assert chart.rows[1].marks[0].width == 50


def test_an_empty_chart_is_drawn_without_marks() -> None:
    assert bar_chart("在办", [Bar("港区", ())]).rows[0].marks == ()
    assert step_chart("掘进", []).treads == ()


def test_every_mark_opens_what_it_counts() -> None:
    page = Template("{% load ui %}{% bar_chart chart %}").render(Context({"chart": bar_chart("在办", LOAD)}))
    assert 'href="/a/" aria-label="港区 已超时 1"' in page
    assert 'href="/b/"' in page


def test_large_numbers_are_grouped_in_threes() -> None:
    chart = bar_chart("完成投资（万元）", [Bar("2021-01", (Part(73398, "完成投资", "/a/"),))])
    page = Template("{% load ui %}{% bar_chart chart %}").render(Context({"chart": chart}))
    assert page.count("73,398") == 3
    assert "73398" not in page


def test_steps_rise_from_the_level_before() -> None:
    chart = step_chart(
        "掘进", [Point("12-25", 50, "50 米"), Point("12-31", 100, "100 米")], goal=100, goal_words="计划"
    )
    first, second = chart.treads
    assert first.before == STEP_HEIGHT
    assert second.before == first.y
    assert second.y == chart.goal_y == 14
    assert second.end == 100
