"""The bulletin in Word: margins and letters of official papers (GB/T 9704), no macro, no linked field.

Each font that an office may not have names the one to be taken instead; WPS and Word read that alike.
"""

import io
import re
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as Opened
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from luodi.bulletin.drawing.paper import Paper, Section, Table

TITLE, BODY, HEADING, SMALL = "方正小标宋简体", "仿宋_GB2312", "黑体", "仿宋_GB2312"
INSTEAD = {TITLE: "宋体", BODY: "仿宋", HEADING: "微软雅黑"}
RED = RGBColor(0xC8, 0x10, 0x2E)
LINE = Pt(28)  # 22 lines on a page
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # in the order of the schema
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML cannot hold them


def drawn(paper: Paper) -> bytes:
    document = Document()
    _page(document)
    _fonts(document)
    _head(document, paper)
    for section in paper.sections:
        _section(document, section)
    _foot(document, paper)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document: Opened) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    _name(normal.element.get_or_add_rPr(), BODY)
    document.core_properties.author = document.core_properties.comments = ""


def _fonts(document: Opened) -> None:
    """The table of fonts names what stands in for each."""
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable"))
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for name, instead in INSTEAD.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", rows.encode() + b"</w:fonts>")


def _name(properties: Any, font: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for side in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(side), font)


def _head(document: Opened, paper: Paper) -> None:
    _said(document, paper.heading, font=TITLE, size=36, colour=RED, align=WD_ALIGN_PARAGRAPH.CENTER, exact=False)
    if paper.issue:
        _said(document, paper.issue, align=WD_ALIGN_PARAGRAPH.CENTER)
    between = _said(document, f"{paper.sender}\t{paper.dated}")
    between.paragraph_format.tab_stops.add_tab_stop(Mm(156), 2)  # right
    _ruled(between, "bottom", "C8102E", 18)
    _said(document, "")
    _said(document, paper.title, font=TITLE, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, exact=False)
    _said(document, "")


def _section(document: Opened, section: Section) -> None:
    _said(document, section.title, font=HEADING, indented=True)
    for text in section.paragraphs:
        _said(document, text, indented=True)
    for table in section.tables:
        _table(document, table)


def _table(document: Opened, table: Table) -> None:
    if table.caption:
        _said(document, table.caption, font=HEADING, size=14, align=WD_ALIGN_PARAGRAPH.CENTER)
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    whole = sum(table.widths)
    for row, texts in zip(made.rows, [table.columns, *table.rows], strict=True):
        for cell, text, share in zip(row.cells, texts, table.widths, strict=True):
            cell.width = Mm(156 * share / whole)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = 1.1
            _run(paragraph, text, HEADING if texts is table.columns else BODY, 10.5)
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    _said(document, "", size=8)


def _foot(document: Opened, paper: Paper) -> None:
    _said(document, "")
    copies = _said(document, paper.copies, size=14)
    _ruled(copies, "top", "000000", 8)
    printed = _said(document, paper.printed, size=14, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _ruled(printed, "bottom", "000000", 8)
    _page_number(document)


def _page_number(document: Opened) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(footer, "— ", BODY, 14)
    number = _run(footer, "", BODY, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        number._r.append(element)
    _run(footer, " —", BODY, 14)


def _said(
    document: Opened,
    text: str,
    *,
    font: str = BODY,
    size: float = 16,
    colour: RGBColor | None = None,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    indented: bool = False,
    exact: bool = True,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    if exact:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    if indented:
        shape.first_line_indent = Pt(2 * size)
    run = _run(paragraph, text, font, size)
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _run(paragraph: Paragraph, text: str, font: str, size: float) -> Run:
    run = paragraph.add_run(FORBIDDEN.sub("", text))
    run.font.size = Pt(size)
    _name(run._r.get_or_add_rPr(), font)
    return run


def _ruled(paragraph: Paragraph, side: str, colour: str, eighths: int) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in _line(colour, eighths):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def _line(colour: str, eighths: int) -> Iterable[tuple[str, str]]:
    return (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour))
