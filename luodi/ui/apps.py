from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "luodi.ui"
    verbose_name = "界面"
