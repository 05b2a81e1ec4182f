from django.apps import AppConfig


class LandingConfig(AppConfig):
    name = "luodi.landing"
    verbose_name = "落地"
