"""Where and when a photograph was taken: what the camera wrote into it, else what the phone said while it was sent."""

import math
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import IO, Any, NamedTuple

from PIL import ExifTags, Image, UnidentifiedImageError

from luodi.clock import SHANGHAI

FORMATS = ("JPEG", "PNG", "WEBP", "MPO")
EARTH = 6_371_000  # metres, its mean radius
DEGREE = Decimal("0.000001")  # some ten centimetres
CLOCKS_DIFFER = timedelta(hours=1)  # a camera may run ahead of the server by so much
# A camera writes what it likes: Pillow raises whatever its parsers trip over.
BROKEN = (
    *(UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, EOFError, MemoryError),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError),
)
WRITTEN = "%Y:%m:%d %H:%M:%S"


class Place(NamedTuple):
    """WGS-84, decimal degrees, east and north above zero."""

    longitude: Decimal
    latitude: Decimal


def metres_apart(one: Place, other: Place) -> float:
    """Along the great circle."""
    east, north = (math.radians(a - b) for a, b in zip(one, other, strict=True))
    heights = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    half = math.sin(north / 2) ** 2 + heights * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(min(math.sqrt(half), 1.0))


class Taken(NamedTuple):
    """Either may be unknown; only a picture with both proves a place."""

    place: Place | None = None
    at: datetime | None = None

    @property
    def is_proven(self) -> bool:
        return self.place is not None and self.at is not None


def place_of(file: IO[bytes], now: datetime) -> Taken:
    """From the EXIF of a picture, which is left at its beginning. Nothing is known of what cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=FORMATS) as picture:
                exif = picture.getexif()
                return Taken(_quietly(_place, exif), _quietly(_moment, exif, now))
    except BROKEN:
        return Taken()
    finally:
        file.seek(0)


def given(longitude: Any, latitude: Any) -> Place | None:
    """A place as decimal degrees; None where it is none, or the middle of nowhere that broken receivers report."""
    try:
        east, north = float(longitude), float(latitude)
    except (TypeError, ValueError, ArithmeticError):
        return None
    if not (math.isfinite(east) and math.isfinite(north) and abs(east) <= 180 and abs(north) <= 90):
        return None
    if east == 0 and north == 0:
        return None
    return Place(Decimal(str(east)).quantize(DEGREE), Decimal(str(north)).quantize(DEGREE))


def taken_with(file: IO[bytes] | None, now: datetime, place: Place | None, at: datetime | None) -> Taken:
    """What the picture says first; where it is silent, what the phone gave. A moment to come is none."""
    seen = place_of(file, now) if file is not None else Taken()
    told = at if at is not None and at <= now + CLOCKS_DIFFER else None
    return Taken(seen.place or place, seen.at or told)


def _quietly(read: Callable[..., Any], *parts: Any) -> Any:
    """One of them may be readable where the other is not."""
    try:
        return read(*parts)
    except BROKEN:
        return None


def _place(exif: Image.Exif) -> Place | None:
    gps, tags = exif.get_ifd(ExifTags.IFD.GPSInfo), ExifTags.GPS
    east = _degrees(gps.get(tags.GPSLongitude), gps.get(tags.GPSLongitudeRef), "W")
    north = _degrees(gps.get(tags.GPSLatitude), gps.get(tags.GPSLatitudeRef), "S")
    return given(east, north) if east is not None and north is not None else None


def _degrees(parts: Any, side: Any, below: str) -> float | None:
    """Of degrees, minutes and seconds; the side says the sign."""
    if parts is None:
        return None
    degrees, minutes, seconds = (float(part) for part in (*parts, 0, 0)[:3])
    if not (0 <= minutes < 60 and 0 <= seconds < 60):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    said = side.decode("ascii", "ignore") if isinstance(side, bytes) else str(side or "")
    return -value if said.strip("\0 ").upper() == below else value


def _moment(exif: Image.Exif, now: datetime) -> datetime | None:
    """Of the shutter, else of the file; without an offset the clock of China is meant."""
    shot = exif.get_ifd(ExifTags.IFD.Exif)
    written = shot.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    if not written:
        return None
    at = datetime.strptime(str(written).strip("\0 "), WRITTEN)
    offset = str(shot.get(ExifTags.Base.OffsetTimeOriginal) or "").strip("\0 ")
    told = datetime.strptime(offset, "%z").tzinfo if offset else SHANGHAI
    at = at.replace(tzinfo=told)
    return at if at <= now + CLOCKS_DIFFER else None
