"""A sealed paper is known for what it is, and so is everything that was done to it since."""

import asyncio
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from luodi.signing import FileSigner, PdfVerdict, read_roots, render, verify_pdf
from luodi.signing.authority import YEARS, certificate, private_bytes, subject
from luodi.signing.tests.cases import AUTHORITY, LICENCE, NOW, folder, sealed, signer

ROOTS = signer().roots
PLACE = re.search(rb"<[0-9a-fA-F]{2000,}>", sealed())
ISSUERS = read_roots((folder(AUTHORITY) / "root.pem").read_bytes())


def test_a_sealed_paper_is_whole_intact_and_says_by_whom_and_when():
    verdict = verify_pdf(sealed(), ROOTS)
    assert (verdict.ok, verdict.intact, verdict.trusted, verdict.whole_file) == (True, True, True, True)
    assert (verdict.signer_name, verdict.signed_at, verdict.faults) == (AUTHORITY, NOW, [])


def test_a_test_authority_is_named_as_one():
    assert verify_pdf(sealed(), ROOTS).test_authority
    assert verify_pdf(sealed(), ISSUERS).test_authority


def test_the_seal_is_of_the_kind_that_is_asked_for():
    assert b"/ETSI.CAdES.detached" in sealed()


def test_a_paper_without_a_seal():
    verdict = verify_pdf(render("licence", LICENCE), ROOTS)
    assert (verdict.ok, verdict.faults) == (False, ["unsigned"])


def test_a_byte_that_was_changed():
    pdf = bytearray(sealed())
    pdf[len(render("licence", LICENCE)) // 2] ^= 1
    verdict = verify_pdf(bytes(pdf), ROOTS)
    assert (verdict.ok, verdict.intact, verdict.faults) == (False, False, ["altered"])


def test_bytes_that_were_added_after_the_seal():
    verdict = verify_pdf(sealed() + b"\n%more", ROOTS)
    assert (verdict.ok, verdict.whole_file, verdict.faults) == (False, False, ["added_after"])


def test_a_paper_that_was_written_on_after_the_seal():
    writer = IncrementalPdfFileWriter(BytesIO(sealed()))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    output = BytesIO()
    writer.write(output)
    verdict = verify_pdf(output.getvalue(), ROOTS)
    assert (verdict.ok, verdict.intact, verdict.faults) == (False, True, ["revised"])


def test_a_seal_of_another_authority_even_under_the_same_name():
    other = signer(f"{AUTHORITY} ").sign_pdf(render("licence", LICENCE), reason="", location="", now=NOW)
    verdict = verify_pdf(other, ROOTS)
    assert (verdict.ok, verdict.intact, verdict.trusted, verdict.faults) == (False, True, False, ["untrusted"])
    assert not verdict.test_authority


def test_a_seal_that_has_the_same_issuer_and_the_same_name(tmp_path):
    """Who issues certificates issues them to anybody; to trust him is to trust all whom he gave one."""
    root_key, valid = ec.generate_private_key(ec.SECP256R1()), (NOW, NOW + YEARS)
    root_name, own_name = subject("发证机构", "发证机构 Root"), subject(AUTHORITY, AUTHORITY)
    root = certificate(root_name, root_key.public_key(), root_name, root_key, valid, is_authority=True)
    signers = []
    for name in ("one", "other"):
        keys, key = shutil.copytree(folder(AUTHORITY), tmp_path / name), ec.generate_private_key(ec.SECP256R1())
        own = certificate(own_name, key.public_key(), root_name, root_key, valid, is_authority=False)
        (keys / "seal.key").write_bytes(private_bytes(key))
        (keys / "chain.pem").write_bytes(own.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM))
        signers.append(FileSigner(keys))
    one, other = signers
    pdf = other.sign_pdf(render("licence", LICENCE), reason="", location="", now=NOW)
    assert verify_pdf(pdf, one.roots).faults == ["untrusted"]
    assert verify_pdf(pdf, other.roots).ok
    assert verify_pdf(pdf, read_roots(root.public_bytes(Encoding.PEM))).ok


