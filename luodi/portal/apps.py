from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "luodi.portal"
    verbose_name = "门户"
