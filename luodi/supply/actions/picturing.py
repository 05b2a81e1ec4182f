"""Documents and photographs of an offer. What is shown of a photograph is drawn anew by the watch."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.papers import attach_step
from luodi.duties.reach import ask, locked
from luodi.ledger.acts import Refused, act
from luodi.ledger.attachments import discard_one, open_attachment, path_of, store_bytes
from luodi.ledger.models import Attachment
from luodi.supply.models import Photo
from luodi.supply.pictures import BadPicture, drawn
from luodi.supply.rules import LARGE, MOST_PHOTOS, SMALL

PICTURES = frozenset({"jpg", "jpeg", "png", "webp"})
AT_ONCE = 10

logger = logging.getLogger(__name__)


def attach(*, viewer: Viewer, number: str, file: UploadedFile) -> Attachment:
    """A document beside the offer, for officers. Raises BadFile, Refused."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "keep_offer", duty)
        return attach_step(a, duty, file)


def add_photo(*, viewer: Viewer, number: str, file: UploadedFile, caption: str = "") -> Photo:
    """Comes last. The company adds pictures to its own description. Raises BadFile, Refused."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "tell_offer", duty)
        photos = list(Photo.objects.filter(offer=duty.pk))
        if len(photos) >= MOST_PHOTOS:
            raise Refused(_("一条资源最多 %(most)d 张照片，请先删去几张。") % {"most": MOST_PHOTOS})
        kept = attach_step(a, duty, file, code="photo_added", allowed=PICTURES)
        place = photos[-1].place + 1 if photos else 0
        return Photo.objects.create(offer_id=duty.pk, attachment=kept.token, caption=caption.strip()[:80], place=place)


def remove_photo(*, viewer: Viewer, number: str, photo: int) -> None:
    """With its file: a picture may show people. Raises Refused, Photo.DoesNotExist."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "tell_offer", duty)
        one = Photo.objects.get(pk=photo, offer=duty.pk)
        one.delete()
        _forget_copies(one)
        discard_one(Attachment.objects.get(token=one.attachment))
        a.record(number, "photo_removed", attachment=str(one.attachment))


def _forget_copies(gone: Photo) -> None:
    """The same picture of another offer keeps its copies: they lie under the same digest."""
    for digest in {gone.small, gone.large} - {""}:
        if not Photo.objects.filter(small=digest).exists() and not Photo.objects.filter(large=digest).exists():
            path_of(digest).unlink(missing_ok=True)


def order_photos(*, viewer: Viewer, number: str, photos: Sequence[int]) -> None:
    """The first one stands on lists. Photos that are not named keep their order behind the named ones."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "tell_offer", duty)
        there = list(Photo.objects.filter(offer=duty.pk))
        wished = {pk: place for place, pk in enumerate(photos)}
        there.sort(key=lambda one: wished.get(one.pk, len(wished)))
        for place, one in enumerate(there):
            one.place = place
        Photo.objects.bulk_update(there, ["place"])
        a.record(number, "photos_ordered")


def draw_photos(now: datetime) -> int:
    """Watch step: the copies of what has come in. One that cannot be read is left without, and says so."""
    waiting = list(Photo.objects.filter(drawn_at=None).order_by("id")[:AT_ONCE])
    for photo in waiting:
        small, large = _copies(photo)
        # No act: nothing is decided here, and the same pixels give the same copies.
        Photo.objects.filter(pk=photo.pk, drawn_at=None).update(drawn_at=now, small=small, large=large)
    return len(waiting)


def _copies(photo: Photo) -> tuple[str, str]:
    try:
        with open_attachment(Attachment.objects.get(token=photo.attachment)) as file:
            small, large = drawn(file, (SMALL, LARGE))
    except (BadPicture, OSError, Attachment.DoesNotExist) as why:
        logger.warning("photo %s is not drawn: %s", photo.pk, type(why).__name__)
        return "", ""
    return store_bytes(small), store_bytes(large)
