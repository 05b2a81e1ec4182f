from django.apps import AppConfig
from django.core.checks import Tags, register

from luodi.config import checks


class ConfigConfig(AppConfig):
    name = "luodi.config"
    verbose_name = "配置"

    def ready(self) -> None:
        register(checks.production_has_its_own_secrets, Tags.security, deploy=True)
        register(checks.digest_is_known, Tags.security)
        register(checks.search_is_known, Tags.compatibility)
        register(checks.encoder_gives_its_golden_vectors, Tags.compatibility, deploy=True)
