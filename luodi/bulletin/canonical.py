"""An edition as one JSON document: the same bytes whoever asks, so that its checksum proves it."""

import hashlib
import json
from typing import Any

from django.db.models import Q

from luodi.bulletin.models import Edition, EditionLine, Erratum, LineCorrection
from luodi.bulletin.rules import State

FORMAT = {"format": "luodi-edition", "version": 1}
ROOM = "editions"


def document(edition: Edition) -> dict[str, Any]:
    """What the public may have of a published edition: no person, and of what is not public only how much it is."""
    lines = list(EditionLine.objects.filter(edition=edition).order_by("position"))
    assert edition.published_at is not None
    return {
        **FORMAT,
        "number": edition.duty.number,
        "issue": edition.issue,
        "year": edition.year,
        "period": edition.round.period,
        "place": {"code": edition.territory.code, "name": edition.territory.name},
        "title": edition.title,
        "as_of": edition.as_of.isoformat(),
        "published_at": edition.published_at.isoformat(),
        "rules": edition.redaction,
        "figures": edition.figures,
        "lines": [line_document(line) for line in lines if line.is_public],
        "not_public": sum(not line.is_public for line in lines),
        "corrections": [_changed(one, one.line) for one in _corrections(edition)],
        "errata": [_changed(one, one.line) | {"edition": one.edition.duty.number} for one in printed_errata(edition)],
        "ranking": edition.ranking,
    }


def line_document(line: EditionLine) -> dict[str, Any]:
    photos = [{name: one[name] for name in ("digest", "dated", "words")} for one in line.values.get("photos", [])]
    said = {**line.values, "photos": photos} if "photos" in line.values else line.values
    return {"position": line.position, "number": line.number, "late": line.late, "missing": line.missing, **said}


def _corrections(edition: Edition) -> list[LineCorrection]:
    public = LineCorrection.objects.filter(line__edition=edition, line__is_public=True)
    return list(public.select_related("line").order_by("pk"))


def printed_errata(edition: Edition) -> list[Erratum]:
    """Errata of earlier editions that this one prints; before it is published, those that none has printed yet."""
    waiting = Q(printed_in=None, edition__territory=edition.territory_id)
    own = Q(printed_in=edition) if edition.state == State.PUBLISHED else waiting
    found = Erratum.objects.filter(own).exclude(line__is_public=False)
    return list(found.select_related("line", "edition__duty").order_by("pk"))


def _changed(one: LineCorrection | Erratum, line: EditionLine | None) -> dict[str, Any]:
    number = line.number if line else ""
    return {"project": number, "field": one.field, "old": one.old, "new": one.new, "reason": one.reason}


def written(edition: Edition) -> bytes:
    return json.dumps(document(edition), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
