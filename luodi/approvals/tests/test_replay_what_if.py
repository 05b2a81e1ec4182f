"""Past cases once more: unchanged they are as they were, and an edge less makes none longer."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.definition import EDGE_KINDS, Definition, Edge, parse
from luodi.approvals.bundle.graph import CycleError
from luodi.approvals.days.replay_what_if import PastCase, PastItem, replay

NOTHING = Catalogue()
CODES = "abcdef"


def definition(items: dict[str, int], edges: list[tuple[str, str, str]]) -> Definition:
    said = {
        "items": [{"code": code, "promised_days": days} for code, days in items.items()],
        "edges": [{"from": one, "to": other, "kind": kind} for one, other, kind in edges],
    }
    found, faults = parse(said)
    assert faults == []
    return found


def item(code: str, start: int, took: int, work: tuple[tuple[int, int], ...] = ()) -> PastItem:
    return PastItem(code, start, start + took, start + took // 3, start + took // 2, start + took, work)


@st.composite
def histories(draw):
    codes = CODES[: draw(st.integers(1, 6))]
    pairs = [(one, other) for one in codes for other in codes if one < other]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=8, unique=True)) if pairs else []
    edges = [(one, other, draw(st.sampled_from(EDGE_KINDS))) for one, other in chosen]
    items = {code: draw(st.integers(0, 20)) for code in codes}
    past = []
    for code in codes:
        start, took = draw(st.integers(0, 5_000)), draw(st.integers(0, 9_000))
        marks = sorted(draw(st.lists(st.integers(start, start + took), min_size=3, max_size=3)))
        reached = draw(st.integers(0, 3))  # a refused item has no mark after its acceptance
        accepted, decided, issued = (mark if n < reached else None for n, mark in enumerate(marks))
        half = start + took // 2
        past.append(PastItem(code, start, start + took, accepted, decided, issued, ((start, half),)))
    return definition(items, edges), PastCase("LD-1", {}, tuple(past))


@given(histories())
def test_an_unchanged_definition_gives_back_each_case_as_it_was(history):
    bundle, case = history
    (found,) = replay([case], bundle, bundle, NOTHING)
    assert found.would_be == found.was == case.took
    assert found.ends == {one.code: one.end for one in case.items}


@given(histories(), st.data())
def test_an_edge_less_makes_no_case_longer(history, data):
    bundle, case = history
    if not bundle.edges:
        return
    gone = data.draw(st.sampled_from(bundle.edges))
    lighter = replace(bundle, edges=tuple(edge for edge in bundle.edges if edge is not gone))
    (found,) = replay([case], bundle, lighter, NOTHING)
    assert found.would_be <= case.took
    assert all(found.ends[one.code] <= one.end for one in case.items)


@given(histories())
def test_a_shorter_promise_makes_no_case_longer(history):
    bundle, case = history
    shorter = tuple(replace(one, promised_days=(one.promised_days or 0) // 2) for one in bundle.items)
    (found,) = replay([case], bundle, replace(bundle, items=shorter), NOTHING)
    assert found.would_be <= case.took + 1e-6


def test_half_the_promise_halves_the_departments_share_and_nothing_else():
    bundle = definition({"a": 10, "b": 4}, [("a", "b", "result")])
    a = PastItem("a", 0, 1_000, 100, 1_000, 1_000, work=((0, 600),))  # 400 minutes with others
    b = PastItem("b", 1_200, 1_500, 1_250, 1_500, 1_500, work=())  # began 200 later than it might
    (found,) = replay(
        [PastCase("x", {}, (a, b))], bundle, definition({"a": 5, "b": 4}, [("a", "b", "result")]), NOTHING
    )
    assert found.ends == {"a": 700, "b": 700 + 200 + 300}


def test_a_new_edge_lets_its_dependant_wait():
    bundle = definition({"a": 5, "b": 5}, [])
    tied = definition({"a": 5, "b": 5}, [("a", "b", "acceptance")])
    case = PastCase("x", {}, (item("a", 0, 900), item("b", 0, 600)))
    (found,) = replay([case], bundle, tied, NOTHING)
    assert found.ends["b"] == 900 // 3 + 600


def test_advice_holds_nobody_in_the_replay_either():
    bundle = definition({"a": 5, "b": 5}, [])
    advised = definition({"a": 5, "b": 5}, [("a", "b", "advice")])
    case = PastCase("x", {}, (item("a", 0, 900), item("b", 0, 600)))
    assert replay([case], bundle, advised, NOTHING)[0].ends == {"a": 900, "b": 600}


def test_an_edge_counts_only_for_those_who_answered_so():
    said = {
        "questions": [{"code": "q", "text": "?", "options": [{"code": "yes"}, {"code": "no"}]}],
        "items": [{"code": "a", "promised_days": 1}, {"code": "b", "promised_days": 1}],
        "edges": [{"from": "a", "to": "b", "kind": "result", "when": {"q": ["yes"]}}],
    }
    tied = parse(said)[0]
    loose = replace(tied, edges=())
    cases = [PastCase(answer, {"q": [answer]}, (item("a", 0, 900), item("b", 0, 600))) for answer in ("yes", "no")]
    assert [one.would_be for one in replay(cases, loose, tied, NOTHING)] == [450 + 600, 900]


def test_a_circle_is_refused():
    bundle = definition({"a": 1, "b": 1}, [])
    circle = replace(bundle, edges=(Edge("a", "b", "result"), Edge("b", "a", "result")))
    with pytest.raises(CycleError):
        replay([PastCase("x", {}, (item("a", 0, 9),))], bundle, circle, NOTHING)


def test_two_thousand_cases_of_twelve_items_are_replayed_while_one_waits():
    codes = [f"i{n:02}" for n in range(12)]
    edges = [(codes[n], codes[n + 1], "result") for n in range(11)]
    bundle = definition(dict.fromkeys(codes, 10), edges)
    cases = [PastCase(str(n), {}, tuple(item(c, 900 * k, 900) for k, c in enumerate(codes))) for n in range(2_000)]
    began = time.process_time()
    outcomes = replay(cases, bundle, definition(dict.fromkeys(codes, 7), edges[1:]), NOTHING)
    assert len(outcomes) == 2_000
    assert time.process_time() - began < 2
