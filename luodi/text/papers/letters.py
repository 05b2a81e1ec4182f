"""Words of letters that carry their text: run as a program by `reading`, for one file."""

from pathlib import Path
from typing import Any

from luodi.text.papers.answering import answer
from luodi.text.papers.mail import words_of_mail, words_of_text
from luodi.text.papers.paper import DOCX, PaperError
from luodi.text.papers.pdf import boxes_of_pdf, words_of_pdf
from luodi.text.papers.word import words_of_docx

MOST_CHARACTERS = 50_000
MOST_BYTES = 30_000_000
LICENCE = "营业执照"


def words(path: Path, media_type: str) -> dict[str, Any]:
    """`text`, whether it was `cut`, and the `page` of a licence that was issued as a PDF. Raises PaperError."""
    if path.stat().st_size > MOST_BYTES:
        raise PaperError("too_long")
    text, cut, page = "", False, []
    if media_type == "application/pdf":
        text, cut = words_of_pdf(path)
        page = boxes_of_pdf(path) if LICENCE in "".join(text.split()) else []
    elif media_type == DOCX:
        text = words_of_docx(path)
    elif media_type == "message/rfc822":
        text = words_of_mail(path)
    else:
        text = words_of_text(path.read_bytes())
    if not text.strip():
        raise PaperError("no_text")
    plain = [[box.text, box.left, box.top, box.right, box.bottom, box.score] for box in page]
    return {"text": text[:MOST_CHARACTERS], "cut": cut or len(text) > MOST_CHARACTERS, "page": plain}


if __name__ == "__main__":
    answer(words)
