"""Whole sets of deadlines at once, for the watch: their pauses in one query, their changes in one call."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from luodi.clock import Pause as ClockPause
from luodi.duties.models import Pause

Pauses = dict[int, tuple[ClockPause, ...]]


def pauses_by_deadline(deadline_ids: Iterable[int]) -> Pauses:
    found: dict[int, list[ClockPause]] = defaultdict(list)
    rows = Pause.objects.filter(deadline__in=list(deadline_ids)).order_by("start")
    for deadline_id, start, end in rows.values_list("deadline_id", "start", "end"):
        found[deadline_id].append(ClockPause(start, end))
    return {deadline_id: tuple(pauses) for deadline_id, pauses in found.items()}


def update_each(
    model: type[Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    where: Sequence[str] = ("id",),
    empty: Sequence[str] = (),
) -> int:
    """A different change to each row, in one call: `columns` are set, then `where` must be equal, `empty` null.

    Returns how many rows were changed; one whose `where` no longer holds is left alone.
    """
    fields = [_field(model, name) for name in (*columns, *where)]

    def quoted(name: str | None) -> str:
        return connection.ops.quote_name(name or "")

    changes = ", ".join(f"{quoted(field.column)} = %s" for field in fields[: len(columns)])
    guards = " AND ".join(
        [f"{quoted(field.column)} = %s" for field in fields[len(columns) :]]
        + [f"{quoted(_field(model, name).column)} IS NULL" for name in empty]
    )
    values = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    ]
    if not values:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {model._meta.db_table} SET {changes} WHERE {guards}", values)
        return int(cursor.rowcount)


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    found = model._meta.get_field(name)
    assert isinstance(found, Field)
    return found
