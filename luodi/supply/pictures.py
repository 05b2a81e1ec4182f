"""Copies of a photograph, drawn from its pixels alone: no place, no time, no camera, nothing hidden in it."""

import io
import warnings
from collections.abc import Sequence
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 60_000_000  # telephones take up to 50; unpacked that is 180 MB for a moment
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")


class BadPicture(ValueError):
    """No picture that could be drawn: broken, of another kind, or far larger than it looks."""


def drawn(file: IO[bytes], edges: Sequence[int]) -> list[bytes]:
    """A JPEG for each longest edge, upright and never enlarged. Raises BadPicture."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of a bomb at half its own limit; ours is looked at before a pixel is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise BadPicture("too large")
                # A JPEG unpacks at half or a quarter of its size at once where that is enough.
                picture.draft("RGB", (2 * max(edges), 2 * max(edges)))
                upright = ImageOps.exif_transpose(picture)
                return [_copy(upright, edge) for edge in edges]
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as problem:
        raise BadPicture(type(problem).__name__) from problem


def _copy(picture: Image.Image, edge: int) -> bytes:
    small = _opaque(picture)
    small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    small.save(written, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return written.getvalue()


def _opaque(picture: Image.Image) -> Image.Image:
    """On white, as paper shows it; a copy, so that the next one is made from the whole."""
    if not picture.has_transparency_data:
        # A new image: what stands beside the pixels stays behind.
        return Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes())
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
