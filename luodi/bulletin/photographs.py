"""Photographs that a project shows to the public: drawn anew from their pixels, without place, time and camera."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from luodi.bulletin.models import EditionLine
from luodi.bulletin.redaction import masked
from luodi.ledger.attachments import open_attachment, path_of, store_bytes
from luodi.projects.models import Evidence
from luodi.supply.pictures import BadPicture, drawn

ROOM = "editions"
EDGE = 1280
MOST = 4  # of a project: the newest
PICTURES = ("image/jpeg", "image/png", "image/webp")

logger = logging.getLogger(__name__)


def photos_of(projects: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """By project: {evidence, digest, dated, words}, the newest first."""
    shown = Evidence.objects.filter(project__in=list(projects), is_public=True, withdrawn_at=None)
    rows = shown.filter(attachment__media_type__in=PICTURES).select_related("attachment").order_by("-dated", "-id")
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in rows:
        if len(found[one.project_id]) < MOST and (digest := _drawn(one)):
            said = {"evidence": one.pk, "digest": digest, "dated": one.dated.isoformat(), "words": masked(one.words)}
            found[one.project_id].append(said)
    return found


def _drawn(one: Evidence) -> str:
    assert one.attachment is not None
    try:
        with open_attachment(one.attachment) as file:
            return store_bytes(drawn(file, (EDGE,))[0], ROOM)
    except (BadPicture, OSError) as why:
        logger.warning("photo %s is not drawn: %s", one.pk, type(why).__name__)
        return ""


def still_shown(line: EditionLine) -> list[dict[str, Any]]:
    """The photographs of a published line, without those that were taken back since: a picture may show people."""
    photos = line.values.get("photos", [])
    shown = Evidence.objects.filter(pk__in=[one["evidence"] for one in photos], is_public=True, withdrawn_at=None)
    there = set(shown.values_list("pk", flat=True))
    return [one for one in photos if one["evidence"] in there]


def photo_bytes(digest: str) -> bytes:
    """Raises FileNotFoundError."""
    return path_of(digest, ROOM).read_bytes()
