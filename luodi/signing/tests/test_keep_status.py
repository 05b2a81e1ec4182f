"""The list says which certificates are no longer what their code says; dates say the rest."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from luodi.signing import BadCode, base45, judge, keyring, make, make_list, read_list
from luodi.signing.sealed import seal
from luodi.signing.status import PURPOSE
from luodi.signing.tests.cases import CLAIMS, NOW, signer

RING = keyring([signer().public_key])
STATES = {"LD-1": "suspended", "LD-2": "revoked", "LD-3": "replaced"}
WEEK = timedelta(days=7)
RAW = make_list(STATES, signer(), NOW, NOW + WEEK)
LIST = read_list(RAW, RING)


def test_the_list_comes_back_with_its_times():
    assert (LIST.as_of, LIST.next, LIST.issuer) == (NOW, NOW + WEEK, signer().public_key.id)
    assert {number: LIST.state_of(number) for number in STATES} == STATES


def test_a_number_that_is_not_listed_has_no_state_of_its_own():
    assert LIST.state_of(CLAIMS.number) is None
    assert judge(CLAIMS, LIST, NOW).state == "valid"


@pytest.mark.parametrize(("number", "state"), STATES.items())
def test_what_was_decided_goes_before_the_dates(number, state):
    late = NOW + timedelta(days=4000)
    assert judge(replace(CLAIMS, number=number), LIST, NOW).state == state
    assert judge(replace(CLAIMS, number=number), LIST, late).state == state


def test_the_last_day_is_a_whole_day_in_china():
    until = replace(CLAIMS, until=date(2026, 12, 31))
    assert judge(until, LIST, datetime(2026, 12, 31, 15, 59, tzinfo=UTC)).state == "valid"
    assert judge(until, LIST, datetime(2026, 12, 31, 16, 0, tzinfo=UTC)).state == "expired"


def test_before_its_first_day_and_without_a_last_one():
    assert judge(replace(CLAIMS, start=date(2026, 11, 24)), LIST, NOW).state == "not_yet"
    assert judge(replace(CLAIMS, until=None), LIST, NOW + timedelta(days=40_000)).state == "valid"


def test_an_old_list_and_none_at_all_are_named():
    assert not judge(CLAIMS, LIST, NOW + WEEK).stale
    assert judge(CLAIMS, LIST, NOW + WEEK + timedelta(seconds=1)).stale
    assert judge(CLAIMS, None, NOW).stale


def test_the_list_tells_no_number_to_who_does_not_have_it():
    assert not any(number.encode() in RAW for number in STATES)


def test_ten_thousand_exceptions_stay_small():
    many = make_list({f"LD{number}": "revoked" for number in range(10_000)}, signer(), NOW, NOW)
    assert len(many) < 110_000
    assert len(read_list(many, RING).states) == 10_000


@pytest.mark.parametrize(
    "change", [lambda raw: raw[:-1], lambda raw: raw + b"\0", lambda raw: b"", lambda raw: raw[1:]]
)
def test_a_list_that_is_not_whole(change):
    with pytest.raises(BadCode, match="malformed"):
        read_list(change(RAW), RING)


def test_a_list_that_was_changed_or_is_of_another_kind():
    changed = bytearray(RAW)
    changed[20] ^= 1
    for raw in (bytes(changed), base45.decode(make(CLAIMS, signer())[4:])):
        with pytest.raises(BadCode, match="forged"):
            read_list(raw, RING)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({1: 2}, "version"),
        ({1: 1}, "content"),
        ({1: 1, 2: 0, 3: 0, 4: {b"x": 9}}, "content"),
        ({1: 1, 2: "a"}, "content"),
    ],
)
def test_a_list_of_a_shape_that_is_not_known(content, code):
    with pytest.raises(BadCode, match=code):
        read_list(seal(PURPOSE, content, signer()), RING)
