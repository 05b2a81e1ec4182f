"""What a picture shows, by a child process that looks at it and ends: its 500 MB never stay in the watch process."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from luodi.text.papers.boxes import Box, Page
from luodi.text.papers.children import asked
from luodi.text.papers.paper import PaperError

# Path, media type and seconds; one page for a photo, at least one for a scan. Raises PaperError.
Eye = Callable[[Path, str, float], list[Page]]


@cache
def eye_available() -> bool:
    """Whether pictures can be read here: whether the extra `ocr` is installed. Loads none of it."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def see(path: Path, media_type: str, time_limit: float) -> list[Page]:
    """The Eye of rapidocr. Pieces are upright and level, however the photo was held."""
    if not eye_available():
        raise PaperError("no_ocr")
    found = asked("luodi.text.papers.eye", path, media_type, time_limit)
    return [[Box(*piece) for piece in page] for page in found["pages"]]
