"""One-time codes: made, slowed down, tried, used; and the account behind a verified contact."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from luodi.accounts.actions import check_code, investor_for, make_code, throttle, use_code
from luodi.accounts.actions.throttling import sweep_throttles
from luodi.accounts.investor_sign_in import CodeForm, ContactForm
from luodi.accounts.models import OneTimeCode, Throttle, User
from luodi.accounts.refusals import ExpiredCode, TooMany, UsedUpCode, WrongCode
from luodi.ledger.acts import Refused, act
from tests.cast import Cast, local

CONTACT = "+8613900000009"
SIGN_IN = OneTimeCode.Purpose.SIGN_IN
NOW = local(2021, 1, 4, 9, 40)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)

pytestmark = pytest.mark.django_db


def made(at=NOW, **more) -> str:
    with act("anonymous", now=at):
        return make_code(**{"contact": CONTACT, "purpose": SIGN_IN, "now": at} | more)


def tried(code: str, at=NOW, contact: str = CONTACT, purpose: str = SIGN_IN) -> OneTimeCode:
    return check_code(contact=contact, purpose=purpose, code=code, now=at)


def refused_after(step: Callable[[], object]) -> None:
    """An act that fails after `step`."""
    with act("anonymous", now=NOW):
        step()
        raise Refused("something else")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_six_digits_are_sent_and_only_their_digest_is_kept():
    code = made(subject="T-1")
    kept = OneTimeCode.objects.get()
    assert len(code) == 6
    assert code.isdigit()
    assert code not in kept.digest
    assert (kept.subject, kept.expires_at - kept.made_at) == ("T-1", 10 * MINUTE)


def test_a_right_code_opens_once():
    found = tried(made())
    with act("anonymous", now=NOW):
        use_code(found, now=NOW)
    with pytest.raises(UsedUpCode, match="不能再用"), act("anonymous", now=NOW):
        use_code(found, now=NOW)
    with pytest.raises(UsedUpCode):
        tried("123456")


def test_spaces_around_a_pasted_code_do_not_matter():
    code = made()
    assert tried(f" {code} ")


def test_a_code_expires_after_ten_minutes():
    code = made()
    assert tried(code, NOW + 10 * MINUTE - SECOND)
    with pytest.raises(ExpiredCode, match="已过期"):
        tried(code, NOW + 10 * MINUTE)


def test_five_wrong_tries_use_a_code_up_even_for_the_right_digits():
    code = made()
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongCode, match=f"再试 {left} 次"):
            tried(wrong(code))
    with pytest.raises(UsedUpCode):
        tried(code)


def test_a_bad_try_stays_counted_when_the_act_fails():
    code = made()
    found = tried(code)
    with pytest.raises(Refused):
        refused_after(lambda: use_code(found, now=NOW))
    kept = OneTimeCode.objects.get()
    assert (kept.attempts, kept.used_at) == (1, None)


@pytest.mark.parametrize("other", [{"contact": "+8613900000008"}, {"purpose": OneTimeCode.Purpose.CONFIRM}])
def test_a_code_opens_for_its_own_contact_and_purpose_only(other):
    code = made()
    with pytest.raises(ExpiredCode):
        tried(code, **other)


def test_the_newest_code_is_the_one_that_opens():
    old, new = made(), made(NOW + MINUTE)
    if old != new:
        with pytest.raises(WrongCode):
            tried(old, NOW + MINUTE)
    assert tried(new, NOW + MINUTE)


def test_a_minute_must_pass_between_two_codes():
    made()
    with pytest.raises(TooMany, match="30 秒后") as refused:
        made(NOW + 30 * SECOND)
    assert refused.value.retry_at == NOW + MINUTE
    assert made(NOW + MINUTE)


def test_one_contact_gets_five_codes_an_hour():
    for number in range(5):
        made(NOW + number * 2 * MINUTE)
    with pytest.raises(TooMany) as refused:
        made(NOW + 20 * MINUTE)
    assert refused.value.retry_at == NOW + HOUR
    assert made(NOW + HOUR)


def test_one_address_asks_for_twenty_codes_an_hour():
    for number in range(20):
        made(contact=f"+86139000001{number:02d}", address="10.0.0.1")
    with pytest.raises(TooMany):
        made(contact="+8613900000200", address="10.0.0.1")
    assert made(contact="+8613900000200", address="10.0.0.2")


def test_what_an_act_took_back_is_not_counted():
    with pytest.raises(Refused):
        refused_after(lambda: make_code(contact=CONTACT, purpose=SIGN_IN, address="10.0.0.1", now=NOW))
    assert not Throttle.objects.exists()
    assert made()


def test_a_throttle_counts_in_windows_and_keeps_no_key_in_the_clear():
    for _ in range(3):
        throttle("form", CONTACT, 3, HOUR, NOW)
    with pytest.raises(TooMany) as refused:
        throttle("form", CONTACT, 3, HOUR, NOW + MINUTE)
    assert refused.value.retry_at == NOW + HOUR
    throttle("form", "another key", 3, HOUR, NOW)
    throttle("form", CONTACT, 3, HOUR, NOW + HOUR)
    assert CONTACT not in str(list(Throttle.objects.values()))


def test_what_can_refuse_nobody_any_more_is_swept_away():
    made(address="10.0.0.1")
    assert sweep_throttles(now=NOW + 23 * HOUR) == 0
    assert sweep_throttles(now=NOW + 25 * HOUR) == 2
    assert not Throttle.objects.exists()
    assert not OneTimeCode.objects.exists()


def test_a_verified_contact_finds_its_investor_or_makes_one(cast: Cast):
    assert investor_for(contact=cast.investor.phone, name="someone", now=NOW) == cast.investor
    fresh = investor_for(contact="new@example.com", name="新客商", now=NOW)
    assert (fresh.kind, fresh.email, fresh.name) == (User.Kind.INVESTOR, "new@example.com", "新客商")
    assert not fresh.has_usable_password()
    assert investor_for(contact="new@example.com", name="", now=NOW) == fresh


def test_an_officers_phone_is_not_an_investors_account(cast: Cast):
    cast.liaison.phone = CONTACT
    cast.liaison.save()
    assert investor_for(contact=CONTACT, name="", now=NOW) != cast.liaison


@pytest.mark.parametrize(("typed", "canonical"), [("139 0000 0009", CONTACT), ("Name@Example.com", "name@example.com")])
def test_a_contact_is_read_as_people_write_it(typed: str, canonical: str):
    form = ContactForm({"contact": typed})
    assert form.is_valid()
    assert form.canonical == canonical


@pytest.mark.parametrize("typed", ["", "电话", "123", "name@", "x" * 300])
def test_an_unreadable_contact_says_what_to_do(typed: str):
    form = ContactForm({"contact": typed})
    assert not form.is_valid()
    assert form.errors["contact"]


def test_a_typed_code_is_six_digits():
    assert CodeForm({"code": "12 34 56"}).is_valid()
    assert "六位数字" in str(CodeForm({"code": "12345a"}).errors)
