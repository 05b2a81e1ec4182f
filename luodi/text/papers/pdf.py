"""Text of a PDF that holds text; a scan holds pictures only and is left to the eye."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from luodi.text.papers.boxes import Box, Page, unwrapped
from luodi.text.papers.paper import PaperError

MOST_PAGES = 40
LEAST_TEXT = 12  # characters a page on average: below, it is a scan with a stamp or a page number


@contextmanager
def opened_pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Raises PaperError. Forms and scripts are never initialised."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        locked = problem.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise PaperError("locked" if locked else "broken") from problem
    try:
        yield document
    finally:
        document.close()


def words_of_pdf(path: Path) -> tuple[str, bool]:
    """Text, and whether pages were left off. Raises PaperError, "no_text" for a scan."""
    with opened_pdf(path) as document:
        count = min(len(document), MOST_PAGES)
        try:
            texts = [document[number].get_textpage().get_text_bounded() for number in range(count)]
        except pypdfium2.PdfiumError as problem:
            raise PaperError("broken") from problem
        if sum(len("".join(text.split())) for text in texts) < LEAST_TEXT * count:
            raise PaperError("no_text")
        return "\n".join(unwrapped(text.splitlines()) for text in texts), len(document) > count


def boxes_of_pdf(path: Path) -> Page:
    """The text of the first page by place, for a licence that was issued as a file."""
    with opened_pdf(path) as document:
        page = document[0]
        height, text = page.get_height(), page.get_textpage()
        rectangles = [text.get_rect(number) for number in range(text.count_rects())]
        return [
            Box(words, left, height - top, right, height - bottom)
            for left, bottom, right, top in rectangles
            if (words := text.get_text_bounded(left, bottom, right, top).strip())
        ]
