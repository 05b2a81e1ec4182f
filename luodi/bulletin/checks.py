"""What was published must not be open to change. Part of `luodi check --database default` and of every start."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error

from luodi.bulletin.triggers import missing


def editions_are_guarded(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    return [
        Error(
            f"Published editions can be rewritten: triggers missing: {', '.join(names)}.",
            hint="Run `luodi ledger protect`.",
            id="bulletin.E001",
        )
        for using in databases or ()
        if (names := missing(using))
    ]
