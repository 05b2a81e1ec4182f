"""The operator's table of latent needs, as the engine takes it, and its seed."""

from collections.abc import Sequence

from luodi.matching.engine import needs as engine
from luodi.matching.models import Need


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
