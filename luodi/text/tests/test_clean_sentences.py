import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.text import clean_sentence, title_from

FAMILY = "👨‍👩‍👧"


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  拟投资   光伏\t项目  ", "拟投资 光伏 项目"),
        ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
        ("一 \n\n\n\n 二", "一\n\n二"),
        ("隐\u200b形\ufeff\u202e字\x00符\x07", "隐形字符"),
        ("半\ud83d个", "半个"),
        (f"一家 {FAMILY} 🌞❤️", f"一家 {FAMILY} 🌞❤️"),
        ("e\u0301", "é"),
        ("<b>原样</b>", "<b>原样</b>"),
        ("全角　空格", "全角 空格"),
        ("", ""),
    ],
)
def test_a_sentence_keeps_what_it_says(typed, clean):
    assert clean_sentence(typed) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_nothing_invisible(typed):
    clean = clean_sentence(typed)
    assert clean_sentence(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in clean.replace("\n", ""))
    clean.encode()


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("您好，我们想在董家口投资20亿元建光伏组件厂。希望尽快联系。", "我们想在董家口投资20亿元建光伏组件厂"),
        ("Hello! We plan a battery plant. Please call.", "We plan a battery plant"),
        ("hilltop farm", "hilltop farm"),
        ("拟建氢能项目\n占地300亩", "拟建氢能项目"),
        ("投资1.2亿元", "投资1.2亿元"),
        (
            "我们计划在西海岸新区建设光伏组件制造基地，总投资约二十亿元人民币，用地三百亩，分两期建设",
            "我们计划在西海岸新区建设光伏组件制造基地，总投资约二十亿元人民币，用地三百亩",
        ),
        ("光" * 100, "光" * 39 + "…"),
        ("我是王某13812345678，邮箱wang@example.com", "我是王某***，邮箱***"),
        ("您好！", "您好"),
        ("！！！", "！！！"),
        ("", ""),
    ],
)
def test_a_title_is_the_first_thing_said(sentence, title):
    assert title_from(sentence) == title


def test_a_long_title_never_cuts_an_emoji_in_two():
    title = title_from(FAMILY * 20, limit=12)
    assert title == FAMILY * 2 + "…"


@given(st.text(), st.integers(2, 60))
def test_a_title_fits_and_stays_on_one_line(sentence, limit):
    title = title_from(sentence, limit)
    assert len(title) <= limit
    assert "\n" not in title
    assert bool(title) == bool(clean_sentence(sentence))


def test_a_number_is_not_cut_at_its_thousands() -> None:
    sentence = "建算力中心，需要 3000 kVA 电力，机房 1.5 万㎡，计划总投资 8,000 万元"

    assert title_from(sentence, limit=36) == "建算力中心，需要 3000 kVA 电力，机房 1.5 万㎡"
