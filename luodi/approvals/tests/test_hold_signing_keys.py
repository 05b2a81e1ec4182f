"""Keys for trying out make themselves, readable by nobody else; keys that were changed are believed as long as kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from django.test import override_settings

from luodi.approvals.licences.drawing import draw_licences
from luodi.approvals.licences.files import sealed_file
from luodi.approvals.licences.keys import code_keys, is_ready, roots, signer
from luodi.approvals.licences.verification import by_code, by_pdf
from luodi.approvals.models import Licence
from luodi.signing import FileSigner, Sm2, make_sm2_key, qr, verify_pdf
from luodi.signing.faults import BadKeys
from tests.approving import Approving
from tests.cast import Cast, local
from tests.certificates import client_of, issued

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 4, 9)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    with override_settings(SIGNER_FOLDER=tmp_path / "keys", HOME=tmp_path):
        yield tmp_path / "keys"


@pytest.fixture
def licence(keys: Path) -> Iterator[Licence]:
    with time_machine.travel(NOW, tick=False):
        yield issued(Approving(Cast()))


def redrawn(licence: Licence) -> Licence:
    Licence.objects.filter(pk=licence.pk).update(digest="")
    draw_licences(NOW)
    licence.refresh_from_db()
    return licence


def test_who_only_reads_makes_no_keys(keys: Path):
    assert not is_ready()
    assert (roots(), dict(code_keys())) == ((), {})
    for address in ("/verify/status-list/", "/verify/offline/"):
        assert client_of().get(address).status_code == 404
    assert not keys.exists()


def test_the_first_certificate_makes_keys_for_trying_out_that_nobody_else_reads(keys: Path, licence: Licence):
    redrawn(licence)
    made = ("seal.key", "code.key", "chain.pem", "root.pem")
    assert {path.name: path.stat().st_mode & 0o777 for path in keys.iterdir()} == dict.fromkeys(made, 0o600)
    assert keys.stat().st_mode & 0o777 == 0o700
    assert signer().is_test
    assert licence.test_authority
    assert "电子证照测试机构" in licence.signed_by


def test_what_former_keys_sealed_is_good_while_they_are_kept(keys: Path, licence: Licence, tmp_path: Path):
    redrawn(licence)
    pdf, code = sealed_file(licence.digest), licence.code
    keys.rename(tmp_path / "old")
    other = redrawn(licence)
    assert other.code != code
    assert by_pdf(pdf, NOW).state == "other_authority"
    assert by_code(code, NOW).state == "other_authority"

    kept = keys / "former" / "2020"
    kept.mkdir(parents=True)
    (kept / "chain.pem").write_bytes((tmp_path / "old" / "chain.pem").read_bytes())
    own = load_pem_private_key((tmp_path / "old" / "code.key").read_bytes(), None)
    public = own.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (kept / "code.pub").write_bytes(public)

    assert verify_pdf(pdf, roots()).ok
    assert by_code(code, NOW).state == "valid"
    assert qr.read(code, code_keys()).test


def test_a_device_that_is_not_there_seals_nothing(keys: Path, licence: Licence):
    redrawn(licence)
    with override_settings(SIGNER_FOLDER=keys.parent / "nowhere", SIGNER="token"):
        assert not is_ready()
        with pytest.raises(BadKeys):
            signer()
    assert FileSigner(keys).public_key == signer().public_key


def test_beside_the_seal_stands_a_signature_of_commercial_cryptography(keys: Path, licence: Licence):
    pytest.importorskip("gmssl")
    redrawn(licence)
    make_sm2_key(keys)
    with override_settings(SM2=True):
        redrawn(licence)
    pdf, beside = sealed_file(licence.digest), bytes.fromhex(licence.detached)
    assert Sm2.from_folder(keys).verify(pdf, beside)
    assert not Sm2.from_folder(keys).verify(pdf + b"\n", beside)
