"""Pictures and scanned pages as arrays of pixels, upright as far as the camera knew, never larger than needed."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from luodi.text.papers.paper import PaperError
from luodi.text.papers.pdf import opened_pdf

LONGEST_SIDE = 1_600  # pixels given to the eye: enough for the small print of a licence, and what memory allows
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
        with warnings.catch_warnings(), Image.open(path, formats=FORMATS) as photo:
            warnings.simplefilter("error")  # Pillow only warns of a picture that is a bomb
            if photo.width * photo.height > MOST_PIXELS:
                raise PaperError("too_long")
            photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked at a fraction of its size
            return _fitted(ImageOps.exif_transpose(photo))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PaperError("too_long") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning) as problem:
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
    """On white where it was transparent, and within LONGEST_SIDE."""
    if picture.mode in ("LA", "PA", "RGBA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        picture = Image.new("RGBA", layer.size, "white")
        picture.alpha_composite(layer)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return picture.convert("RGB")
