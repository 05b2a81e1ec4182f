"""Keys are made once, kept from others, and refused when they do not belong together."""

import logging
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from luodi.signing import (
    BadKeys,
    FileSigner,
    Sm2,
    Token,
    make_sm2_key,
    make_test_authority,
    read_roots,
    sm2,
    token_signer,
    verify_pdf,
)
from luodi.signing.tests.cases import AUTHORITY, NOW, folder, sealed, signer

# From GB/T 32918.5-2017, annex A: the key of the example, and the number that its signer drew.
EXAMPLE_KEY = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"
EXAMPLE_POINT = (
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
EXAMPLE_DRAWN = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
EXAMPLE_SIGNATURE = (
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
needs_sm = pytest.mark.skipif(not sm2.is_there(), reason="the extra sm is not installed")


def test_a_test_authority_is_made_once_and_read_by_its_owner_only(tmp_path):
    keys = tmp_path / "new" / "keys"
    make_test_authority(keys, AUTHORITY)
    before = {path.name: path.read_bytes() for path in keys.iterdir()}
    make_test_authority(keys, "another")
    assert {path.name: path.read_bytes() for path in keys.iterdir()} == before
    assert {path.stat().st_mode & 0o777 for path in keys.iterdir()} == {0o600}
    assert [path.name for path in keys.parent.iterdir()] == ["keys"]


def test_what_another_process_made_meanwhile_stays(tmp_path, monkeypatch):
    keys, rename = tmp_path / "keys", Path.rename

    def late(making, target):
        if target == keys and not keys.exists():
            shutil.copytree(folder(AUTHORITY), keys)
        return rename(making, target)

    monkeypatch.setattr(Path, "rename", late)
    make_test_authority(keys, "another")
    assert FileSigner(keys).authority == AUTHORITY
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_a_signer_says_who_it_is():
    assert (signer().authority, signer().is_test) == (AUTHORITY, True)
    assert signer().roots == (signer().certificate,) == read_roots((folder(AUTHORITY) / "chain.pem").read_bytes())[:1]
    assert signer().public_key.authority == AUTHORITY


def test_each_authority_has_its_own_key():
    assert signer().public_key.id != signer("另一家").public_key.id


@pytest.mark.parametrize(("name", "code"), [("seal.key", "missing"), ("chain.pem", "missing"), ("code.key", "missing")])
def test_a_key_that_is_missing_or_unreadable(tmp_path, name, code):
    keys = shutil.copytree(folder(AUTHORITY), tmp_path / "keys")
    (keys / name).unlink()
    with pytest.raises(BadKeys, match=code):
        FileSigner(keys)
    (keys / name).write_text("nothing")
    with pytest.raises(BadKeys, match="unreadable"):
        FileSigner(keys)


def test_keys_that_do_not_belong_together_or_are_of_another_kind(tmp_path):
    keys = shutil.copytree(folder(AUTHORITY), tmp_path / "keys")
    shutil.copy(folder("另一家") / "seal.key", keys / "seal.key")
    with pytest.raises(BadKeys, match="mismatch"):
        FileSigner(keys)
    shutil.copy(keys / "code.key", keys / "seal.key")
    with pytest.raises(BadKeys, match="curve"):
        FileSigner(keys)


def test_no_key_stands_in_a_log_or_a_message(caplog):
    caplog.set_level(logging.DEBUG)
    secret = (folder(AUTHORITY) / "seal.key").read_text().splitlines()[1]
    signer().sign_pdf(sealed(), reason="", location="", now=NOW)
    verify_pdf(sealed(), ())
    assert secret not in caplog.text + repr(vars(signer()))
    assert AUTHORITY not in caplog.text


@needs_sm
def test_sm2_signs_as_in_the_example_of_the_standard(monkeypatch):
    monkeypatch.setattr("luodi.signing.sm2.secrets.randbelow", lambda _: EXAMPLE_DRAWN - 1)
    key = Sm2(private_key=EXAMPLE_KEY)
    assert key.public_key == EXAMPLE_POINT
    assert key.sign(b"message digest").hex() == EXAMPLE_SIGNATURE


@needs_sm
def test_sm2_knows_its_own_signature_and_no_other(tmp_path):
    make_sm2_key(tmp_path)
    assert (tmp_path / "sm2.key").stat().st_mode & 0o777 == 0o600
    own = Sm2.from_folder(tmp_path)
    reader, signature = Sm2(public_key=own.public_key), own.sign(sealed())
    assert reader.verify(sealed(), signature)
    assert not reader.verify(sealed() + b" ", signature)
    assert not reader.verify(sealed(), signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not any(reader.verify(sealed(), wrong) for wrong in (b"", bytes(64), b"\xff" * 64, signature + b"\0"))


@needs_sm
def test_an_sm2_key_that_begins_like_the_mark_of_a_point_is_kept_whole():
    number = next(number for number in range(1, 2000) if Sm2(private_key=f"{number:064x}").public_key.startswith("0"))
    own = Sm2(private_key=f"{number:064x}")
    assert Sm2(public_key=own.public_key).verify(b"x", own.sign(b"x"))


@needs_sm
@pytest.mark.parametrize("keys", [{"public_key": "00" * 64}, {"public_key": "zz"}, {"private_key": "0" * 64}, {}])
def test_an_sm2_key_that_is_none(keys):
    with pytest.raises(BadKeys, match="curve"):
        Sm2(**keys)


def test_without_the_extra_the_missing_package_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr("luodi.signing.sm2.gmssl_sm2", None)
    with pytest.raises(BadKeys, match="package"):
        Sm2(private_key=EXAMPLE_KEY)
    with pytest.raises(BadKeys, match="package"):
        make_sm2_key(tmp_path)


def test_without_the_extra_a_device_is_refused_in_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    monkeypatch.delitem(sys.modules, "luodi.signing.token", raising=False)
    with pytest.raises(BadKeys, match="package"):
        token_signer(Token(library=Path("no.so"), label="city", chain=folder(AUTHORITY) / "chain.pem", pin="1"))


def test_the_package_is_read_without_the_extras_and_without_the_reader_of_pdf():
    """A process that seals nothing waits for none of it."""
    script = "import sys, luodi.signing; print({'pyhanko', 'pkcs11', 'django'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
