"""PDF files made for tests: with text at given places, as a scan, with a password."""

import ctypes
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from luodi.text.tests.licences import FONT

A4 = (595, 842)
LOCKED = b"""%%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
3 0 obj << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> endobj
trailer << /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] >>
""" % (b"01" * 32, b"02" * 32)


def pdf_of(path: Path, *pages: Iterable[tuple[float, float, float, str]], size: tuple[float, float] = A4) -> Path:
    """Pieces are x, y from the top, size in points, words."""
    document = pypdfium2.PdfDocument.new()
    data = FONT.read_bytes()
    buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
    font = raw.FPDFText_LoadFont(document.raw, buffer, len(data), raw.FPDF_FONT_TRUETYPE, 1)
    for pieces in pages:
        page = document.new_page(*size)
        for x, y, points, words in pieces:
            piece = raw.FPDFPageObj_CreateTextObj(document.raw, font, points)
            encoded = f"{words}\0".encode("utf-16-le")
            raw.FPDFText_SetText(piece, (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded))
            raw.FPDFPageObj_Transform(piece, 1, 0, 0, 1, x, size[1] - y)
            raw.FPDFPage_InsertObject(page.raw, piece)
        page.gen_content()
    document.save(path)
    return path