def test_no_root_trusts_nobody():
    assert verify_pdf(sealed(), ()).faults == ["untrusted"]


@pytest.mark.parametrize("roots", [ROOTS, ISSUERS], ids=["seal", "issuer"])
def test_a_seal_from_before_or_after_the_certificate_was_valid(roots):
    for away in (timedelta(days=-400), timedelta(days=4000)):
        pdf = signer().sign_pdf(render("licence", LICENCE), reason="", location="", now=NOW + away)
        verdict = verify_pdf(pdf, roots)
        assert (verdict.ok, verdict.intact, verdict.faults) == (False, True, ["outside_validity"])


def test_a_second_seal_is_good_only_where_two_are_wanted():
    twice = signer().sign_pdf(sealed(), reason="联审", location="青岛", now=NOW)
    assert verify_pdf(twice, ROOTS).faults == ["signature_count"]
    assert verify_pdf(twice, ROOTS, signatures=2).ok
    assert verify_pdf(sealed(), ROOTS, signatures=2).faults == ["signature_count"]


def test_a_seal_beside_that_of_a_stranger():
    strange = signer("另一家").sign_pdf(render("licence", LICENCE), reason="", location="", now=NOW)
    both = signer().sign_pdf(strange, reason="", location="", now=NOW)
    assert verify_pdf(both, ROOTS, signatures=2).faults == ["untrusted"]


@pytest.mark.parametrize(
    ("pdf", "fault"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n" + bytes(40_000_000), "too_large"),
        (b"PK\x03\x04 a parcel", "not_pdf"),
        (b"%PDF-1.7\nnothing", "unsigned"),
        (b"%PDF-1.7\n/ByteRange [0 1 2 3]", "broken"),
        (b"%PDF-1.7\n/ByteRange [0 9 5 999999999]", "broken"),
    ],
)
def test_what_is_no_paper_at_all_gets_a_verdict_too(pdf, fault):
    assert verify_pdf(pdf, ROOTS).faults == [fault]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_paper_that_was_cut_off(share):
    verdict = verify_pdf(sealed()[: int(share * len(sealed()))], ROOTS)
    assert not verdict.ok
    assert verdict.faults[0] in ("unsigned", "broken", "altered")


def test_no_byte_can_be_changed_unseen():
    """In the place of the signature, whose wrapping nothing signs, almost each is tried."""
    places = [*range(0, len(sealed()), 97), *range(PLACE.start(), PLACE.end(), 3)]
    assert [at for at in places if verdict_after_change(at).ok] == []
    assert all(verdict_after_change(at).faults for at in places[::50])


def verdict_after_change(at: int) -> PdfVerdict:
    pdf = bytearray(sealed())
    pdf[at] ^= 1
    return verify_pdf(bytes(pdf), ROOTS)


def test_nothing_can_be_hidden_behind_the_signature():
    pdf, end = bytearray(sealed()), PLACE.end() - 1
    assert pdf[end - 4 : end] == b"0000"
    pdf[end - 4 : end] = b"1234"
    assert verify_pdf(bytes(pdf), ROOTS).faults == ["altered"]


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_get_an_answer(tail):
    assert not verify_pdf(b"%PDF-1.7\n" + tail, ROOTS).ok
    assert not verify_pdf(sealed() + b"\n" + tail, ROOTS).ok


def test_nothing_is_unpacked_that_nobody_known_has_signed(monkeypatch):
    monkeypatch.setattr("luodi.signing.verify.read_closely", lambda *_: pytest.fail("it was read"))
    other = signer("另一家").sign_pdf(render("licence", LICENCE), reason="", location="", now=NOW)
    assert verify_pdf(other, ROOTS).faults == ["untrusted"]


def test_a_thread_with_a_loop_of_its_own_can_seal_and_check():
    async def inside() -> bool:
        pdf = signer().sign_pdf(render("licence", LICENCE), reason="", location="", now=NOW)
        return verify_pdf(pdf, ROOTS).ok

    # A thread of its own: where a browser is driven too, this one has a loop running already.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asyncio.run, inside()).result()
