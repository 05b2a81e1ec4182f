"""The drawing of a bundle: days along the plane, lines at right angles, the same in words beneath."""

import re

import pytest
import time_machine
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from luodi.approvals.actions.accepting import accept
from luodi.approvals.bundle.catalogue import shipped, shipped_bundles
from luodi.approvals.bundle.figures import largest
from luodi.approvals.drawing.layout import GUTTER, INSET, WIDTH, Box, Tie, cut, place, units
from luodi.approvals.drawing.pictures import bundle_graph, case_graph
from luodi.approvals.models import Item
from tests.approving import Approving
from tests.cast import Cast, local

PATH = re.compile(r"M[\d.]+ \d+(?:[HV][\d.]+)+")
SHIPPED = sorted(shipped_bundles())


def drawn(code):
    definition, catalogue = shipped_bundles()[code], shipped()
    urls = {item.code: f"#items-{number}" for number, item in enumerate(definition.items)}
    return bundle_graph(definition, catalogue, largest(definition, catalogue), urls)


@pytest.mark.parametrize("code", SHIPPED)
def test_every_bar_and_line_of_a_shipped_bundle_lies_on_the_plane(code):
    graph = drawn(code)
    assert graph.bars
    for bar in graph.bars:
        assert bar.x > GUTTER
        assert bar.end <= WIDTH
        assert bar.bar_y < graph.height
    for line in graph.lines:
        assert PATH.fullmatch(line.path), line.path
    assert len({bar.y for bar in graph.bars}) == len(graph.bars)


@pytest.mark.parametrize("code", SHIPPED)
def test_a_longer_promise_is_a_longer_bar_and_a_later_start_is_further_right(code):
    bars = drawn(code).bars
    for one in bars:
        for other in bars:
            if one.box.start < other.box.start:
                assert one.x < other.x
            if one.box.days < other.box.days:
                assert one.width <= other.width


def test_the_longest_line_is_marked_on_bars_and_on_what_joins_them():
    graph = drawn("industrial-land")
    assert [bar.box.code for bar in graph.bars if bar.critical and bar.box.code not in graph.critical] == []
    joined = {(line.tie.producer, line.tie.dependant) for line in graph.lines if line.critical}
    assert joined == set(zip(graph.critical, graph.critical[1:], strict=False))


def test_the_table_beneath_says_what_the_drawing_shows():
    graph = drawn("restaurant")
    page = render_to_string("approvals/bundle_graph.html", {"graph": graph, "about": "开餐饮店"})
    table, narrow = page.split("<table")[1], page.split("plan-narrow")[1].split("</ol>")[0]
    for bar in graph.bars:
        assert bar.box.name in table
        assert bar.box.name in narrow
        for tie in bar.waits:
            assert tie.words in table
            assert tie.words in narrow
    assert page.count("<a href=") == 2 * len(graph.bars)
    assert "style=" not in page


def test_a_certificate_that_is_handed_on_is_drawn_with_its_sheet():
    boxes = [Box("a", "甲", "局", 0, 5), Box("b", "乙", "局", 5, 5)]
    graph = place(boxes, [Tie("a", "b", "material")], ["a", "b"], 10)
    assert graph.lines[0].paper is not None
    assert place(boxes, [Tie("a", "b", "result")], ["a", "b"], 10).lines[0].paper is None


def test_an_item_decided_at_once_still_has_a_bar_and_a_line_leaves_it():
    boxes = [Box("a", "甲", "局", 0, 0), Box("b", "乙", "局", 0, 5)]
    graph = place(boxes, [Tie("a", "b", "result")], ["a", "b"], 5)
    assert graph.bars[0].width > 0
    assert PATH.fullmatch(graph.lines[0].path)


@given(st.text(st.sampled_from("项目abc， 证"), max_size=60))
def test_a_label_is_cut_to_what_there_is_room_for(text):
    assert units(cut(text, 12)) <= 12
    assert cut(text, 100) == text


def test_a_late_label_stays_on_the_plane():
    boxes = [Box("a", "长名字" * 8, "局", 0, 40), Box("b", "末项的名字很长很长", "局", 39, 1)]
    graph = place(boxes, [], [], 40)
    assert graph.bars[1].anchor == "end"
    assert graph.bars[0].x == GUTTER + INSET


@pytest.mark.django_db
def test_a_running_case_shows_by_mark_and_word_how_far_each_item_is():
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        city = Approving(Cast())
        case = city.filed()
        accept(viewer=city.by(city.planner), number=city.number(case, "site"))
    items = list(Item.objects.filter(case=case).select_related("version__service__unit", "duty"))
    graph = case_graph(items, case.edges.all(), local(2021, 1, 20, 9), {"plan": "/desk/items/1/"})
    boxes = {bar.box.code: bar.box for bar in graph.bars}
    assert (boxes["site"].shape, boxes["site"].word) == ("work", "已受理，已超时")
    assert boxes["plan"].word == "已申报，已超时"
    assert (boxes["open"].shape, boxes["open"].tone, boxes["open"].word) == ("todo", "todo", "等前置事项")
    assert (boxes["build"].start, boxes["open"].start) == (8, 13)
    page = render_to_string("approvals/bundle_graph.html", {"graph": graph, "about": "办件"})
    assert page.count('href="/desk/items/1/"') == 2
    assert "已申报，已超时" in page.split("<table")[1]
    early = case_graph(items, case.edges.all(), local(2021, 1, 4, 10))
    assert {bar.box.word for bar in early.bars} == {"已受理", "已申报", "等前置事项"}


@pytest.mark.django_db
def test_a_case_is_drawn_without_asking_more(django_assert_num_queries):
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        case = Approving(Cast()).filed()
    items = list(Item.objects.filter(case=case).select_related("version__service__unit", "duty"))
    edges = list(case.edges.all())
    with django_assert_num_queries(0):
        case_graph(items, edges, local(2021, 1, 20, 9))
