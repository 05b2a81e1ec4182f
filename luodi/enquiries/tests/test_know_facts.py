"""Values as people type them and pages show them; the table of fields and the page drawn from it."""

import json
import time
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils.translation import override

from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.entering import enter
from luodi.enquiries.actions.knowing import set_fact
from luodi.enquiries.facts.found import as_read, find, named
from luodi.enquiries.facts.marks import marked
from luodi.enquiries.facts.merging import merge, size_band_of
from luodi.enquiries.facts.parsing import BadValue, parse
from luodi.enquiries.facts.table import BY_CODE, UNDECIDED, missing, next_question
from luodi.enquiries.facts.words import shown
from luodi.enquiries.models import Enquiry, Fact
from luodi.enquiries.typed import Typed
from luodi.text.reading import read
from tests.cast import Cast

TODAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("code", "typed", "value", "bound", "chinese", "english"),
    [
        ("total_investment", "1.2亿", {"amount": 120_000_000, "currency": "CNY"}, "", "1.2 亿元", "CNY 120 million"),
        ("total_investment", "3-5亿元", {"min": 300_000_000, "max": 500_000_000, "currency": "CNY"}, "", "3–5 亿元",
         "CNY 300–500 million"),
        ("total_investment", "8000万到1.2亿", {"min": 80_000_000, "max": 120_000_000, "currency": "CNY"}, "",
         "8,000 万–1.2 亿元", "CNY 80–120 million"),
        ("total_investment", "三千五百万", {"amount": 35_000_000, "currency": "CNY"}, "", "3,500 万元",
         "CNY 35 million"),
        ("total_investment", "about EUR 20 million", {"amount": 20_000_000, "currency": "EUR"}, "about",
         "约 2,000 万欧元", "about EUR 20 million"),
        ("total_investment", "500万美元", {"amount": 5_000_000, "currency": "USD"}, "", "500 万美元", "USD 5 million"),
        ("total_investment", "123456789元", {"amount": 123_456_789, "currency": "CNY"}, "", "123,456,789 元",
         "CNY 123,456,789"),
        ("fixed_investment", "不低于8000万", {"amount": 80_000_000, "currency": "CNY"}, "least", "8,000 万元以上",
         "at least CNY 80 million"),
        ("roof_area_m2", "3万平", 30_000, "", "3 万㎡", "30,000 m²"),
        ("floor_area_m2", "30亩", 20_000, "", "2 万㎡", "20,000 m²"),
        ("floor_area_m2", "10000 sq ft", 929, "", "929 ㎡", "929 m²"),
        ("land_mu", "60", 60, "", "60 亩", "60 mu"),
        ("land_mu", "4公顷", 60, "", "60 亩", "60 mu"),
        ("land_mu", "100–120 亩", {"min": 100, "max": 120}, "", "100–120 亩", "100–120 mu"),
        ("power_kva", "10 MVA", 10_000, "", "10,000 kVA", "10,000 kVA"),
        ("jobs", "两百人以上", 200, "least", "200 人以上", "at least 200 people"),
        ("start_by", "明年二季度", "2027-Q2", "", "2027 年二季度", "Q2 2027"),
        ("start_by", "2027 年 5 月", "2027-05", "", "2027 年 5 月", "May 2027"),
        ("start_by", "2027年上半年", "2027-H1", "", "2027 年上半年", "H1 2027"),
        ("produce_by", "18 个月内", {"months": 18}, "", "18 个月内", "within 18 months"),
        ("kind", "屋顶、用地", ["roof", "land"], "", "屋顶、用地", "Roof, Land"),
        ("place", "胶州、城阳", ["胶州", "城阳"], "", "胶州、城阳", "胶州, 城阳"),
        ("industry_division", "44", ["44"], "", "44 电力、热力生产和供应业", "44 Electricity and heat"),
        ("foreign_investor", "是", True, "", "是", "Yes"),
        ("total_investment", "还没定", UNDECIDED, "", "还没定", "undecided"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_typed_and_shown_so_that_it_can_be_typed_again(code, typed, value, bound, chinese, english):
    assert parse(code, typed, TODAY) == (value, bound)
    for language, words in (("zh-hans", chinese), ("en", english)):
        with override(language):
            assert shown(code, value, bound) == words
            assert parse(code, words, TODAY) == (value, bound)


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("total_investment", "5000", "请写明单位"),
        ("total_investment", "很多钱", "请写金额和单位"),
        ("total_investment", "5亿到3亿", "请写金额和单位"),
        ("roof_area_m2", "很大", "请写面积"),
        ("power_kva", "3 台", "请写容量"),
        ("start_by", "尽快", "请写时间"),
        ("industry_division", "好行业", "请从行业大类里选"),
        ("kind", "屋顶、月亮", "请从给出的几种里选"),
        ("jobs", "人" * 200, "请写短一些"),
    ],
)
def test_what_admits_no_one_reading_is_refused_with_an_example(code, typed, words):
    with pytest.raises(BadValue, match=words):
        parse(code, typed, TODAY)


