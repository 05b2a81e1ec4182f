from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "luodi.notices"
    verbose_name = "通知"
