from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from luodi.ledger.checks import ledger_is_guarded
from luodi.ledger.triggers import protect


class LedgerConfig(AppConfig):
    name = "luodi.ledger"
    verbose_name = "账本"

    def ready(self) -> None:
        register(ledger_is_guarded, Tags.database)
        post_migrate.connect(_guard, sender=self)


def _guard(using: str, **_: Any) -> None:
    protect(using)