def test_every_field_of_the_reader_has_its_row_and_goes_back_as_it_came():
    text = "我们是某某冷链有限公司，总投资 3-5 亿元，固定资产投资 500 万美元，要 60 亩地，年纳税 300 万，明年二季度开工"
    fields = read(text, TODAY).fields()
    fields.pop("company_name", None)
    assert {"total_investment_yuan", "fixed_investment", "land_mu", "annual_tax_yuan"} <= fields.keys()
    for code, value in fields.items():
        assert as_read(*named(code, value)) == (code, value)
        assert named(code, value)[0] in BY_CODE


@pytest.mark.parametrize("run", ["1", "三千五百万", "a", "3-"])
def test_a_text_made_to_keep_the_reader_busy_does_not(run):
    began = time.process_time()
    find(("想投资 " + run * 4000)[:4000], TODAY)
    assert time.process_time() - began < 1


def test_marks_that_overlap_are_one_mark():
    parts = marked("想建冷库，投资 1 亿", [((2, 4), "行业"), ((2, 4), "需要"), ((8, 11), "总投资"), ((90, 99), "无")])
    assert [(part.text, part.labels) for part in parts] == [
        ("想建", ()), ("冷库", ("行业", "需要")), ("，投资 ", ()), ("1 亿", ("总投资",)),
    ]  # fmt: skip


def test_the_questions_follow_the_kind_and_stop_when_put_off():
    roof = {"kind": ["roof"], "total_investment": UNDECIDED, "industry_division": ["44"]}
    assert [row.code for row in missing(roof)] == ["roof_area_m2", "place", "start_by"]
    assert next_question(roof, ["roof_area_m2"]).code == "place"
    assert [row.code for row in missing({}) if row.hard] == ["kind", "total_investment", "industry_division"]
    assert next_question(roof | {"roof_area_m2": 1, "place": [], "start_by": "2027"}, ()) is None


def test_typed_wins_then_the_text_then_the_paper():
    text, paper = (find(said, TODAY).facts() for said in ("要 60 亩地建厂", "要 90 亩地建厂，用工 50 人"))
    merged = merge(text, {"land_mu": (80, "")}, [paper])
    assert (merged["land_mu"].value, merged["land_mu"].is_corrected) == (80, True)
    assert merge(text, {}, [paper])["land_mu"].value == 60
    assert (merged["jobs"].value, merged["jobs"].spans) == (50, ())
    assert merge(text, {"land_mu": None})["land_mu"].value is None


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ({"amount": 120_000_000, "currency": "CNY"}, "l"),
        ({"min": 300_000_000, "max": 500_000_000, "currency": "CNY"}, "l"),
        ({"min": 300_000_000, "max": 800_000_000, "currency": "CNY"}, ""),
        ({"amount": 20_000_000, "currency": "EUR"}, ""),
        (UNDECIDED, ""),
        (None, ""),
    ],
)
def test_a_size_band_is_taken_only_where_one_holds(value, band):
    assert size_band_of(value) == band


def test_the_page_of_what_is_required_is_drawn_from_the_table():
    drawn = StringIO()
    call_command("required", stdout=drawn)
    page = Path(__file__).parents[3] / "docs/required-at-stage.md"
    assert page.read_text(encoding="utf-8") == drawn.getvalue()


@pytest.mark.django_db
def test_an_officers_entry_is_read_too_and_what_he_corrects_is_exported_for_the_reader():
    cast = Cast()
    viewer = Viewer.of(cast.liaison)
    sentence = "林先生来电。想拿地60亩建冷库，总投资1.2亿，找林先生。"
    typed = Typed(name="林先生", contact="+8613900000077", channel="sms", sentence=sentence)
    number = enter(viewer=viewer, typed=typed, source="phone").number
    assert Fact.objects.get(field="land_mu").value == 60
    assert Enquiry.objects.get().size_band == "l"

    set_fact(viewer=viewer, number=number, code="total_investment", value={"amount": 600_000_000, "currency": "CNY"})
    assert Enquiry.objects.get().size_band == "xl"
    set_fact(viewer=viewer, number=number, code="total_investment", value=None)
    assert Enquiry.objects.get().size_band == ""
    said = StringIO()
    call_command("examples", stdout=said)
    line = json.loads(said.getvalue())
    assert line["text"] == "想拿地60亩建冷库，总投资1.2亿，找…。"
    assert (line["gold"], line["read"]) == (
        {"total_investment_yuan": 600_000_000},
        {"total_investment_yuan": 120_000_000},
    )
    assert read(line["text"], date.fromisoformat(line["received"])).fields()["total_investment_yuan"] == 120_000_000
