"""The page about oneself: name, security, consents, and the copy of one's data."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from luodi.accounts import actions, factors
from luodi.accounts.actions import check_code, give_consent, make_code
from luodi.accounts.models import ConsentText, OneTimeCode
from luodi.accounts.rules import is_secret
from luodi.accounts.tests.helpers import events_of, knock, totp_now, with_totp
from luodi.ledger.acts import Refused, act
from luodi.ledger.models import Event
from tests.cast import LONG_AGO, PASSWORD, Cast, local

NOW = local(2021, 1, 4, 9)


@pytest.fixture
def desk(client: Client, cast: Cast, settings) -> Client:
    settings.STAFF_SECOND_FACTOR = False
    knock(client, "liaison")
    return client


@pytest.fixture
def investor(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.investor)
    return client


def test_an_investor_corrects_his_name_and_language(investor: Client, cast: Cast):
    response = investor.post("/account/", {"name": "孙先生", "language": "en"})
    cast.investor.refresh_from_db()
    assert (cast.investor.name, cast.investor.language) == ("孙先生", "en")
    assert response.cookies["django_language"].value == "en"
    event = Event.objects.get(subject=cast.investor.code)
    assert event.facts == {"fields": ["name", "language"]}
    assert "孙" not in json.dumps(event.facts)


def test_an_empty_name_is_sent_back_with_its_error(investor: Client):
    page = investor.post("/account/", {"name": "", "language": "en"})
    assert page.status_code == 422
    assert "error-summary" in page.text


def test_an_investor_has_no_password_pin_or_factor_pages(investor: Client):
    assert "PIN" not in investor.get("/account/").text
    for page in ("password", "pin", "totp", "passkeys", "recovery-codes", "confirmation"):
        assert investor.get(f"/account/{page}/").status_code == 404


def test_a_new_contact_counts_once_its_code_was_entered(cast: Cast):
    with act("anonymous", now=NOW):
        typed = make_code(contact="new@example.com", purpose=OneTimeCode.Purpose.CONFIRM, now=NOW)
    code = check_code(contact="new@example.com", purpose="confirm", code=typed, now=NOW)
    actions.correct_contact(user=cast.investor, code=code, now=NOW)
    cast.investor.refresh_from_db()
    assert cast.investor.email == "new@example.com"
    assert events_of(cast.investor) == ["account_corrected"]


def test_a_contact_of_another_investor_is_refused(cast: Cast):
    theirs = cast.other_investor.phone
    with act("anonymous", now=NOW):
        typed = make_code(contact=theirs, purpose=OneTimeCode.Purpose.CONFIRM, now=NOW)
    code = check_code(contact=theirs, purpose="confirm", code=typed, now=NOW)
    with pytest.raises(Refused, match="另一个账号"):
        actions.correct_contact(user=cast.investor, code=code, now=NOW)
    assert not events_of(cast.investor)


def test_consent_is_withdrawn_as_easily_as_it_was_given(investor: Client, cast: Cast):
    consent = give_consent(text=cast.consent, subject="T-1", user=cast.investor, now=NOW)
    page = investor.get("/account/")
    assert "T-1" in page.text
    assert cast.consent.body in page.text
    investor.post(f"/account/consents/{consent.pk}/withdrawals/")
    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert Event.objects.get(subject="T-1").code == "consent_withdrawn"
    investor.post(f"/account/consents/{consent.pk}/withdrawals/")
    assert Event.objects.filter(subject="T-1").count() == 1


def test_nobody_withdraws_another_persons_consent(cast: Cast):
    consent = give_consent(text=cast.consent, subject="T-1", user=cast.investor, now=NOW)
    client = Client()
    client.force_login(cast.other_investor)
    assert client.post(f"/account/consents/{consent.pk}/withdrawals/").status_code == 404


def test_the_latest_text_in_force_is_the_one_that_is_asked(cast: Cast):
    later = ConsentText.objects.create(version="2021-2", body="新的", valid_from=NOW)
    assert ConsentText.objects.in_force(NOW - timedelta(seconds=1)) == cast.consent
    assert ConsentText.objects.in_force(NOW) == later
    assert ConsentText.objects.in_force(LONG_AGO - timedelta(days=1)) is None


def test_a_person_takes_a_copy_of_what_is_kept_about_him(investor: Client, cast: Cast):
    give_consent(text=cast.consent, subject="T-1", user=cast.investor, now=NOW)
    response = investor.get("/account/data/")
    told = json.loads(response.content)
    assert "attachment" in response["Content-Disposition"]
    assert told["account"]["phone"] == cast.investor.phone
    assert told["consents"][0]["text__body"] == cast.consent.body
    assert told["memberships"] == []
    assert cast.other_investor.phone not in response.text


@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "１２３５", "1111", "4321", "0123"])
def test_a_pin_that_is_no_pin_is_sent_back(desk: Client, cast: Cast, pin: str):
    assert desk.post("/account/pin/", {"pin": pin}).status_code == 422
    cast.liaison.refresh_from_db()
    assert cast.liaison.shift_pin == ""


def test_a_pin_is_kept_as_a_digest(desk: Client, cast: Cast):
    desk.post("/account/pin/", {"pin": "2580"})
    cast.liaison.refresh_from_db()
    assert is_secret("2580", cast.liaison.shift_pin)
    assert "2580" not in cast.liaison.shift_pin
    assert events_of(cast.liaison) == ["signed_in", "pin_set"]


def test_security_settings_ask_for_a_password_given_lately(client: Client, cast: Cast, settings):
    settings.STAFF_SECOND_FACTOR = False
    with time_machine.travel(NOW, tick=False) as clock:
        knock(client, "liaison")
        clock.shift(timedelta(minutes=11))
        asked = client.get("/account/pin/")
        assert asked["Location"] == "/account/confirmation/?next=%2Faccount%2Fpin%2F"
        assert client.post("/account/pin/", {"pin": "2580"}).status_code == 302
        assert client.post(asked["Location"], {"password": "wrong"}).status_code == 422
        assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == "/account/pin/"
        assert client.get("/account/pin/").status_code == 200
    cast.liaison.refresh_from_db()
    assert cast.liaison.shift_pin == ""


def test_a_new_password_ends_the_sessions_elsewhere(desk: Client, cast: Cast):
    elsewhere = Client()
    knock(elsewhere, "liaison")
    new = "another-long-落地-word-9"
    assert desk.post("/account/password/", {"password": new, "again": new}).status_code == 302
    assert desk.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert knock(Client(), "liaison", new).status_code == 302


@pytest.mark.parametrize(
    ("new", "again"), [("short", "short"), ("password12", "password12"), ("a-long-one-77", "other")]
)
def test_a_weak_or_mistyped_password_is_sent_back(desk: Client, new: str, again: str):
    assert desk.post("/account/password/", {"password": new, "again": again}).status_code == 422


def test_an_authenticator_is_added_with_the_number_it_shows(desk: Client, cast: Cast):
    page = desk.get("/account/totp/")
    secret, key = page.context["secret"].replace(" ", ""), page.context["key"]
    response = desk.post("/account/totp/", {"code": totp_now(secret), "key": key}, follow=True)
    assert len(response.context["codes"]) == 10
    assert "动态码验证器" in desk.get("/account/").text
    assert events_of(cast.liaison)[-1] == "factor_added"


def test_a_key_signed_for_somebody_else_is_not_taken(desk: Client, cast: Cast):
    other = Client()
    knock(other, "zone")
    page = other.get("/account/totp/")
    code = totp_now(page.context["secret"].replace(" ", ""))
    assert desk.post("/account/totp/", {"code": code, "key": page.context["key"]}).status_code == 422
    assert not factors.has_factor(cast.liaison)


def test_new_recovery_codes_close_the_old_ones(desk: Client, cast: Cast):
    with_totp(cast.liaison)
    old = factors.fresh_recovery_codes(cast.liaison)
    desk.post("/account/recovery-codes/")
    new = desk.get("/account/recovery-codes/").context["codes"]
    assert len(new) == 10
    assert not set(old) & set(new)


def test_the_last_factor_stays_while_staff_must_have_one(desk: Client, cast: Cast, settings):
    with_totp(cast.liaison)
    factor = factors.factors_of(cast.liaison).get()
    settings.STAFF_SECOND_FACTOR = True
    refused = desk.post(f"/account/factors/{factor.pk}/removals/", follow=True)
    assert "最后一项" in refused.text
    settings.STAFF_SECOND_FACTOR = False
    desk.post(f"/account/factors/{factor.pk}/removals/")
    assert not factors.has_factor(cast.liaison)


def test_nobody_removes_anothers_factor(desk: Client, cast: Cast):
    with_totp(cast.zone_officer)
    factor = factors.factors_of(cast.zone_officer).get()
    desk.post(f"/account/factors/{factor.pk}/removals/")
    assert factors.has_factor(cast.zone_officer)


def test_an_operator_lets_somebody_enrol_anew_after_the_phone_was_lost(cast: Cast):
    with_totp(cast.liaison)
    factors.fresh_recovery_codes(cast.liaison)
    actions.reset_factors(user=cast.liaison, by=cast.operator.code, now=NOW)
    assert not factors.has_factor(cast.liaison)
    assert Event.objects.get(subject=cast.liaison.code).actor == cast.operator.code
    assert knock(Client(), "liaison")["Location"] == "/sign-in/enrolment/"
