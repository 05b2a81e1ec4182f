"""Pictures and scanned pages as arrays of pixels, upright as far as the camera knew, never larger than needed."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from luodi.text.papers.paper import PaperError
from luodi.text.papers.pdf import opened_pdf

LONGEST_SIDE = 1_440  # pixels given to the eye: enough for the small print of a licence; 1,600 take 100 MB more
MOST_PIXELS = 60_000_000  # of a photo; telephones make up to 50 million
MOST_SCANS = 3  # pages of a scan that are looked at
FORMATS = ("JPEG", "PNG", "WEBP")


def pictures(path: Path, media_type: str) -> Iterator[Image.Image]:
    """One for a photo, one a page for a scan. Raises PaperError."""
    if media_type == "application/pdf":
        yield from _scans(path)
    else:
        yield _photo(path)


def _photo(path: Path) -> Image.Image:
    try:
        with Image.open(path, formats=FORMATS) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise PaperError("too_long")
            photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked at a fraction of its size
            return _fitted(photo)
    except Image.DecompressionBombError as bomb:
        raise PaperError("too_long") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as problem:
        raise PaperError("broken") from problem


def _scans(path: Path) -> Iterator[Image.Image]:
    with opened_pdf(path) as document:
        for number in range(min(len(document), MOST_SCANS)):
            try:
                page = document[number]
                scale = LONGEST_SIDE / max(*page.get_size(), 1)
                yield _fitted(page.render(scale=scale).to_pil())
            except pypdfium2.PdfiumError as problem:
                raise PaperError("broken") from problem


def _fitted(picture: Image.Image) -> Image.Image:
    """Within LONGEST_SIDE, upright as the camera noted, and on white where it was transparent."""
    if picture.mode == "P":
        picture = picture.convert("RGBA")  # a palette cannot be made smaller smoothly
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    picture = ImageOps.exif_transpose(picture)
    layer = picture.convert("RGBA")
    picture = Image.new("RGBA", layer.size, "white")
    picture.alpha_composite(layer)
    return picture.convert("RGB")
