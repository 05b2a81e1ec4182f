"""The ledger must not run unguarded. Part of `luodi check --database default` and of every start."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from luodi.ledger.triggers import missing


def ledger_is_guarded(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for using in databases or ():
        if names := missing(using):
            found.append(
                Error(
                    f"The ledger can be rewritten: triggers missing: {', '.join(names)}.",
                    hint="Run `luodi ledger protect`.",
                    id="ledger.E001",
                )
            )
        if not _replace_is_refused(using):
            found.append(
                Error(
                    "PRAGMA recursive_triggers is off: INSERT OR REPLACE walks through the ledger's triggers.",
                    id="ledger.E002",
                )
            )
    return found


def _replace_is_refused(using: str) -> bool:
    connection = connections[using]
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        return bool(cursor.fetchone()[0])
