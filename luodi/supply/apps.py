from django.apps import AppConfig


class SupplyConfig(AppConfig):
    name = "luodi.supply"
    verbose_name = "供给资源"
