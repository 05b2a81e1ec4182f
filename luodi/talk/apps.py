from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "luodi.talk"
    verbose_name = "沟通"
