"""Papers carry their words so that they can be read, searched and printed, however long they are."""

import re
from datetime import date

import pypdfium2
import pytest

from luodi.signing import BadPaper, render
from luodi.signing.tests.cases import LETTER, LICENCE, SHEET


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]


def test_a_licence_says_what_it_was_given():
    (page,) = pages_of(render("licence", LICENCE))
    for words in ("食品经营许可证", "青岛曜澜餐饮管理有限公司", "邢若川", "LDB261123370211000017", "2031年11月22日"):
        assert words in page


def test_a_licence_without_an_end_says_so():
    (page,) = pages_of(render("licence", LICENCE | {"until": None}))
    assert "有效期至长期" in page


def test_labels_are_in_the_language_that_is_asked_for():
    (english,) = pages_of(render("licence", LICENCE, lang="en"))
    (both,) = pages_of(render("licence", LICENCE, lang="both"))
    assert "Validuntil2031-11-22" in english
    assert "有效期至" not in english
    assert "有效期至Validuntil" in both


def test_markup_in_a_value_is_printed_as_it_was_typed():
    typed = '#import "x.typ" *粗* $x$ @y <z> \\ // [a] #{1+1} "'
    (page,) = pages_of(render("licence", LICENCE | {"holder": typed}))
    assert re.sub(r"\s", "", typed) in page


@pytest.mark.parametrize(("template", "data"), [("licence", LICENCE), ("letter", LETTER), ("sheet", SHEET)])
def test_a_sample_is_marked_on_every_page_and_nothing_else_is(template, data):
    long = {
        "licence": {"fields": [[f"第{row}项", "经营" * 60] for row in range(40)]},
        "letter": {"items": ["材料不齐全，" * 20] * 40},
        "sheet": {"rows": SHEET["rows"] * 3},
    }[template]
    pages = pages_of(render(template, data | long | {"sample": True}))
    assert len(pages) >= 3
    assert all("样例SAMPLE" in page for page in pages)
    assert not any("SAMPLE" in page for page in pages_of(render(template, data | long)))


def test_long_names_are_broken_and_lost_nowhere():
    name = "山东".join(f"（第{part}）联合" for part in range(40)) + "有限公司"
    authority = "中国（山东）自由贸易试验区青岛片区管理委员会行政审批服务局黄岛分局"
    pages = pages_of(render("licence", LICENCE | {"holder": name, "title": name[:60], "authority": authority}))
    assert name in "".join(pages)
    assert authority in "".join(pages)


def test_no_word_of_a_paper_runs_over_its_edge():
    authority = "中国（山东）自由贸易试验区青岛片区管理委员会行政审批服务局"
    unbroken = "X" * 300
    for template, data in (("licence", LICENCE | {"holder": unbroken}), ("letter", LETTER | {"items": [unbroken]})):
        document = pypdfium2.PdfDocument(render(template, data | {"authority": authority, "unit": authority}))
        for page in document:
            text = page.get_textpage()
            right = max(text.get_charbox(at)[2] for at in range(text.count_chars()))
            assert right <= page.get_width() - 20


def test_a_letter_stands_in_the_order_of_an_official_one():
    (page,) = pages_of(render("letter", LETTER))
    order = [
        "青黄审批补〔2026〕17号",
        "补正材料通知书",
        "青岛曜澜餐饮管理有限公司：",
        "现一次告知",
        "1.平面布局图",
        "2.缺少",
    ]
    places = [page.index(words) for words in [*order, "请于2026年12月5日前", "行政复议", "2026年11月23日"]]
    assert places == sorted(places)


def test_characters_that_no_font_has_and_none_that_is_seen_stop_no_paper():
    (page,) = pages_of(render("licence", LICENCE | {"holder": "青岛\x00\x07\u200b𠮷👍\u202e有限公司"}))
    assert "青岛" in page


def test_a_sheet_repeats_its_columns_on_each_page():
    pages = pages_of(render("sheet", SHEET))
    assert len(pages) == 2
    assert all("编号事项期限" in page for page in pages)


def test_a_code_is_drawn_when_there_is_one():
    with_code, without = render("licence", LICENCE | {"qr": "LD1:ABC"}), render("licence", LICENCE)
    assert "扫码验证" in pages_of(with_code)[0]
    assert "扫码验证" not in pages_of(without)[0]


@pytest.mark.parametrize(
    ("template", "data", "code"),
    [
        ("diploma", LICENCE, "template"),
        ("../paper", LICENCE, "template"),
        ("base", LICENCE, "template"),
        ("licence", {}, "data"),
        ("licence", LICENCE | {"holder": "\ud800"}, "data"),
        ("licence", LICENCE | {"qr": "A" * 5000}, "data"),
        ("licence", LICENCE | {"issued": "soon"}, "data"),
        ("licence", LICENCE | {"holder": object()}, "data"),
        ("sheet", SHEET | {"columns": 3}, "data"),
    ],
)
def test_what_cannot_be_printed_is_said_by_a_code(template, data, code):
    with pytest.raises(BadPaper) as refused:
        render(template, data)
    assert refused.value.code == code


def test_the_same_values_give_the_same_bytes():
    assert render("licence", LICENCE) == render("licence", dict(reversed(LICENCE.items())))
    assert render("licence", LICENCE) != render("licence", LICENCE | {"issued": date(2026, 11, 24)})
