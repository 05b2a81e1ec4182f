from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from luodi.ui.strip import TONE_WORDS, Step, Strip

STRIP = Strip(
    "对接专员",
    "港区投资促进部",
    phone="0532-0000 0000",
    seal="港",
    tone="soon",
    left_text="剩 1 小时 05 分",
    due_text="今天 15:10 前",
    share=73,
    steps=(Step("签收", "was"), Step("联系", "now"), Step("研判")),
    deadline_label="首次联系",
)


def drawn(strip: Strip, compact: bool = False) -> str:
    return render_to_string("ui/duty_strip.html", {"strip": strip, "compact": compact})


def test_it_says_who_until_when_and_how_far() -> None:
    page = drawn(STRIP)
    for words in ("对接专员", "港区投资促进部", "剩 1 小时 05 分", "今天 15:10 前", "首次联系"):
        assert words in page
    assert 'aria-current="step"><span>联系' in page
    assert 'width="73"' in page


def test_its_phone_number_dials() -> None:
    assert 'href="tel:053200000000"' in drawn(STRIP)
    assert "tel:+8653200000000" in drawn(replace(STRIP, phone="+86 532 0000-0000"))
    assert "tel:" not in drawn(replace(STRIP, phone=""))


def test_the_bar_says_in_words_what_it_shows() -> None:
    assert 'aria-label="首次联系，将到期，剩 1 小时 05 分，今天 15:10 前"' in drawn(STRIP)
    with override("en"):
        assert STRIP.bar_words.startswith("首次联系, due soon, ")


@pytest.mark.parametrize("tone", list(TONE_WORDS))
def test_every_tone_but_calm_has_its_word(tone: str) -> None:
    assert str(TONE_WORDS[tone]) in drawn(replace(STRIP, tone=tone))


def test_its_own_duty_is_called_yours() -> None:
    page = drawn(replace(STRIP, mine=True))
    assert "</span>您</b>" in page
    assert "对接专员" not in page


def test_a_provisional_date_says_why() -> None:
    assert "暂定" in drawn(replace(STRIP, provisional=True))
    assert "放假安排还没有公布" in drawn(replace(STRIP, provisional=True))
    assert "暂定" not in drawn(STRIP)


@pytest.mark.parametrize(
    ("tone", "share", "filled"),
    [("late", 20, 100), ("none", 50, 0), ("calm", 140, 100), ("calm", -3, 0), ("held", 45, 45)],
)
def test_the_bar_never_runs_over(tone: str, share: int, filled: int) -> None:
    assert replace(STRIP, tone=tone, share=share).filled == filled


def test_in_a_table_the_step_is_a_sentence() -> None:
    page = drawn(STRIP, compact=True)
    assert "第 2 步，共 3 步：联系" in page
    assert "<ol" not in page


def test_the_seal_is_one_character_even_without_a_unit() -> None:
    assert replace(STRIP, seal="").seal_character == "港"
    assert replace(STRIP, seal="", unit_name="", owner_name="").seal_character == "·"


def test_names_are_escaped() -> None:
    assert "<script>" not in drawn(replace(STRIP, owner_name="<script>alert(1)</script>"))
