"""From a file to what it says. Called by the watch process; the work is done in a child that ends with it."""

from pathlib import Path

from luodi.text.papers.boxes import Box, text_of
from luodi.text.papers.children import asked
from luodi.text.papers.licence import read_licence
from luodi.text.papers.paper import KINDS, PICTURES, Paper, PaperError
from luodi.text.papers.seeing import Eye, see

TIME_LIMIT = 120.0  # seconds for a file; a page takes 2 to 8, on a busy machine many times that


def read_paper(path: Path, media_type: str, time_limit: float = TIME_LIMIT, eye: Eye = see) -> Paper:
    """What a file of the kinds in KINDS says; any other is "unreadable". Raises nothing that a file could cause.

    `media_type` may carry parameters ("text/plain; charset=utf-8"). Blocks for half a second (a letter) to some
    seconds (a photo) and at most twice `time_limit`. Opens no connection, writes no file, and leaves no process
    behind. Call it from one loop, one file at a time: a child with a photo takes about 600 MB while it lasts.
    """
    kind = media_type.split(";")[0].strip().lower()
    if kind not in KINDS:
        return Paper(trouble="unreadable")
    try:
        if kind in PICTURES:
            return _seen(path, kind, time_limit, eye)
        return _lettered(path, kind, time_limit, eye)
    except PaperError as problem:
        return Paper(trouble=problem.code)


def _lettered(path: Path, kind: str, time_limit: float, eye: Eye) -> Paper:
    try:
        found = asked("luodi.text.papers.letters", path, kind, time_limit)
    except PaperError as problem:
        if (problem.code, kind) == ("no_text", "application/pdf"):
            return _seen(path, kind, time_limit, eye)
        raise
    if licence := read_licence([Box(*piece) for piece in found["page"]]):
        return Paper(licence=licence)
    return Paper(found["text"], trouble="too_long" if found["cut"] else "")


def _seen(path: Path, kind: str, time_limit: float, eye: Eye) -> Paper:
    pages = eye(path, kind, time_limit)
    for page in pages:
        if licence := read_licence(page):
            return Paper(licence=licence)
    return Paper("\n".join(text_of(page) for page in pages))
