"""Letters as files: their words in order, and a code for each thing that can be wrong with a file."""

import io
import os
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from PIL import Image

from luodi.text.packages import OLE
from luodi.text.papers import TROUBLES, read_paper, seeing
from luodi.text.papers.boxes import Box
from luodi.text.papers.children import asked
from luodi.text.papers.paper import DOCX, PaperError
from luodi.text.tests.licences import SUN
from luodi.text.tests.pdfs import LOCKED, pdf_of
from luodi.text.tests.test_read_licences import WHOLE

PDF, TXT, EML = "application/pdf", "text/plain; charset=utf-8", "message/rfc822"
LETTER = "我公司拟投资12亿元建设光伏组件项目。"


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "paper"
    path.write_bytes(data)
    return path


def docx_with(fill) -> bytes:
    document, buffer = Document(), io.BytesIO()
    fill(document)
    document.save(buffer)
    return buffer.getvalue()


def letter_with_table(document) -> None:
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.add_paragraph("投资意向函")
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(
        table._cells, ["总投资", "12亿元", "用地", "180亩", "联系人", "穆先生", "电话", ""], strict=True
    ):
        cell.text = text
    table.cell(1, 2).merge(table.cell(1, 3))
    paragraph = document.add_paragraph(LETTER)
    paragraph.add_run("不给人看的话").font.hidden = True
    inserted = OxmlElement("w:ins")
    inserted.append(paragraph.add_run("请安排对接。")._r)
    paragraph._p.append(inserted)


def test_a_letter_of_word_keeps_paragraphs_and_tables_in_order_and_leaves_out_what_is_hidden(tmp_path):
    paper = read_paper(kept(tmp_path, docx_with(letter_with_table)), DOCX)
    assert paper.text.splitlines() == [
        "投资意向函",
        "总投资：12亿元；用地：180亩",
        "联系人，穆先生，电话",
        f"{LETTER}请安排对接。",
    ]
    assert (paper.trouble, paper.licence) == ("", None)


def test_a_printed_letter_has_its_lines_joined_where_the_margin_broke_them(tmp_path):
    lines = ["我公司拟在贵市投资建设光伏组件项目，总投资约1", "2亿元，请提供用地。", "联系人：穆先生"]
    pieces = [(80, 100 + 20 * row, 12, line) for row, line in enumerate(lines)]
    paper = read_paper(pdf_of(tmp_path / "letter.pdf", pieces), PDF)
    assert paper.text.splitlines() == [lines[0] + lines[1], lines[2]]


def test_a_licence_issued_as_a_file_is_read_without_the_eye(tmp_path, monkeypatch):
    monkeypatch.setattr(seeing, "eye_available", lambda: False)
    pieces = [(x / 2, (y + 36) / 2, 15, words) for x, y, words, *_ in WHOLE]
    paper = read_paper(pdf_of(tmp_path / "licence.pdf", pieces, size=(842, 595)), PDF)
    assert (paper.licence.code, paper.licence.name, paper.text) == (SUN.code, SUN.name, "")
    assert len(paper.licence.known()) >= 11


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_plain_text_is_read_in_the_encodings_people_save_it_in(tmp_path, encoding):
    assert read_paper(kept(tmp_path, f"{LETTER}\r\n穆先生".encode(encoding)), TXT).text == f"{LETTER}\n穆先生"


def test_a_mail_gives_subject_body_and_signature_but_no_attachment(tmp_path):
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "投资意向", "穆先生 <a@example.invalid>"
    mail.set_content(f"{LETTER}\n\n-- \n穆先生 13900000001", charset="gb18030")
    mail.add_attachment("附件里的话", filename="plan.txt")
    assert read_paper(kept(tmp_path, mail.as_bytes()), EML).text == f"投资意向\n{LETTER}\n\n-- \n穆先生 13900000001"


def test_a_mail_of_html_alone_gives_what_is_shown(tmp_path):
    mail = EmailMessage()
    mail["Subject"] = "Plan"
    mail.set_content(
        "<style>p {}</style><body><p>We plan to\ninvest USD 5 million.</p><script>x()</script></body>",
        subtype="html",
    )
    assert read_paper(kept(tmp_path, mail.as_bytes()), EML).text == "Plan\nWe plan to invest USD 5 million."


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def entities() -> bytes:
    whole = docx_with(lambda document: document.add_paragraph(LETTER))
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    prologue = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    parts["word/document.xml"] = prologue + parts["word/document.xml"].split(b"?>", 1)[1]
    return zipped(parts)


