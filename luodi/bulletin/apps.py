from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from luodi.bulletin.checks import editions_are_guarded
from luodi.bulletin.triggers import protect


class BulletinConfig(AppConfig):
    name = "luodi.bulletin"
    verbose_name = "通报"

    def ready(self) -> None:
        register(editions_are_guarded, Tags.database)
        post_migrate.connect(_guard, sender=self)


def _guard(using: str, **_: Any) -> None:
    protect(using)
