"""A code is believed whole or not at all."""

import base64
import json
import zlib
from dataclasses import replace
from datetime import date

import cbor2
import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.signing import BadCode, Claims, base45, export_vc, keyring, make, make_list, read, svg
from luodi.signing.qr import KEYS, PURPOSE
from luodi.signing.sealed import seal
from luodi.signing.tests.cases import CLAIMS, NOW, signer

RING = keyring([signer().public_key])
CODE = make(CLAIMS, signer())
DAYS = st.dates(date(1949, 10, 1), date(2200, 1, 1))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ANY_CLAIMS = st.builds(
    Claims,
    **dict.fromkeys(("number", "kind", "title", "holder", "authority", "status"), WORDS),
    **{"issued": DAYS, "start": DAYS, "until": st.none() | DAYS, "test": st.just(True)},
    issuer=st.just(signer().public_key.id),
)


def code_of_fault(text: str, keys=RING) -> str:
    with pytest.raises(BadCode) as refused:
        read(text, keys)
    return refused.value.code


# The examples of RFC 9285, sections 4.3 and 4.4.
@pytest.mark.parametrize(
    ("plain", "encoded"),
    [("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0"), ("", "")],
)
def test_base45_is_that_of_the_standard(plain, encoded):
    assert base45.encode(plain.encode()) == encoded
    assert base45.decode(encoded) == plain.encode()


@pytest.mark.parametrize("text", ["GGW", ":::", "::", "A", "AAAA", "abc", "A_B", "中"])
def test_base45_refuses_what_it_would_not_write(text):
    with pytest.raises(BadCode, match="characters"):
        base45.decode(text)


@given(st.binary(max_size=200))
def test_base45_comes_back_and_survives_being_trimmed(data):
    assert base45.decode(base45.encode(data)) == data
    assert base45.encode(data).rstrip() == base45.encode(data)


@given(ANY_CLAIMS)
@settings(max_examples=100)
def test_what_goes_into_a_code_comes_out_of_it(claims):
    assert read(make(claims, signer()), RING) == claims


@given(st.integers(0, len(CODE) - 1), st.sampled_from(base45.ALPHABET))
@settings(max_examples=300)
def test_no_character_can_be_changed(place, character):
    changed = CODE[:place] + character + CODE[place + 1 :]
    if changed != CODE:
        assert code_of_fault(changed) in ("prefix", "characters", "malformed", "unknown_key", "forged")


@given(st.text(base45.ALPHABET, max_size=300) | st.text(max_size=60))
def test_any_text_gets_an_answer(text):
    assert code_of_fault(f"LD1:{text}")
    assert code_of_fault(f"{CODE}{text}0")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "prefix"),
        (CODE.lower(), "prefix"),
        (CODE[4:], "prefix"),
        (CODE + "中", "characters"),
        (CODE[:-3], "malformed"),
        ("LD1:", "malformed"),
        (CODE + "A" * 5000, "too_long"),
    ],
)
def test_each_fault_has_its_code(text, code):
    assert code_of_fault(text) == code


def test_a_key_that_nobody_knows():
    assert code_of_fault(CODE, {}) == "unknown_key"
    assert code_of_fault(make(CLAIMS, signer("另一家"))) == "unknown_key"


def test_a_stranger_who_says_he_is_the_authority():
    class Stranger:
        public_key = signer().public_key
        sign_bytes = staticmethod(signer("另一家").sign_bytes)

    assert code_of_fault(make(CLAIMS, Stranger())) == "forged"


def test_a_status_list_is_no_certificate():
    raw = make_list({}, signer(), NOW, NOW)
    assert code_of_fault("LD1:" + base45.encode(raw)) == "forged"


def test_a_newer_kind_of_code_and_one_with_gaps():
    def sent(content) -> str:
        return "LD1:" + base45.encode(seal(PURPOSE, content, signer()))

    assert code_of_fault(sent({KEYS["version"]: 2})) == "version"
    assert code_of_fault(sent({KEYS["version"]: 1})) == "content"
    assert code_of_fault(sent({KEYS["version"]: 1, KEYS["until"]: "soon"})) == "content"
    assert code_of_fault(sent({KEYS["version"]: 1, KEYS["issued"]: 10**12})) == "content"


def test_a_code_of_a_test_key_says_so_itself_and_on_reading():
    assert read(CODE, RING).test
    content = {KEYS[name]: getattr(CLAIMS, name) for name in ("number", "kind", "title", "holder", "authority")}
    content |= {KEYS["version"]: 1, KEYS["issued"]: 20000, KEYS["start"]: 20000}
    assert read("LD1:" + base45.encode(seal(PURPOSE, content, signer())), RING).test


def test_the_code_fits_a_small_drawing():
    long = replace(CLAIMS, title="特种设备使用登记证（承压类）", holder="中国某某（青岛）新能源***有限责任公司")
    assert segno.make(make(long, signer()), error="m", boost_error=False).version <= 14
    assert CODE[4:].isupper()
    assert svg(CODE).startswith("<svg ")


def test_a_body_is_packed_only_when_that_makes_it_shorter():
    raw = base45.decode(make(replace(CLAIMS, holder="长" * 300), signer())[4:])
    assert zlib.decompress(cbor2.loads(raw)[1])
    assert read("LD1:" + base45.encode(raw), RING).holder == "长" * 300


def test_the_same_claims_as_a_token_for_wallets():
    token = export_vc(CLAIMS, signer(), only=["number", "title"])
    head, body, signature = (base64.urlsafe_b64decode(part + "==") for part in token.split("."))
    key = Ed25519PublicKey.from_public_bytes(signer().public_key.raw)
    key.verify(signature, token.rpartition(".")[0].encode())
    credential = json.loads(body)
    assert json.loads(head) == {"alg": "EdDSA", "kid": signer().public_key.id, "typ": "vc+jwt"}
    assert credential["credentialSubject"] == {"number": CLAIMS.number, "title": CLAIMS.title, "test": True}
    assert credential["validUntil"] == "2031-11-22T23:59:59+08:00"
    assert CLAIMS.holder not in body.decode()