@pytest.mark.parametrize(
    ("media_type", "data", "trouble"),
    [
        (PDF, b"%PDF-1.7 and then nothing", "broken"),
        (PDF, LOCKED, "locked"),
        (DOCX, b"PK\x03\x04 cut off", "broken"),
        (DOCX, OLE + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (DOCX, OLE + b"a letter of 1997", "unreadable"),
        (DOCX, zipped({"word/document.xml": b"0" * 130_000_000}), "too_long"),
        (DOCX, entities(), "too_long"),
        (DOCX, zipped({"word/document.xml": b"<a>"}), "broken"),
        (DOCX, docx_with(lambda document: None), "no_text"),
        (TXT, b" \n ", "no_text"),
        (TXT, b"\0\1\2\xff", "broken"),
        (EML, b"no headers at all", "broken"),
        ("application/zip", b"PK", "unreadable"),
    ],
)
def test_what_is_wrong_with_a_file_is_a_code(tmp_path, media_type, data, trouble):
    paper = read_paper(kept(tmp_path, data), media_type)
    assert (paper.trouble, paper.text, paper.licence) == (trouble, "", None)
    assert trouble in TROUBLES


def test_of_a_text_that_is_too_long_the_beginning_is_read(tmp_path):
    paper = read_paper(kept(tmp_path, (LETTER * 5_000).encode()), TXT)
    assert (paper.trouble, len(paper.text)) == ("too_long", 50_000)


def test_a_file_that_is_gone_is_a_code_too(tmp_path):
    assert read_paper(tmp_path / "gone", TXT).trouble == "unreadable"


def test_without_the_extra_a_picture_and_a_scan_say_so(tmp_path, monkeypatch):
    monkeypatch.setattr(seeing, "eye_available", lambda: False)
    Image.new("RGB", (400, 300)).save(tmp_path / "photo.png")
    Image.new("RGB", (400, 300)).save(tmp_path / "scan.pdf")
    assert read_paper(tmp_path / "photo.png", "image/png").trouble == "no_ocr"
    assert read_paper(tmp_path / "scan.pdf", PDF).trouble == "no_ocr"


def test_any_eye_serves(tmp_path):
    def eye(path, media_type, time_limit):
        return [
            [Box(LETTER, 0, 0, 600, 30)],
            [Box(words, x, y, x + 30 * len(words), y + 36) for x, y, words, *_ in WHOLE],
        ]

    assert read_paper(kept(tmp_path, b"?"), "image/jpeg", eye=eye).licence.code == SUN.code


def test_a_child_that_takes_too_long_is_killed_and_leaves_nothing_behind(tmp_path):
    path = kept(tmp_path, LETTER.encode())
    assert read_paper(path, TXT, time_limit=0.02).trouble == "timeout"
    assert processes_with(path) == []


def processes_with(path: Path) -> list[str]:
    """Command lines of this machine's processes that name a file."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_bytes()
        except OSError:
            continue
        if os.fsencode(path) in line:
            found.append(process.parent.name)
    return found


def test_a_child_that_dies_is_a_code(tmp_path):
    with pytest.raises(PaperError) as died:
        asked("luodi.text.papers.no_such_program", kept(tmp_path, b""), TXT, 10)
    assert died.value.code == "unreadable"


@pytest.mark.parametrize(
    "deed",
    ["socket.create_connection(('127.0.0.1', 9), 1)", "subprocess.run(['true'])", "path.write_bytes(b'0')"],
)
def test_a_child_can_neither_call_out_nor_start_a_program_nor_write(tmp_path, deed):
    program = f"""
import socket, subprocess
from luodi.text.papers.answering import answer
def work(path, media_type):
    try:
        {deed}
    except (PermissionError, OSError) as refused:
        return {{"refused": type(refused).__name__}}
    return {{}}
answer(work)
"""
    command = [sys.executable, "-c", program, str(kept(tmp_path, b"")), TXT, "10"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "refused" in done.stdout
    assert "ConnectionRefused" not in done.stdout


def test_the_process_that_asks_stays_light():
    program = "import sys, luodi.text.papers; print({'docx', 'PIL', 'pypdfium2', 'cv2', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_child_knows_no_secret_of_its_parent(tmp_path, monkeypatch):
    monkeypatch.setenv("LUODI_SECRET_KEY", "x")
    seen = {}
    monkeypatch.setattr(
        subprocess, "run", lambda *args, env, **rest: seen.update(env) or subprocess.CompletedProcess([], 1)
    )
    read_paper(kept(tmp_path, b""), TXT)
    assert "PATH" in seen
    assert not any(name.startswith(("LUODI", "DATABASE")) for name in seen)
