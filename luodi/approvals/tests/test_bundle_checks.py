"""What keeps a bundle from being published: one small sound bundle, and one thing wrong with it at a time."""

import copy

import pytest

from luodi.approvals.bundle import words
from luodi.approvals.bundle.catalogue import parse_catalogue
from luodi.approvals.bundle.checks import publish
from luodi.approvals.bundle.combinations import combinations_of
from luodi.approvals.bundle.definition import parse
from luodi.approvals.bundle.figures import figures, largest
from luodi.approvals.bundle.needs import fees, needs
from luodi.approvals.bundle.sources import is_sample, unsourced

LAW = "《中华人民共和国行政许可法》"


def service(code, days, requirements=(), **more):
    return {
        "code": code,
        "name": code,
        "department": "market",
        "kind": "01",
        "statutory": {"days": 20, "source": LAW},
        "promised": {"days": days, "source": "市政务服务事项目录"},
        "basis": [{"name": LAW, "source": LAW}],
        "requirements": [dict(zip(("material", "when"), one, strict=False)) for one in requirements],
        **more,
    }


def parts():
    return {
        "departments": [{"code": "market", "name": "市场监督管理局"}],
        "licence_kinds": [{"code": "licence", "name": "营业执照", "prefix": "YZ"}],
        "materials": [
            {"code": "form", "name": "申请表", "kind": "form"},
            {"code": "lease", "name": "租赁合同", "kind": "copy"},
            {"code": "copy", "name": "营业执照副本", "kind": "copy", "replaced_by": {"licence": "licence"}},
        ],
        "services": [
            service("setup", 1, [("form",), ("lease", {"premises": ["lease"]})], result={"licence": "licence"}),
            service("food", 7, [("form",), ("copy",)]),
            service(
                "fire", 5, [("form",), ("lease",)], fees=[{"code": "test", "name": "检测", "fen": 100, "source": LAW}]
            ),
        ],
    }


def bundle():
    return {
        "code": "cafe",
        "name": "开咖啡店",
        "lead": "market",
        "subject": "enterprise",
        "limit": {"days": 45, "extension": 15, "source": LAW},
        "questions": [
            {"code": "size", "text": "多大？", "options": [{"code": "small"}, {"code": "middle"}, {"code": "large"}]},
            {"code": "premises", "text": "自有？", "options": [{"code": "own"}, {"code": "lease"}]},
        ],
        "items": [
            {"code": "setup", "service": "setup"},
            {"code": "food", "service": "food"},
            {"code": "fire", "service": "fire", "when": {"size": ["large"]}},
        ],
        "edges": [
            {"from": "setup", "to": "food", "kind": "material", "material": "copy"},
            {"from": "setup", "to": "fire", "kind": "result"},
        ],
    }


def sound():
    return bundle(), parts()


def found(data, catalogue_parts):
    definition, faults = parse(data)
    assert faults == []
    catalogue, faults = parse_catalogue(**catalogue_parts)
    assert faults == []
    return publish(definition, catalogue)


def test_a_sound_bundle_has_no_fault():
    assert found(*sound()) == []


def broken(change):
    data, catalogue_parts = sound()
    change(data, {row["code"]: row for row in catalogue_parts["services"]})
    return data, catalogue_parts


def circle(data, services):
    data["edges"].append({"from": "food", "to": "setup", "kind": "result"})


def circle_of_one_answer(data, services):
    data["edges"].append({"from": "fire", "to": "setup", "kind": "acceptance"})


def dead_question(data, services):
    data["questions"].append({"code": "colour", "text": "什么颜色？", "options": [{"code": "red"}, {"code": "blue"}]})


def question_whose_answers_are_alike(data, services):
    dead_question(data, services)
    data["items"][1]["when"] = {"colour": ["red", "blue"]}


def unreachable(data, services):
    data["items"][2]["when"] = {"size": []}
    data["edges"].pop()


def never_together(data, services):
    data["items"][1]["when"] = {"size": ["small"]}
    data["edges"].append({"from": "food", "to": "fire", "kind": "acceptance"})


def nothing_left(data, services):
    for item in data["items"]:
        item["when"] = {"size": ["large"]}


def edge_twice(data, services):
    data["edges"].append(copy.deepcopy(data["edges"][1]))


def not_issued(data, services):
    services["setup"]["result"] = {}


def not_required(data, services):
    data["edges"].append({"from": "setup", "to": "fire", "kind": "material", "material": "copy"})


def no_material(data, services):
    data["edges"][0]["material"] = ""


def unasked(data, services):
    data["questions"].pop()


def unknown_service(data, services):
    data["items"][1]["service"] = "tea"
    data["items"][1]["promised_days"] = 3


def unknown_lead(data, services):
    data["lead"] = "moon"


def nameless(data, services):
    data["name"] = ""


def limitless(data, services):
    del data["limit"]


def slow(data, services):
    services["food"]["promised"]["days"] = 21


def slow_item(data, services):
    data["items"][1]["promised_days"] = 30


def long_path(data, services):
    data["limit"]["days"] = 7


def endless(data, services):
    services["fire"]["special"] = [{"kind": "hearing"}]


def deferred_main(data, services):
    services["fire"] |= {"tolerance": True, "requirements": [{"material": "lease", "main": True, "deferral_days": 2}]}


def deferred_strictly(data, services):
    services["fire"]["requirements"] = [{"material": "lease", "main": False, "deferral_days": 2}]


