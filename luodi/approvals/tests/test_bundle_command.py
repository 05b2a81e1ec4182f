"""`luodi bundle`, as somebody outside calls it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from luodi.approvals.bundle.catalogue import DATA, shipped_bundles


def check(tmp_path, data):
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    said = StringIO()
    try:
        call_command("bundle", "check", str(file), stdout=said)
    except CommandError as refusal:
        return refusal.returncode, json.loads(said.getvalue()), str(refusal)
    return 0, json.loads(said.getvalue()), ""


ITEMS = [
    {"code": "a", "promised_days": 10},
    {"code": "b", "promised_days": 3},
    {"code": "c", "promised_days": 7, "handling": "immediate"},
]


def edges(*rows):
    return [dict(zip(("from", "to", "kind"), row, strict=True)) for row in rows]


def test_days_and_the_critical_path_are_printed(tmp_path):
    rows = edges(("a", "b", "acceptance"), ("b", "c", "result"), ("c", "a", "advice"))
    assert check(tmp_path, {"items": ITEMS, "edges": rows}) == (
        0,
        {"promised_days": 15, "series_days": 20, "saved_days": 5, "critical_path": ["a", "b", "c"], "sample": True},
        "",
    )


def test_edges_are_optional_and_a_mark_of_byte_order_is_passed_over(tmp_path):
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps({"items": ITEMS}), encoding="utf-8-sig")
    said = StringIO()
    call_command("bundle", "check", str(file), stdout=said)
    assert json.loads(said.getvalue())["critical_path"] == ["a"]


def test_a_cycle_is_refused_and_its_edges_are_named(tmp_path):
    rows = edges(("a", "b", "acceptance"), ("b", "c", "result"), ("c", "a", "material"))
    code, said, refusal = check(tmp_path, {"items": ITEMS, "edges": rows})
    assert code == 1
    assert said["cycles"] == [rows]
    for edge in ("a → b (acceptance 等它受理)", "b → c (result 等它办结)", "c → a (material 要它的证照)"):
        assert edge in refusal


def test_what_is_no_definition_is_refused_with_every_place(tmp_path):
    data = {"items": [{"code": "a", "promised_days": -1}, {"code": "b"}], "edges": edges(("a", "x", "result"))}
    code, said, refusal = check(tmp_path, data)
    assert code == 2
    assert [(fault["code"], fault["place"]) for fault in said["faults"]] == [
        ("negative", "items[0].promised_days"),
        ("end_unknown", "edges[0].to"),
        ("days_absent", "items[1].promised_days"),
    ]
    assert refusal.splitlines()[0] == "items[0].promised_days: -1 小于零"
    assert len(refusal.splitlines()) == 3


def test_a_file_that_is_no_json_is_refused(tmp_path):
    (tmp_path / "bundle.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("bundle", "check", str(tmp_path / "bundle.json"), stdout=StringIO())
    assert refusal.value.returncode == 2


def test_questions_are_tried_in_every_combination(tmp_path):
    data = {
        "questions": [{"code": "big", "text": "大吗？", "options": [{"code": "yes"}, {"code": "no"}]}],
        "items": [*ITEMS[:2], {"code": "d", "promised_days": 30, "when": {"big": ["yes"]}}],
    }
    code, said, _ = check(tmp_path, data)
    assert code == 0
    assert (said["answers"], said["combinations"]) == ({"big": ["yes"]}, 2)
    assert (said["shortest_days"], said["longest_days"], said["promised_days"]) == (10, 30, 30)


def test_what_could_not_be_published_is_refused_but_reckoned(tmp_path):
    data = json.loads((DATA / "bundles/restaurant.json").read_text(encoding="utf-8"))
    data["questions"].append(
        {
            "code": "colour",
            "text": "什么颜色？",
            "options": [{"code": "red", "text": "红"}, {"code": "blue", "text": "蓝"}],
        }
    )
    code, said, refusal = check(tmp_path, data)
    assert code == 1
    assert said["promised_days"] > 0
    assert [(fault["code"], fault["place"]) for fault in said["faults"]] == [("question_dead", "colour")]
    assert "什么颜色" in refusal


def test_too_many_combinations_are_refused_at_once(tmp_path):
    options = [{"code": f"o{number}"} for number in range(15)]
    data = {
        "questions": [{"code": "all", "text": "哪些？", "many": True, "options": options}],
        "items": [{"code": one["code"], "promised_days": 1, "when": {"all": [one["code"]]}} for one in options],
    }
    code, said, _ = check(tmp_path, data)
    assert code == 1
    assert said["faults"][0]["code"] == "too_many"


def test_days_of_a_known_service_need_not_be_said(tmp_path):
    code, said, _ = check(tmp_path, {"items": [{"code": "one", "service": "food"}]})
    assert said["promised_days"] == 7
    assert code == 1  # such a bundle has no name, lead or limit yet
    assert {fault["place"] for fault in said["faults"]} >= {"name", "lead", "limit.days"}


@pytest.mark.parametrize("bundle", ["restaurant", "food-licence-change"])
def test_a_shipped_bundle_passes(bundle):
    said = StringIO()
    call_command("bundle", "check", str(DATA / "bundles" / f"{bundle}.json"), stdout=said)
    assert json.loads(said.getvalue())["sample"] is True


def test_the_figures_of_the_shipped_bundles_are_a_table():
    said = StringIO()
    call_command("bundle", "figures", stdout=said)
    head, rule, *rows = said.getvalue().splitlines()
    assert {line.count(" | ") for line in (head, *rows)} == {head.count(" | ")}
    assert rule.count("---") == head.count(" | ") + 1
    assert [row.split(" | ")[0].strip("| ") for row in rows] == sorted(shipped_bundles())
