"""Photographs of an offer: shown without place and time, in order, and to those who may see the offer."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.ledger.attachments import path_of
from luodi.ledger.models import Attachment, Event
from luodi.supply import pictures
from luodi.supply.actions.keeping import set_visibility
from luodi.supply.actions.picturing import add_photo, draw_photos, order_photos, remove_photo
from luodi.supply.models import Offer, Photo
from luodi.supply.pictures import BadPicture, drawn
from luodi.supply.rules import MOST_PHOTOS
from tests.cast import Cast, picture


@pytest.fixture(autouse=True)
def disk(settings, tmp_path: Path) -> Path:
    settings.ATTACHMENT_ROOT = tmp_path / "attachments"
    return settings.ATTACHMENT_ROOT


@pytest.fixture
def hall(cast: Cast) -> Offer:
    return cast.offer()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def with_place() -> bytes:
    """A telephone's picture: taken sideways, and it says where."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[2] = (36.0, 7.0, 0.0)
    return picture(1200, 800, exif=exif)


def test_the_copies_are_upright_and_say_nothing_of_where_and_when(cast: Cast, hall: Offer) -> None:
    file = SimpleUploadedFile("hall.jpg", with_place(), "image/jpeg")
    add_photo(viewer=Viewer.of(cast.zone_officer), number=hall.duty.number, file=file, caption=" 南门 ")

    assert draw_photos(timezone.now()) == 1
    assert draw_photos(timezone.now()) == 0

    photo = Photo.objects.get()
    large = Image.open(path_of(photo.large))
    assert (photo.caption, large.size) == ("南门", (800, 1200))
    assert Image.open(path_of(photo.small)).size == (320, 480)
    assert not large.getexif()
    assert b"PhoneMaker" not in path_of(photo.large).read_bytes()
    assert Event.objects.filter(subject=hall.duty.number, code="photo_added").exists()


def test_a_picture_that_cannot_be_read_stays_without_copies_and_holds_up_none(cast: Cast, hall: Offer) -> None:
    broken = SimpleUploadedFile("broken.jpg", picture()[:400], "image/jpeg")
    add_photo(viewer=Viewer.of(cast.zone_officer), number=hall.duty.number, file=broken)
    cast.photo(hall)

    assert draw_photos(timezone.now()) == 2

    first, second = Photo.objects.all()
    assert (bool(first.drawn_at), first.small, bool(second.small)) == (True, "", True)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100_000)
    with pytest.raises(BadPicture):
        drawn(io.BytesIO(picture(640, 480, "PNG")), (480,))


def test_a_transparent_drawing_lies_on_white() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(written, "PNG")
    written.seek(0)

    (small,) = drawn(written, (480,))

    assert Image.open(io.BytesIO(small)).getpixel((5, 5)) == (255, 255, 255)


def test_what_is_no_picture_is_refused_and_so_is_one_too_many(cast: Cast, hall: Offer) -> None:
    by, number = Viewer.of(cast.zone_officer), hall.duty.number
    with pytest.raises(Refused):
        add_photo(viewer=by, number=number, file=SimpleUploadedFile("a.pdf", b"%PDF-1.4", "application/pdf"))
    Photo.objects.bulk_create([Photo(offer=hall, attachment=hall_token(), place=n) for n in range(MOST_PHOTOS)])
    with pytest.raises(Refused, match="最多"):
        cast.photo(hall)


def hall_token() -> str:
    return "00000000-0000-4000-8000-000000000000"


def test_one_is_put_first_and_one_is_removed_with_its_files(
    cast: Cast, hall: Offer, disk: Path, django_capture_on_commit_callbacks
) -> None:
    by, number = Viewer.of(cast.zone_officer), hall.duty.number
    first, second = cast.photo(hall), cast.photo(hall)
    draw_photos(timezone.now())

    order_photos(viewer=by, number=number, photos=[second.pk])
    assert list(hall.photos.all()) == [second, first]

    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(viewer=by, number=number, photo=second.pk)
        remove_photo(viewer=by, number=number, photo=first.pk)
    assert not Attachment.objects.filter(subject=number).exists()
    assert [path for path in disk.rglob("*") if path.is_file()] == []


def test_anybody_sees_a_public_picture_and_only_the_near_an_internal_one(cast: Cast, hall: Offer) -> None:
    photo = cast.photo(hall)
    address = reverse("supply:photo", args=[photo.pk, "small"])
    visitors = [Client(), *(signed_in(user) for user in (cast.investor, cast.stranger_officer, cast.zone_colleague))]

    def answers() -> list[int]:
        return [visitor.get(address).status_code for visitor in visitors]

    assert answers() == [404] * 4  # nothing is drawn yet
    draw_photos(timezone.now())
    assert answers() == [200] * 4
    answer = visitors[0].get(address)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")

    set_visibility(viewer=Viewer.of(cast.zone_officer), number=hall.duty.number, visibility="internal")
    assert answers() == [404, 404, 404, 200]