def deferred_long(data, services):
    services["fire"] |= {"tolerance": True, "requirements": [{"material": "lease", "main": False, "deferral_days": 6}]}


def too_many(data, services):
    codes = [f"o{number}" for number in range(15)]
    data["questions"].append({"code": "all", "text": "哪些？", "many": True, "options": [{"code": c} for c in codes]})
    data["items"] += [{"code": code, "service": "fire", "when": {"all": [code]}, "promised_days": 5} for code in codes]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (circle, [("cycle", "food"), ("nothing_ready", "questions"), ("cycle_met", "questions")]),
        (circle_of_one_answer, [("cycle", "fire"), ("nothing_ready", "questions"), ("cycle_met", "questions")]),
        (dead_question, [("question_dead", "colour")]),
        (question_whose_answers_are_alike, [("question_dead", "colour")]),
        (unreachable, [("item_unreachable", "items[2]"), ("question_dead", "size")]),
        (never_together, [("edge_never", "edges[2]")]),
        (nothing_left, [("nothing_included", "questions")]),
        (edge_twice, [("edge_twice", "edges[2]")]),
        (not_issued, [("not_issued", "edges[0]")]),
        (not_required, [("not_required", "edges[2]")]),
        (no_material, [("material_unknown", "edges[0]")]),
        (unasked, [("question_unasked", "setup")]),
        (unknown_service, [("service_unknown", "food")]),
        (unknown_lead, [("department_unknown", "lead")]),
        (nameless, [("absent", "name")]),
        (limitless, [("absent", "limit.days")]),
        (slow, [("beyond_statutory", "services.food")]),
        (slow_item, [("beyond_statutory", "services.food")]),
        (long_path, [("beyond_limit", "limit.days")]),
        (endless, [("special_uncapped", "services.fire.special")]),
        (deferred_main, [("deferral_main", "services.fire")]),
        (deferred_strictly, [("deferral_not_allowed", "services.fire")]),
        (deferred_long, [("deferral_long", "services.fire")]),
        (too_many, [("too_many", "questions")]),
    ],
)
def test_what_is_wrong_is_found_and_said(change, faults):
    wrong = found(*broken(change))
    assert {(fault.code, fault.place) for fault in wrong} == set(faults)
    assert all(words.line(fault) for fault in wrong)


def test_a_cycle_is_named_by_its_edges():
    (said,) = [words.sentence(fault) for fault in found(*broken(circle)) if fault.code == "cycle"]
    assert "food → setup (result 等它办结)；setup → food (material 要它的证照)" in said


def test_answers_that_change_nothing_apart_are_tried_once():
    definition, _ = parse(bundle())
    tried = list(combinations_of(definition, definition.conditions))
    assert tried == [{"size": ("small",)}, {"size": ("large",)}]


def test_of_several_answers_every_choice_is_tried():
    data = bundle()
    data["questions"][0]["many"] = True
    definition, _ = parse(data)
    conditions = [{"size": ["large"]}, {"size": ["small", "large"]}]
    assert [tried["size"] for tried in combinations_of(definition, conditions)] == [
        *(("small", "large"), ("small",), ("large",), ()),
    ]


def test_one_place_without_a_source_makes_a_sample():
    definition, _ = parse(bundle())
    catalogue, _ = parse_catalogue(**parts())
    assert not is_sample(definition, catalogue)
    data, catalogue_parts = bundle(), parts()
    data["limit"]["source"] = ""
    data["items"][2]["promised_days"] = 4
    setup, food, fire = catalogue_parts["services"]
    setup["statutory"]["source"] = setup["promised"]["source"] = ""
    food["basis"] = []
    fire["fees"][0]["source"] = fire["basis"][0]["source"] = ""
    fire["special"] = [{"kind": "hearing", "cap_days": 20}]
    definition, _ = parse(data)
    catalogue, _ = parse_catalogue(**catalogue_parts)
    assert is_sample(definition, catalogue)
    assert [fault.place for fault in unsourced(definition, catalogue)] == [
        *("limit", "services.setup.statutory", "services.setup.promised", "services.food.basis"),
        *("items[2].promised_days", "services.fire.special.hearing", "services.fire.fees.test"),
        "services.fire.basis[0]",
    ]


def test_a_material_is_given_once_and_a_sisters_licence_not_at_all():
    definition, _ = parse(bundle())
    catalogue, _ = parse_catalogue(**parts())
    answers = {"size": ("large",), "premises": ("lease",)}
    found = {need.material: need for need in needs(definition, catalogue, answers)}
    assert {code: list(need.requirements) for code, need in found.items()} == {
        "form": ["setup", "food", "fire"],
        "lease": ["setup", "fire"],
        "copy": ["food"],
    }
    assert found["copy"].sisters == {"food": "setup"}
    assert not found["copy"].to_give
    assert found["form"].to_give
    assert [(item, fee.fen) for item, fee in fees(definition, catalogue, answers)] == [("fire", 100)]
    assert fees(definition, catalogue, {"size": ("small",), "premises": ("own",)}) == []


def test_the_largest_combination_asks_for_the_most():
    definition, _ = parse(bundle())
    catalogue, _ = parse_catalogue(**parts())
    answers = largest(definition, catalogue)
    assert answers == {"size": ("large",), "premises": ("lease",)}
    one = figures(definition, catalogue, answers)
    assert (one.items, one.asked, one.materials, one.to_give) == (3, 6, 3, 2)
    assert (one.path.promised_days, one.path.series_days, one.path.critical_path) == (8, 13, ("setup", "food"))
