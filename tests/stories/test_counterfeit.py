"""At a bank's counter a licence is shown: genuine, changed, borrowed, out of date. The clerk asks the page."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from luodi.accounts.models import Throttle
from luodi.approvals.actions.licensing import replace, restore, revoke, suspend
from luodi.approvals.licences import verification
from luodi.approvals.licences.claims import link_of
from luodi.approvals.licences.drawing import draw_letters
from luodi.approvals.licences.files import sealed_file
from luodi.approvals.licences.keys import code_keys
from luodi.approvals.licences.status import sign_list
from luodi.approvals.models import Letter, Licence
from luodi.companies.models import Company
from luodi.ledger.models import Attachment, Event
from luodi.signing.authority import make_test_authority
from luodi.signing.paper import render
from luodi.signing.signer import FileSigner
from luodi.signing.status import read_list
from tests.approving import Approving
from tests.cast import Cast, local
from tests.certificates import drawn, issued

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 4, 9)
VERIFY = "/verify/"


@pytest.fixture
def city() -> Iterator[Approving]:
    with time_machine.travel(NOW, tick=False):
        yield Approving(Cast())


@pytest.fixture
def licence(city: Approving) -> Licence:
    return drawn(city, NOW)


@pytest.fixture
def clerk(client: Client) -> Client:
    return client


def text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def shown(clerk: Client, pdf: bytes, name: str = "licence.pdf") -> HttpResponse:
    return clerk.post(VERIFY, {"how": "file", "file-file": SimpleUploadedFile(name, pdf, "application/pdf")})


def typed(clerk: Client, number: str, last: str = "") -> HttpResponse:
    return clerk.post(VERIFY, {"how": "number", "number-number": number, "number-last": last})


def state(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return answer.context["verdict"].state


def test_the_file_itself_is_good_and_says_that_a_test_authority_made_it(clerk: Client, licence: Licence):
    answer = shown(clerk, sealed_file(licence.digest))

    assert state(answer) == "valid"
    page = text(answer)
    assert licence.number in page
    assert "由测试机构签发" in page
    assert licence.holder_name not in page


def test_nothing_of_a_file_that_is_shown_is_kept(clerk: Client, licence: Licence):
    before = Attachment.objects.count(), Event.objects.count()
    shown(clerk, sealed_file(licence.digest))
    assert (Attachment.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize("place", [0.2, 0.5, 0.98])
def test_a_changed_byte_is_found_wherever_it_is(clerk: Client, licence: Licence, place: float):
    pdf = bytearray(sealed_file(licence.digest))
    pdf[int(len(pdf) * place)] ^= 1
    answer = shown(clerk, bytes(pdf))
    assert state(answer) in {"altered", "unsigned", "other_authority", "unreadable"}
    assert answer.context["verdict"].tone == "warn"


@pytest.mark.parametrize("added", [b"\n", b"%%EOF\n", b"1 0 obj<</Type/Page>>endobj\n" * 20])
def test_bytes_added_after_the_seal_are_found(clerk: Client, licence: Licence, added: bytes):
    assert state(shown(clerk, sealed_file(licence.digest) + added)) == "added"


def test_a_page_written_over_it_by_an_editor_is_found(clerk: Client, licence: Licence):
    writer = IncrementalPdfFileWriter(BytesIO(sealed_file(licence.digest)))
    writer.root["/Lang"] = pdf_string("en")
    writer.update_root()
    edited = BytesIO()
    writer.write(edited)
    assert state(shown(clerk, edited.getvalue())) in {"added", "altered"}


def test_a_copy_saved_anew_has_lost_its_seal(clerk: Client, licence: Licence):
    writer = copy_into_new_writer(PdfFileReader(BytesIO(sealed_file(licence.digest))))
    copied = BytesIO()
    writer.write(copied)
    assert state(shown(clerk, copied.getvalue())) in {"unsigned", "altered"}


def test_a_seal_of_another_authority_is_not_ours(clerk: Client, licence: Licence, tmp_path):
    make_test_authority(tmp_path / "keys", "别的城市")
    stranger = FileSigner(tmp_path / "keys")
    paper = render("sheet", {"title": "许可证", "columns": ["持证人"], "rows": [["假冒食品有限公司"]]})
    forged = stranger.sign_pdf(paper, reason="", location="", now=NOW)
    assert state(shown(clerk, forged)) == "other_authority"


def test_a_file_sealed_by_us_that_no_register_knows_is_not_vouched_for(clerk: Client, licence: Licence):
    pdf = sealed_file(licence.digest)
    Licence.objects.filter(pk=licence.pk).update(digest="0" * 64)
    assert state(shown(clerk, pdf)) == "unknown"


@pytest.mark.parametrize(
    ("content", "expected"), [(b"", "unreadable"), (b"MZ\x90\x00", "unreadable"), (b"%PDF-1.7\n%%EOF", "unsigned")]
)
def test_what_is_no_certificate_is_said_to_be_none(clerk: Client, licence: Licence, content: bytes, expected: str):
    assert state(shown(clerk, content)) == expected


def test_a_file_too_large_is_refused_before_anything_looks_at_it(clerk: Client, licence: Licence, monkeypatch):
    monkeypatch.setattr(verification, "verify_pdf", lambda *_: pytest.fail("looked at"))
    answer = shown(clerk, b"%PDF-" + b"0" * (5 * 1024 * 1024))
    assert answer.status_code == 422
    assert "5 MB" in text(answer)


def test_the_code_on_the_paper_opens_the_page(clerk: Client, licence: Licence):
    """A counterfeiter prints the code of another licence: the page says whose it is, and the clerk compares."""
    link = link_of(licence.code)
    assert re.fullmatch(r"[0-9A-Z $%*+\-./:]+", link)  # so that the drawing stays small
    answer = clerk.get(link.removeprefix("HTTP://TESTSERVER"))

    assert state(answer) == "valid"
    page = text(answer)
    assert "逐字核对" in page
    assert licence.number in page
    assert "新港" in page
    assert licence.holder_name not in page
    assert "假冒食品有限公司" not in page


@pytest.mark.parametrize(
    "as_scanned", [lambda one: one.code, lambda one: link_of(one.code), lambda one: f"{link_of(one.code)}\r\n"]
)
def test_a_scanner_types_the_code_into_the_form(clerk: Client, licence: Licence, as_scanned):
    assert state(clerk.post(VERIFY, {"how": "code", "code-code": as_scanned(licence)})) == "valid"


@pytest.mark.parametrize("wrong", ["LD1:", "LD1:ABC", "nothing", "LD1:" + "A" * 500, "LD1:%00", "你好"])
def test_a_code_that_is_none_is_not_believed(clerk: Client, licence: Licence, wrong: str):
    assert state(clerk.post(VERIFY, {"how": "code", "code-code": wrong})) in {"forged", "other_authority"}


def test_a_code_with_one_character_changed_is_not_believed(clerk: Client, licence: Licence):
    for at in range(10, len(licence.code), 37):
        other = "7" if licence.code[at] != "7" else "8"
        said = licence.code[:at] + other + licence.code[at + 1 :]
        assert state(clerk.post(VERIFY, {"how": "code", "code-code": said})) in {"forged", "other_authority"}


def test_by_its_number_the_name_is_masked(clerk: Client, licence: Licence):
    answer = typed(clerk, licence.number.lower().replace("-", " "))
    assert state(answer) == "valid"
    assert answer.context["verdict"].holder == "新港******"
    assert licence.holder_name not in text(answer)


def test_with_the_last_four_of_the_holders_code_the_name_is_whole(clerk: Client, licence: Licence):
    assert licence.holder_name in text(typed(clerk, licence.number, "0130"))


def test_with_wrong_last_four_nothing_is_said_of_it(clerk: Client, licence: Licence):
    answer = typed(clerk, licence.number, "0131")
    assert state(answer) == "mismatch"
    assert "新港" not in text(answer)


def test_a_number_that_nobody_has_is_not_found(clerk: Client, licence: Licence):
    assert state(typed(clerk, "SP-2021-379900-00000000-0")) == "unknown"
    assert state(typed(clerk, "不是编号")) == "unknown"


def test_what_was_decided_about_it_shows_at_once(clerk: Client, city: Approving, licence: Licence):
    head, number = city.by(city.planning_head), licence.number
    suspend(viewer=head, number=number, reason="检查发现问题")
    assert state(typed(clerk, number)) == "suspended"
    assert state(shown(clerk, sealed_file(licence.digest))) == "suspended"
    assert "检查发现问题" not in text(typed(clerk, number))
    restore(viewer=head, number=number, reason="已整改")
    assert state(typed(clerk, number)) == "valid"
    revoke(viewer=head, number=number, reason="以欺骗手段取得")
    assert state(typed(clerk, number)) == "revoked"


def test_a_replaced_one_leads_to_its_successor(clerk: Client, city: Approving, licence: Licence):
    new = replace(viewer=city.by(city.planner), number=licence.number, reason="地址写错")
    answer = typed(clerk, licence.number)
    assert (state(answer), answer.context["verdict"].successor) == ("replaced", new.number)
    assert state(typed(clerk, answer.context["verdict"].successor)) == "valid"


def test_when_its_time_is_over_it_is_genuine_and_expired(clerk: Client, licence: Licence):
    with time_machine.travel(local(2023, 1, 3, 23, 30), tick=False):
        assert state(typed(clerk, licence.number)) == "valid"
    with time_machine.travel(local(2023, 1, 4, 0, 30), tick=False):
        assert state(typed(clerk, licence.number)) == "expired"


def test_a_letter_that_is_shown_is_recognised(clerk: Client, city: Approving):
    city.filed()
    issued(city)
    draw_letters(NOW)
    letter = Letter.objects.first()
    answer = shown(clerk, sealed_file(letter.digest))
    assert state(answer) == "valid"
    assert letter.number in text(answer)


def test_who_tries_number_after_number_is_slowed_down(clerk: Client, licence: Licence):
    answers = [typed(clerk, f"GH-2021-379900-{n:08d}-0").status_code for n in range(61)]
    assert answers[:60] == [200] * 60
    assert answers[60] == 429
    assert Throttle.objects.exists()
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert typed(clerk, licence.number).status_code == 200


def test_the_signed_list_names_only_what_is_no_longer_good(clerk: Client, city: Approving, licence: Licence):
    other = drawn(city, NOW)
    suspend(viewer=city.by(city.planner), number=licence.number, reason="检查")
    assert (sign_list(NOW), sign_list(NOW)) == (1, 0)

    raw = clerk.get(reverse("portal:status_list")).content
    listed = read_list(raw, code_keys())
    assert (listed.state_of(licence.number), listed.state_of(other.number)) == ("suspended", None)
    assert licence.number.encode() not in raw

    restore(viewer=city.by(city.planner), number=licence.number, reason="整改")
    suspend(viewer=city.by(city.planner), number=other.number, reason="检查")
    assert sign_list(NOW) == 1
    listed = read_list(clerk.get(reverse("portal:status_list")).content, code_keys())
    assert (listed.state_of(licence.number), listed.state_of(other.number)) == (None, "suspended")


def test_the_page_to_keep_is_a_download_with_the_newest_list_in_it(clerk: Client, city: Approving, licence: Licence):
    suspend(viewer=city.by(city.planner), number=licence.number, reason="检查")
    sign_list(NOW)
    answer = clerk.get(reverse("portal:offline_verifier"))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    page = answer.content.decode()
    known = json.loads(re.search(r'<script[^>]*id="known"[^>]*>(.*?)</script>', page, re.S)[1])
    assert read_list(base64.b64decode(known["list"]), code_keys()).state_of(licence.number) == "suspended"


def test_a_name_is_masked_so_that_it_can_still_be_compared(city: Approving):
    firm = Company.objects.create(name="远海新能源科技（青岛）有限公司", name_key="远海新能源")
    masked = verification.masked(firm.name, firm=True)
    assert len(masked) == len(firm.name)
    assert masked.startswith("远海")
    assert masked.endswith("有限公司")
    assert verification.masked("王大力", firm=False) == "王**"
