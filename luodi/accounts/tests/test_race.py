"""Guesses sent at the same moment, each from a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection

from luodi.accounts.actions import check_code, investor_for, make_code, throttle
from luodi.accounts.models import OneTimeCode, Throttle, User
from luodi.accounts.refusals import TooMany, UsedUpCode, WrongCode
from luodi.ledger.acts import act
from tests.cast import local

NOW = local(2021, 1, 4, 9, 40)
CONTACT = "+8613900000009"
GUESSES = 12


def at_once(try_it: Callable[[int], object]) -> list[object]:
    """What each of the simultaneous tries returned or raised."""

    def alone(number: int) -> object:
        try:
            return try_it(number)
        except Exception as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(GUESSES) as pool:
        return list(pool.map(alone, range(GUESSES)))


def test_no_more_than_five_guesses_are_judged(own_database: str):
    with act("anonymous", now=NOW):
        right = int(make_code(contact=CONTACT, purpose=OneTimeCode.Purpose.SIGN_IN, now=NOW))

    def guess(number: int) -> object:
        wrong = f"{(right + 1 + number) % 10**6:06d}"
        return check_code(contact=CONTACT, purpose=OneTimeCode.Purpose.SIGN_IN, code=wrong, now=NOW)

    answers = at_once(guess)
    assert answers.count(WrongCode) == 5
    assert answers.count(UsedUpCode) == GUESSES - 5


def test_a_limit_holds_for_those_who_come_together(own_database: str):
    answers = at_once(lambda _: throttle("form", CONTACT, 4, timedelta(hours=1), NOW))
    assert answers.count(None) == 4
    assert answers.count(TooMany) == GUESSES - 4
    assert Throttle.objects.get().count == 4


def test_one_contact_confirmed_twice_in_the_same_second_is_one_account(own_database: str):
    def confirm(_: int) -> object:
        with act("anonymous", now=NOW):
            return investor_for(contact=CONTACT, name="客商", now=NOW).pk

    assert len(set(at_once(confirm))) == 1
    assert User.objects.filter(phone=CONTACT).count() == 1
