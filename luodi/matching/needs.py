"""The operator's table of latent needs: its rows, the form in which the engine takes them, and its seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from luodi.directory.viewer import Viewer
from luodi.matching.engine import needs as engine
from luodi.matching.engine.probes import probes_of
from luodi.matching.engine.reading_asked import read_asked
from luodi.matching.models import Need

LOOKED_IN = ("activity", "words", "reason", "reason_en", "divisions")


@dataclass(frozen=True)
class Call:
    """A row that a sentence calls for; `named` tells whether by its activity, else only by the division."""

    need: Need
    named: bool


def table(viewer: Viewer, said: str = "") -> "QuerySet[Need]":
    """Rows that say all of these words somewhere; to everybody but the operator nothing is here."""
    if not viewer.is_operator:
        return Need.objects.none()
    rows = Need.objects.order_by("pk")
    for word in said.split():
        rows = rows.filter(reduce(or_, (Q(**{f"{column}__icontains": word}) for column in LOOKED_IN)))
    return rows


def calls_of(sentence: str, today: date) -> list[Call]:
    """The rows in force that such an enquiry calls for, the surest first."""
    called = probes_of(read_asked(sentence, today), in_force()).needs
    rows = Need.objects.in_bulk([int(one.need.key) for one in called])
    return [Call(rows[int(one.need.key)], one.surely > engine.BY_DIVISION) for one in called]


def in_force() -> Sequence[engine.Need]:
    """The rows that are switched on. An empty table means that matching knows of no latent need."""
    return [
        engine.Need(
            str(row.pk),
            tuple(row.activity.lower().split()),
            frozenset(row.divisions.split()),
            frozenset(row.kinds.split()),
            tuple(row.words.lower().split()),
            row.role,  # type: ignore[arg-type]
            row.reason,
            row.reason_en,
        )
        for row in Need.objects.filter(active=True)
    ]


def seed_needs() -> int:
    """A step: the rows that Luodi ships, where there are none yet; returns how many were entered."""
    if Need.objects.exists():
        return 0
    rows = [
        Need(
            activity=" ".join(row.activity),
            divisions=" ".join(sorted(row.divisions)),
            kinds=" ".join(sorted(row.kinds)),
            words=" ".join(row.words),
            role=row.role,
            reason=row.reason_zh,
            reason_en=row.reason_en,
        )
        for row in engine.seed()
    ]
    return len(Need.objects.bulk_create(rows))
