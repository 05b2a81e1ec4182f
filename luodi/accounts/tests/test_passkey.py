"""A passkey instead of digits, answered by a key in software."""

import json

import pytest
from django.test import Client

from luodi.accounts import factors
from luodi.accounts.tests.helpers import events_of, knock, signed_in_as, with_totp
from luodi.accounts.tests.soft_key import SoftKey
from tests.cast import Cast


def post(client: Client, path: str, **typed: str):
    """Over https: browsers offer passkeys nowhere else."""
    return client.post(path, typed, secure=True)


@pytest.fixture
def key(cast: Cast, settings) -> SoftKey:
    """Added by the liaison officer on the account page."""
    settings.STAFF_SECOND_FACTOR = False
    client, key = Client(), SoftKey()
    knock(client, "liaison")
    options = post(client, "/account/passkeys/challenges/").json()
    added = post(client, "/account/passkeys/", name="服务台的钥匙", credential=key.created(options))
    assert added["Location"] == "/account/recovery-codes/"
    assert "服务台的钥匙" in client.get("/account/").text
    settings.STAFF_SECOND_FACTOR = True
    return key


def at_the_second_door(client: Client) -> dict:
    knock(client, "liaison")
    return post(client, "/sign-in/passkey/challenges/").json()


def test_a_passkey_is_added_with_recovery_codes(key: SoftKey, cast: Cast):
    assert len(factors.unused_recovery_codes(cast.liaison)) == 10
    assert events_of(cast.liaison) == ["signed_in", "factor_added"]


def test_a_passkey_opens_the_desk(client: Client, key: SoftKey, cast: Cast):
    options = at_the_second_door(client)
    assert "用通行密钥" in client.get("/sign-in/second-factor/").text
    response = post(client, "/sign-in/passkey/", credential=key.signed(options))
    assert response.status_code == 302
    assert signed_in_as(client) == cast.liaison
    assert events_of(cast.liaison)[-1] == "signed_in"


def test_the_same_answer_opens_nothing_twice(client: Client, key: SoftKey, cast: Cast):
    answer = key.signed(at_the_second_door(client))
    post(client, "/sign-in/passkey/", credential=answer)
    other = Client()
    at_the_second_door(other)
    post(other, "/sign-in/passkey/", credential=answer)
    assert signed_in_as(other) is None


def test_a_key_of_somebody_else_opens_nothing(client: Client, key: SoftKey, cast: Cast):
    options = at_the_second_door(client)
    page = client.post("/sign-in/passkey/", {"credential": SoftKey().signed(options)}, secure=True, follow=True)
    assert "通行密钥没有通过" in page.text
    assert signed_in_as(client) is None
    assert events_of(cast.liaison)[-1] == "sign_in_refused"


def test_an_answer_caught_by_another_site_opens_nothing(client: Client, key: SoftKey, cast: Cast):
    options = at_the_second_door(client)
    key.origin = "https://example.invalid"
    post(client, "/sign-in/passkey/", credential=key.signed(options))
    assert signed_in_as(client) is None


@pytest.mark.parametrize("credential", ["", "no json", "[]", "{}", '{"id": "a", "type": "public-key", "response": {}}'])
def test_what_is_no_answer_opens_nothing(client: Client, key: SoftKey, cast: Cast, credential: str):
    at_the_second_door(client)
    assert post(client, "/sign-in/passkey/", credential=credential).status_code == 302
    assert signed_in_as(client) is None


def test_a_challenge_is_given_after_the_password_only(client: Client, key: SoftKey):
    assert post(client, "/sign-in/passkey/challenges/").status_code == 404
    assert post(client, "/sign-in/passkey/", credential="{}")["Location"] == "/sign-in/"


def test_a_broken_registration_is_sent_back(client: Client, cast: Cast, settings):
    settings.STAFF_SECOND_FACTOR = False
    knock(client, "liaison")
    options = post(client, "/account/passkeys/challenges/").json()
    broken = json.loads(SoftKey().created(options)) | {"response": {"clientDataJSON": "e30", "attestationObject": "oA"}}
    assert post(client, "/account/passkeys/", name="x", credential=json.dumps(broken)).status_code == 422
    assert not factors.has_factor(cast.liaison)


def test_digits_still_open_beside_a_passkey(client: Client, key: SoftKey, cast: Cast):
    with_totp(cast.liaison)
    knock(client, "liaison")
    page = client.get("/sign-in/second-factor/").text
    assert "用通行密钥" in page
    assert "动态码" in page
