import pytest

from luodi.clock import Allowance


@pytest.mark.parametrize("token", ["90wm", "4wh", "5wd", "10d", "2mo", "390wm"])
def test_a_token_comes_back_as_it_was(token):
    assert str(Allowance.parse(token)) == token


def test_hours_are_minutes_and_days_are_not():
    assert Allowance.parse("4wh").minutes == 240
    assert Allowance.parse("5wd").minutes is None
    assert Allowance(5, "wd") == Allowance.parse(" 5WD ")


@pytest.mark.parametrize("token", ["", "5", "wd", "6.5wh", "-1wd", "5 wd", "5w", "５wd", "5wdd", "1h"])
def test_anything_else_is_refused_with_the_right_forms(token):
    with pytest.raises(ValueError, match="write 90wm, 4wh, 5wd, 10d or 2mo"):
        Allowance.parse(token)


def test_a_negative_amount_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Allowance(-1, "wm")
