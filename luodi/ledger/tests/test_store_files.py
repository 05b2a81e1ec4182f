"""Files are judged by what is in them, and never come back as a page."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import translation
from openpyxl import Workbook

from luodi.ledger.attachments import BadFile, attachment_response, clean_name, open_attachment, path_of, store
from luodi.ledger.models import Attachment
from luodi.ledger.tests.helpers import NOON

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 64
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 64
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64
PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 20
EXE = b"MZ\x90\0" + b"\0" * 256


@pytest.fixture(autouse=True)
def root(settings, tmp_path, db):
    settings.ATTACHMENT_ROOT = tmp_path / "attachments"
    return settings.ATTACHMENT_ROOT


def office(folder: str, *more: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in ("[Content_Types].xml", f"{folder}/document.xml", *more):
            file.writestr(name, "<x/>")
    return packed.getvalue()


def workbook() -> bytes:
    packed = io.BytesIO()
    Workbook().save(packed)
    return packed.getvalue()


def upload(name: str, content: bytes, **more: object) -> Attachment:
    file = SimpleUploadedFile(name, content)
    return store(file, subject="E2021-1", actor="user:1", now=NOON, **more)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("营业执照.jpg", JPG, "image/jpeg"),
        ("照片.JPEG", JPG, "image/jpeg"),
        ("图.png", PNG, "image/png"),
        ("图.webp", WEBP, "image/webp"),
        ("IMG_0001.HEIC", HEIC, "image/heic"),
        ("可研报告 2021.01.04.pdf", PDF, "application/pdf"),
        ("说明.txt", "屋顶十二万平方米".encode(), "text/plain; charset=utf-8"),
        ("清单.csv", "\ufeff名称,面积\n厂房,1200\n".encode(), "text/csv; charset=utf-8"),
        ("表.xlsx", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            "合同.docx",
            office("word"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "介绍.pptx",
            office("ppt"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
    ],
)
def test_usual_files_are_kept_as_they_are(name, content, media_type):
    kept = upload(name, content)
    assert (kept.name, kept.size, kept.media_type) == (name, len(content), media_type)
    assert kept.digest == hashlib.sha256(content).hexdigest()
    with open_attachment(kept) as file:
        assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.pdf", b"", "empty"),
        ("工具.exe", EXE, "unknown"),
        ("页.html", b"<html></html>", "unknown"),
        ("图.svg", b"<svg/>", "unknown"),
        ("包.zip", office("x"), "unknown"),
        ("没有扩展名", PDF, "unknown"),
        ("发票.pdf", EXE, "disguised"),
        ("发票.pdf", PNG, "disguised"),
        ("发票.pdf", b"<html>" + PDF, "disguised"),
        ("照片.jpg", b"<script>alert(1)</script>", "disguised"),
        ("说明.txt", b"<!DOCTYPE html><p>", "disguised"),
        ("说明.txt", b"x\n<svg onload=alert(1)>", "disguised"),
        ("说明.txt", EXE, "disguised"),
        ("清单.csv", "名称,面积".encode("gb18030"), "disguised"),
        ("表.xlsx", office("word"), "disguised"),
        ("合同.docx", office("word", "word/vbaProject.bin"), "disguised"),
        ("合同.docx", EXE + office("word"), "disguised"),
        ("合同.docx", office("word")[:-40], "disguised"),
        ("合同.docx", b"PK\x03\x04" + b"\0" * 50, "disguised"),
        ("发票.exe.pdf", PDF, "hidden"),
        ("发票.html.pdf", PDF, "hidden"),
        ("发票.pdf.docx", office("word"), "hidden"),
        ("gpj.\u202etxt.exe", EXE, "unknown"),
    ],
)
def test_others_are_refused_with_a_sentence_and_leave_nothing(name, content, code, root):
    with pytest.raises(BadFile) as refused:
        upload(name, content)
    assert refused.value.code == code
    assert "请" in str(refused.value)
    assert not Attachment.objects.exists()
    assert [path for path in root.rglob("*") if path.is_file()] == []
    with translation.override("en"), pytest.raises(BadFile, match=r"lease"):
        upload(name, content)


def test_a_file_beyond_the_limit_is_refused_while_it_arrives(settings, root):
    settings.UPLOAD_LIMIT = 2 * 1024 * 1024
    with pytest.raises(BadFile, match="2 MB"):
        upload("大.pdf", PDF + b"0" * settings.UPLOAD_LIMIT)
    cut_off = SimpleUploadedFile("大.pdf", PDF)
    cut_off.size = 200 * 1024 * 1024
    with pytest.raises(BadFile, match="2 MB"):
        store(cut_off, subject="E2021-1", actor="user:1", now=NOON)
    assert not Attachment.objects.exists()
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_a_form_may_want_fewer_kinds():
    with pytest.raises(BadFile, match="jpg、png"):
        upload("报告.pdf", PDF, allowed=("png", "jpg"))


def test_equal_files_lie_on_the_disk_once(root):
    first, second = upload("a.pdf", PDF), upload("b.pdf", PDF)
    assert path_of(first.digest) == path_of(second.digest)
    assert path_of(first.digest) == root / first.digest[:2] / first.digest[2:4] / first.digest
    assert len([path for path in root.rglob("*") if path.is_file()]) == 1


def test_a_download_is_never_shown_as_a_page():
    response = attachment_response(upload("说明.txt", b"hello"))
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content) == b"hello"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\桌面\\报告.pdf", "报告.pdf"),
        ("../../etc/报告.pdf", "报告.pdf"),
        ("报\u202e告\0.pdf", "报告.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
    ],
)
def test_names_are_cleaned(given, kept):
    assert clean_name(given) == kept


def test_the_upload_note_warns_of_state_secrets(settings):
    settings.UPLOAD_LIMIT = 25 * 1024 * 1024
    page = Template("{% load ledger %}{% upload_note %}{% accepted_files %}").render(Context())
    assert "国家秘密不得上传" in page
    assert "25 MB" in page
    assert ".pdf,.jpg" in page
    with translation.override("en"):
        page = Template("{% load ledger %}{% upload_note %}").render(Context())
    assert "Never upload state secrets" in page
    assert "up to 25 MB" in page
