from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.text import (
    check_character,
    is_number,
    is_uscc,
    make_number,
    normalise_number,
    normalise_uscc,
    query_code,
)
from luodi.text.public_numbers import ALPHABET

numbers = st.builds(
    make_number,
    st.sampled_from("EPABV"),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.from_regex(r"\A[0-9]{6}\Z"),
    st.integers(0, 99_999),
)


def test_a_number_tells_kind_day_and_region_and_ends_with_its_check():
    number = make_number("E", date(2021, 1, 4), "370211", 17)
    assert number[:-1] == "LD-E-210104-370211-00017-"
    assert is_number(number)


def test_the_check_character_is_that_of_iso_7064():
    assert check_character("A12425GABC1234002") == "M"  # the example of the release identifier that uses it


@pytest.mark.parametrize(
    ("kind", "region", "part"), [("e", "370211", 1), ("EE", "370211", 1), ("E", "37021", 1), ("E", "370211", 100_000)]
)
def test_no_number_is_made_of_wrong_parts(kind, region, part):
    with pytest.raises(ValueError, match="no public number"):
        make_number(kind, date(2021, 1, 4), region, part)


@given(numbers)
def test_a_number_is_known_again_however_it_was_typed(number):
    for typed in (number.lower(), number.replace("-", " "), number.replace("-", ""), f" {number.replace('-', '—')} "):
        assert normalise_number(typed) == number
        assert is_number(typed)
    digits = number[5:-2].replace("0", "O").replace("1", "I")
    assert normalise_number(f"{number[:5]}{digits}{number[-2:]}") == number


@given(numbers, st.data())
def test_one_wrong_character_is_noticed(number, data):
    place = data.draw(st.sampled_from([i for i, c in enumerate(number) if i > 4 and c != "-"]))
    alphabet = ALPHABET if place == len(number) - 1 else "0123456789"
    wrong = data.draw(st.sampled_from(alphabet).filter(lambda c: c != number[place]))
    assert not is_number(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize("typed", ["", "LD-E", "370211", "LD-E-210104-370211-0001-9", "LD-7-210104-370211-00017-9"])
def test_another_shape_is_no_number(typed):
    assert normalise_number(typed) is None
    assert not is_number(typed)


def test_a_query_code_is_six_digits_and_not_always_the_same():
    codes = {query_code() for _ in range(50)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 40


@pytest.mark.parametrize("code", ["91370211MA0DEM0130", "91370202MA0DEM021R", "91370214MA0DEM03XX"])
def test_right_credit_codes(code):
    assert is_uscc(code)
    assert is_uscc(f" {code.lower()[:4]} {code.lower()[4:]} ")
    assert normalise_uscc(code.replace("0", "O")) == code


@given(st.sampled_from(["91370211MA0DEM0130", "91370202MA0DEM021R"]), st.integers(0, 17), st.sampled_from("0A9XY"))
def test_one_wrong_character_of_a_credit_code_is_noticed(code, place, wrong):
    assert is_uscc(code[:place] + wrong + code[place + 1 :]) == (code[place] == wrong)


@pytest.mark.parametrize("code", ["", "913702", "91370211MA0DEM013Z", "91370211MA0DEM01300", "九一三七"])
def test_wrong_credit_codes(code):
    assert not is_uscc(code)


@given(st.text(max_size=30))
def test_no_text_upsets_a_check(typed):
    assert is_number(typed) in (True, False)
    assert is_uscc(typed) in (True, False)
