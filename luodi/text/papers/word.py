"""Text of a DOCX: paragraphs and tables in order, without what is hidden, deleted or repeated on every page."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import XMLSyntaxError

from luodi.text.packages import PackageError, checked_package
from luodi.text.papers.paper import PaperError

MAIN = "word/document.xml"
MEGABYTE = 1024 * 1024
MOST_UNPACKED = 120 * MEGABYTE  # a letter with twenty photos
TROUBLES = {
    "encrypted": "locked",
    "unsafe": "too_long",
    "broken": "broken",
    "other_kind": "broken",
    "old": "unreadable",
}
PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
TEXT, TAB, BREAK, RUN, VANISH = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:r"), qn("w:vanish")
LONGEST_LABEL = 14  # characters


def words_of_docx(path: Path) -> str:
    """Raises PaperError. Nothing in the file runs; macros are not looked at, references are not followed."""
    try:
        checked_package(path.read_bytes(), MAIN, MOST_UNPACKED)
        body = Document(str(path)).element.body
    except PackageError as problem:
        raise PaperError(TROUBLES[problem.code]) from problem
    except (OpcError, XMLSyntaxError, KeyError, ValueError, zipfile.BadZipFile, OSError) as problem:
        raise PaperError("broken") from problem
    return "\n".join(line for line in _lines(body) if line)


def _lines(element: BaseOxmlElement) -> Iterator[str]:
    """Goes through content controls and tracked insertions as if they were not there."""
    for child in element:
        if child.tag == PARAGRAPH:
            yield _words(child)
        elif child.tag == TABLE:
            yield from (_row(row) for row in child.iterchildren(ROW))
        else:
            yield from _lines(child)


def _words(paragraph: BaseOxmlElement) -> str:
    """Deleted text has an element of its own (w:delText) and so is not met."""
    found = []
    for run in paragraph.iter(RUN):
        if next(run.iter(VANISH), None) is None:
            for piece in run:
                if piece.tag == TEXT:
                    found.append(piece.text or "")
                elif piece.tag in (TAB, BREAK):
                    found.append(" " if piece.tag == TAB else "\n")
    return "".join(found).strip()


def _row(row: BaseOxmlElement) -> str:
    """ "总投资：5亿元；用地：50亩" where labels and values alternate, else the cells one behind the other."""
    cells = [" ".join(_lines(cell)).strip() for cell in row.iterchildren(CELL)]
    cells = [cell for cell in cells if cell]
    labels = cells[::2]
    if len(cells) % 2 == 0 and all(_is_label(label) for label in labels):
        return "；".join(f"{label.rstrip('：:')}：{value}" for label, value in zip(labels, cells[1::2], strict=True))
    return "，".join(cells)


def _is_label(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and not any(character.isdigit() for character in text)
