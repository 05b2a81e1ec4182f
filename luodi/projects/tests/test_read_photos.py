"""What a photograph proves: place and time from the camera or the phone, nothing from what is broken."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from luodi.projects.photos import Place, Taken, given, place_of, taken_with

NOW = datetime(2021, 1, 4, 4, tzinfo=UTC)
TUNNEL = Place(Decimal("120.250500"), Decimal("36.068056"))


def photo(gps: dict[Any, Any] | None = None, at: str = "", offset: str = "", kind: str = "JPEG") -> io.BytesIO:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera"
    for tag, value in (gps or {}).items():
        exif.get_ifd(ExifTags.IFD.GPSInfo)[tag] = value
    if at:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = at
    if offset:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = offset
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind, exif=exif)
    file.seek(0)
    return file


def here(east: Any = (120, 15, 1.8), north: Any = (36, 4, 5), sides: tuple[str, str] = ("E", "N")) -> dict[Any, Any]:
    tags = ExifTags.GPS
    return {
        tags.GPSLongitudeRef: sides[0],
        tags.GPSLongitude: tuple(IFDRational(part) if not isinstance(part, IFDRational) else part for part in east),
        tags.GPSLatitudeRef: sides[1],
        tags.GPSLatitude: tuple(IFDRational(part) if not isinstance(part, IFDRational) else part for part in north),
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_degrees_minutes_and_seconds_become_decimals_and_the_clock_is_that_of_china(kind: str) -> None:
    seen = place_of(photo(here(), "2021:01:04 09:30:00", kind=kind), NOW)
    assert seen == Taken(TUNNEL, datetime(2021, 1, 4, 1, 30, tzinfo=UTC))
    assert seen.is_proven


def test_west_and_south_are_below_zero_and_an_offset_is_kept() -> None:
    seen = place_of(photo(here(sides=("W", "S")), "2021:01:03 20:30:00", "-05:00"), NOW)
    assert seen.place == Place(-TUNNEL.longitude, -TUNNEL.latitude)
    assert seen.at == datetime(2021, 1, 4, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "gps",
    [
        here(east=(120, 75, 0)),
        here(north=(91, 0, 0)),
        here(east=(IFDRational(0, 0), 0, 0)),
        here(east=(0, 0, 0), north=(0, 0, 0)),
        {ExifTags.GPS.GPSLatitude: (36, 4, 5)},
    ],
)
def test_a_place_that_cannot_be_is_no_place(gps: dict[Any, Any]) -> None:
    assert place_of(photo(gps, "2021:01:04 09:30:00"), NOW).place is None


@pytest.mark.parametrize("at", ["2021:13:40 99:00:00", "gestern", "2031:01:04 09:30:00"])
def test_a_moment_that_cannot_be_is_none_and_the_picture_proves_no_place(at: str) -> None:
    seen = place_of(photo(here(), at), NOW)
    assert seen.at is None
    assert not seen.is_proven


def test_no_picture_however_broken_stops_anybody() -> None:
    good = photo(here(), "2021:01:04 09:30:00").getvalue()
    start = good.index(b"Exif")
    for cut in range(start, start + 220):
        file = io.BytesIO(good[:cut] + b"\xff" * 12 + good[cut + 12 :])
        assert isinstance(place_of(file, NOW), Taken)
        assert file.tell() == 0
    for data in (b"", b"no picture", good[:40]):
        assert place_of(io.BytesIO(data), NOW) == Taken()


def test_what_the_camera_wrote_comes_before_what_the_phone_says() -> None:
    phone = given("121.5", "37.5")
    assert taken_with(photo(here(), "2021:01:04 09:30:00"), NOW, phone, NOW).place == TUNNEL
    assert taken_with(photo(), NOW, phone, NOW) == Taken(phone, NOW)
    assert taken_with(photo(), NOW, None, None) == Taken()


@pytest.mark.parametrize("pair", [("", ""), ("x", "1"), ("181", "1"), ("1", "nan"), ("0", "0"), (None, None)])
def test_a_phone_may_say_nonsense(pair: tuple[Any, Any]) -> None:
    assert given(*pair) is None
