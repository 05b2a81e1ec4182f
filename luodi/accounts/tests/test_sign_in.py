"""Staff at the door: password, second factor, lock-out."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from luodi.accounts import factors
from luodi.accounts.models import Throttle
from luodi.accounts.tests.helpers import events_of, knock, signed_in_as, totp_now, with_totp
from tests.cast import PASSWORD, Cast, local

NOW = local(2021, 1, 4, 9)


@pytest.fixture
def one_factor(settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


def test_a_right_password_opens_the_desk_where_no_second_factor_is_asked(client, cast: Cast, one_factor):
    response = knock(client, "liaison")
    assert response.status_code == 302
    assert signed_in_as(client) == cast.liaison
    assert events_of(cast.liaison) == ["signed_in"]


def test_the_session_gets_a_new_key(client: Client, cast: Cast, one_factor):
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "by somebody who knows this key"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    knock(client, "liaison")
    assert client.session.session_key != planted


def test_staff_come_back_to_the_page_and_field_they_left(client, cast: Cast, one_factor):
    response = knock(client, "liaison", next="/account/?tab=1#id_name")
    assert response["Location"] == "/account/?tab=1#id_name"


@pytest.mark.parametrize("elsewhere", ["https://example.invalid/", "//example.invalid", "javascript:alert(1)"])
def test_no_sign_in_leads_to_another_house(client, cast: Cast, one_factor, elsewhere: str):
    assert "example" not in knock(client, "liaison", next=elsewhere)["Location"]
    assert "javascript" not in knock(Client(), "liaison", next=elsewhere)["Location"]


def test_a_wrong_password_and_an_unknown_name_read_the_same(client, cast: Cast):
    wrong = knock(client, "liaison", "nearly")
    unknown = knock(client, "nobody", "nearly")
    assert wrong.status_code == unknown.status_code == 422
    assert "登录名或密码不对" in wrong.text
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert wrong.context["form"]["login"].value() == "liaison"
    assert events_of(cast.liaison) == ["sign_in_refused"]


def test_an_investor_has_no_password_to_try(client, cast: Cast, one_factor):
    cast.investor.set_password(PASSWORD)
    cast.investor.save()
    assert knock(client, "i-sun").status_code == 422
    assert signed_in_as(client) is None


@pytest.mark.parametrize("login", ["liaison", "no-such-name"])
def test_five_bad_tries_close_the_door_for_fifteen_minutes(client, cast: Cast, one_factor, login: str):
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(4):
            assert "登录名或密码不对" in knock(client, login, "guess").text
            clock.shift(timedelta(minutes=1))
        assert "登录已锁定到 09:19" in knock(client, login, "guess").text
        clock.shift(timedelta(minutes=14))
        assert "登录已锁定到 09:19" in knock(client, login).text
        clock.shift(timedelta(minutes=1, seconds=1))
        again = knock(client, login)
    assert again.status_code == (302 if login == "liaison" else 422)


def test_a_lock_is_in_the_ledger_and_names_are_kept_as_digests(client, cast: Cast):
    for _ in range(5):
        knock(client, "liaison", "guess")
    assert events_of(cast.liaison)[-1] == "sign_in_locked"
    assert not Throttle.objects.filter(digest__contains="liaison").exists()


def test_one_address_that_guesses_many_names_is_slowed_down(client, cast: Cast, one_factor):
    for number in range(30):
        knock(client, f"name-{number}", "guess")
    assert "操作太频繁了" in knock(client, "liaison").text
    assert knock(Client(REMOTE_ADDR="10.0.0.9"), "liaison").status_code == 302


def test_many_who_sign_in_rightly_from_one_address_are_not(client, cast: Cast, one_factor):
    for _ in range(32):
        assert knock(Client(), "liaison").status_code == 302


def test_a_good_password_alone_opens_nothing_where_two_factors_are_asked(client, cast: Cast):
    with_totp(cast.liaison)
    assert knock(client, "liaison")["Location"] == "/sign-in/second-factor/"
    assert signed_in_as(client) is None
    assert client.get("/account/")["Location"].startswith("/sign-in/?next=")


def test_the_number_on_the_phone_opens_the_desk(client, cast: Cast):
    secret = with_totp(cast.liaison)
    knock(client, "liaison", next="/account/")
    response = client.post("/sign-in/second-factor/", {"code": totp_now(secret)})
    assert response["Location"] == "/account/"
    assert signed_in_as(client) == cast.liaison
    assert events_of(cast.liaison) == ["signed_in"]


def test_a_number_read_over_the_shoulder_opens_nothing_twice(client, cast: Cast):
    with time_machine.travel(NOW, tick=False):
        secret = with_totp(cast.liaison)
        knock(client, "liaison")
        client.post("/sign-in/second-factor/", {"code": totp_now(secret)})
        other = Client()
        knock(other, "liaison")
        response = other.post("/sign-in/second-factor/", {"code": totp_now(secret)})
    assert response.status_code == 422
    assert "已经用过" in response.text


def test_a_recovery_code_stands_in_for_the_phone_once(client, cast: Cast):
    with_totp(cast.liaison)
    code = factors.fresh_recovery_codes(cast.liaison)[3]
    knock(client, "liaison")
    assert client.post("/sign-in/second-factor/", {"code": code}).status_code == 302
    other = Client()
    knock(other, "liaison")
    assert other.post("/sign-in/second-factor/", {"code": code}).status_code == 422


def test_five_bad_numbers_lock_too(client, cast: Cast):
    secret = with_totp(cast.liaison)
    knock(client, "liaison")
    for _ in range(5):
        page = client.post("/sign-in/second-factor/", {"code": "000000"})
    assert "登录已锁定到" in page.text
    assert "登录已锁定到" in client.post("/sign-in/second-factor/", {"code": totp_now(secret)}).text


def test_the_second_step_must_follow_within_ten_minutes(client, cast: Cast):
    with time_machine.travel(NOW, tick=False) as clock:
        secret = with_totp(cast.liaison)
        knock(client, "liaison")
        clock.shift(timedelta(minutes=11))
        late = client.post("/sign-in/second-factor/", {"code": totp_now(secret)}, follow=True)
    assert "请重新登录" in late.text
    assert signed_in_as(client) is None


def test_the_first_sign_in_enrols_an_authenticator_and_shows_recovery_codes(client, cast: Cast):
    assert knock(client, "liaison")["Location"] == "/sign-in/enrolment/"
    page = client.get("/sign-in/enrolment/")
    assert "<svg" in page.text
    secret, key = page.context["secret"].replace(" ", ""), page.context["key"]
    wrong = client.post("/sign-in/enrolment/", {"code": "000000", "key": key})
    assert wrong.status_code == 422
    assert wrong.context["secret"] == page.context["secret"]
    response = client.post("/sign-in/enrolment/", {"code": totp_now(secret), "key": key}, follow=True)
    assert signed_in_as(client) == cast.liaison
    assert len(response.context["codes"]) == 10
    assert events_of(cast.liaison) == ["factor_added", "signed_in"]
    assert secret not in str(factors.factors_of(cast.liaison).get().data)


def test_enrolment_is_closed_to_whoever_has_a_factor_already(client, cast: Cast):
    with_totp(cast.liaison)
    knock(client, "liaison")
    assert client.get("/sign-in/enrolment/")["Location"] == "/sign-in/second-factor/"


def test_nobody_signs_up(client, cast: Cast):
    assert client.get("/sign-up/").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404


def test_signing_out_takes_a_post_and_ends_the_session(client, cast: Cast, one_factor):
    knock(client, "liaison")
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert signed_in_as(client) is None
    assert events_of(cast.liaison) == ["signed_in", "signed_out"]


def test_a_dismissed_officer_is_turned_away(client, cast: Cast, one_factor):
    cast.liaison.is_active = False
    cast.liaison.save()
    assert knock(client, "liaison").status_code == 422
