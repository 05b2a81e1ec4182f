"""A definition from outside is read whole: every fault with its place, never a traceback."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.approvals.bundle import words
from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.conditions import holds
from luodi.approvals.bundle.days import nodes
from luodi.approvals.bundle.definition import parse
from luodi.approvals.bundle.graph import included
from luodi.approvals.bundle.reading import read_json

TWO = {
    "items": [{"code": "a", "promised_days": 3}, {"code": "b", "promised_days": 2}],
    "edges": [{"from": "a", "to": "b", "kind": "result"}],
}
ASKING = {
    "questions": [
        {"code": "size", "text": "多大？", "options": [{"code": "small"}, {"code": "large"}]},
        {"code": "more", "text": "还要什么？", "many": True, "options": [{"code": "sign"}, {"code": "gas"}]},
    ],
    "items": [
        {"code": "food", "promised_days": 7},
        {"code": "fire", "promised_days": 5, "when": {"size": ["large"]}},
        {"code": "sign", "promised_days": 3, "when": {"more": ["sign"]}},
    ],
    "edges": [{"from": "fire", "to": "food", "kind": "result"}],
}


def test_items_and_edges_alone_are_a_definition():
    definition, faults = parse(TWO)
    assert faults == []
    assert [item.code for item in definition.items] == ["a", "b"]
    assert definition.edges[0].blocks


def changed(part, number, **values):
    data = json.loads(json.dumps(ASKING | {"stages": [{"code": "one", "name": "一"}], "given": {}}))
    (data[part] if number is None else data[part][number]).update(values)
    return data


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        ([], "not_object", ""),
        ({}, "empty", "items"),
        ({"items": {}}, "not_list", "items"),
        (changed("items", 0, code=""), "absent", "items[0].code"),
        (changed("items", 0, code=7), "not_text", "items[0].code"),
        (changed("items", 0, code="x" * 61), "code_shape", "items[0].code"),
        (changed("items", 1, code="food"), "code_twice", "items[1]"),
        (changed("items", 0, promised_days=-1), "negative", "items[0].promised_days"),
        (changed("items", 0, promised_days=1.5), "not_whole", "items[0].promised_days"),
        (changed("items", 0, promised_days=True), "not_whole", "items[0].promised_days"),
        (changed("items", 0, promised_days="3"), "not_whole", "items[0].promised_days"),
        (changed("items", 0, handling="soon"), "not_allowed", "items[0].handling"),
        (changed("items", 0, stage="two"), "stage_unknown", "items[0].stage"),
        (changed("items", 0, when={"colour": ["red"]}), "question_unknown", "items[0].when.colour"),
        (changed("items", 0, when={"size": ["huge"]}), "answer_unknown", "items[0].when.size"),
        (changed("items", 0, when={"size": "large"}), "not_list", "items[0].when.size"),
        (changed("edges", 0, to="bar"), "end_unknown", "edges[0].to"),
        (changed("edges", 0, to="fire"), "edge_self", "edges[0]"),
        (changed("edges", 0, kind="wish"), "not_allowed", "edges[0].kind"),
        (changed("edges", 0, kind=None), "absent", "edges[0].kind"),
        (changed("edges", 0, on_refusal="cry"), "not_allowed", "edges[0].on_refusal"),
        (changed("edges", 0, material="paper"), "material_unused", "edges[0].material"),
        (changed("questions", 0, options=[]), "empty", "questions[0].options"),
        (changed("questions", 0, options=[{"code": "x"}, {"code": "x"}]), "code_twice", "questions[0].options[1]"),
        (changed("questions", 0, many="yes"), "not_flag", "questions[0].many"),
        (changed("given", None, size=["large"]), "asked_and_given", "given.size"),
    ],
)
def test_a_fault_is_named_with_its_place(data, code, place):
    _, faults = parse(data)
    found = {(fault.code, fault.place): fault for fault in faults}
    assert (code, place) in found
    assert words.sentence(found[code, place])


def test_every_fault_is_collected():
    data = {
        "items": [{"code": "a", "promised_days": -1}, {"code": "a", "promised_days": 1}, 4],
        "edges": [{"from": "a", "to": "a", "kind": "x"}, {"from": "q"}],
    }
    _, faults = parse(data)
    assert {fault.code for fault in faults} == {
        *("negative", "code_twice", "not_object", "absent", "not_allowed", "edge_self", "end_unknown"),
    }


def test_days_that_nobody_says_are_a_fault():
    definition, _ = parse({"items": [{"code": "a"}, {"code": "b", "promised_days": 0}]})
    by_code, faults = nodes(definition, Catalogue())
    assert [(fault.code, fault.place) for fault in faults] == [("days_absent", "items[0].promised_days")]
    assert by_code["b"].promised_days == 0


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
PARTS = st.sampled_from(["items", "edges", "questions", "fields", "stages", "limit", "given", "code"])
INNER = st.sampled_from(["code", "from", "to", "kind", "when", "options", "promised_days", "many", "service", "text"])


@given(
    st.dictionaries(PARTS, NESTED | st.lists(st.dictionaries(INNER, NESTED, max_size=6), max_size=3), max_size=8)
    | NESTED
)
def test_no_file_is_so_strange_that_reading_it_fails(data):
    definition, faults = parse(data)
    for fault in (*faults, *nodes(definition, Catalogue())[1]):
        assert words.line(fault)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"items": [', "not_json"),
        (b"", "not_json"),
        ("落地".encode("gbk"), "not_utf8"),
        (b"[" * 200_000, "too_deep"),
        (b"1" * 5_000, "too_deep"),
    ],
)
def test_a_file_that_is_no_json_says_so(tmp_path, content, code):
    file = tmp_path / "bundle.json"
    file.write_bytes(content)
    data, faults = read_json(file)
    assert data is None
    assert [fault.code for fault in faults] == [code]
    assert words.line(faults[0]).startswith(str(file))


def test_a_missing_file_says_so(tmp_path):
    assert [fault.code for fault in read_json(tmp_path / "none.json")[1]] == ["unreadable"]


@pytest.mark.parametrize(
    ("when", "answers", "applies"),
    [
        ({}, {}, True),
        ({"size": ["large"]}, {}, False),
        ({"size": ["large"]}, {"size": ["large"]}, True),
        ({"size": ["small", "large"]}, {"size": ["large"]}, True),
        ({"size": ["large"], "more": ["gas"]}, {"size": ["large"], "more": ["sign"]}, False),
        ({"more": ["gas"]}, {"more": ["sign", "gas"]}, True),
        ({"more": []}, {"more": ["gas"]}, False),
    ],
)
def test_a_condition_holds_when_all_its_questions_agree(when, answers, applies):
    assert holds(when, answers) is applies


def test_a_prerequisite_that_is_not_included_counts_as_satisfied():
    definition, _ = parse(ASKING)
    items, edges = included(definition, {"size": ["small"], "more": ["sign"]})
    assert [item.code for item in items] == ["food", "sign"]
    assert edges == ()
    _, edges = included(definition, {"size": ["large"]})
    assert [(edge.producer, edge.dependant) for edge in edges] == [("fire", "food")]


def test_answers_that_the_bundle_settles_are_not_asked():
    definition, faults = parse(ASKING | {"questions": ASKING["questions"][1:], "given": {"size": ["large"]}})
    assert [fault.code for fault in faults] == ["condition_given"]
    assert definition.settled({"size": ["small"], "more": ["gas"]}) == {"size": ("large",), "more": ["gas"]}
