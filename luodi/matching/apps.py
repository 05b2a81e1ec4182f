from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "luodi.matching"
    verbose_name = "供需匹配"
