"""Keys in a device. Skips where no PKCS#11 module is named: LUODI_TEST_PKCS11, that of SoftHSM 2, will do."""

import os
import shutil
import subprocess
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from luodi.signing import BadKeys, Token, keyring, make, read, render, token_signer, verify_pdf
from luodi.signing.tests.cases import AUTHORITY, CLAIMS, LICENCE, NOW, folder, signer

LIBRARY = os.environ.get("LUODI_TEST_PKCS11", "")
TOOL = os.environ.get("LUODI_TEST_PKCS11_TOOL") or shutil.which("softhsm2-util") or ""
PIN = "271828"
pytestmark = pytest.mark.skipif(
    not (LIBRARY and TOOL and find_spec("pkcs11")), reason="no extra hsm, or LUODI_TEST_PKCS11 names no SoftHSM 2"
)


@pytest.fixture(scope="module")
def token(tmp_path_factory):
    """The keys of the test authority in a device of software. A module is configured once a process."""
    place = tmp_path_factory.mktemp("device")
    (place / "tokens").mkdir()
    (place / "softhsm2.conf").write_text(f"directories.tokendir = {place / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(place / "softhsm2.conf")
    tool = [TOOL, "--module", LIBRARY, "--pin", PIN]
    subprocess.run([*tool, "--init-token", "--free", "--label", "city", "--so-pin", PIN], check=True)
    for number, name in (("01", "seal"), ("02", "code")):
        key = str(folder(AUTHORITY) / f"{name}.key")
        subprocess.run([*tool, "--token", "city", "--import", key, "--label", name, "--id", number], check=True)
    return Token(library=Path(LIBRARY), label="city", chain=folder(AUTHORITY) / "chain.pem", pin=PIN)


def test_keys_that_do_not_belong_together_or_are_not_there_are_refused_and_the_device_let_go(token):
    """A device lets one process in once, so that the next test would fail if it were still held."""
    with pytest.raises(BadKeys, match="mismatch"):
        token_signer(replace(token, chain=folder("另一家") / "chain.pem"))
    for wrong in ({"label": "nobody"}, {"code_label": "nothing"}, {"pin": "0"}, {"library": Path("no.so")}):
        with pytest.raises(BadKeys, match="missing"):
            token_signer(replace(token, **wrong))


@pytest.fixture(scope="module")
def held(token):
    opened = token_signer(token)
    yield opened
    opened.close()


def test_a_device_seals_as_a_file_does(held):
    pdf = held.sign_pdf(render("licence", LICENCE), reason="核发", location="青岛", now=NOW)
    verdict = verify_pdf(pdf, signer().roots)
    assert (verdict.ok, verdict.signer_name, verdict.test_authority) == (True, AUTHORITY, True)


def test_a_device_signs_codes_with_the_same_key(held):
    assert held.public_key == signer().public_key
    assert make(CLAIMS, held) == make(CLAIMS, signer())
    assert read(make(CLAIMS, held), keyring([signer().public_key])).number == CLAIMS.number


def test_a_pin_is_not_shown(token):
    assert PIN not in repr(token)
