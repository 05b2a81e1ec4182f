from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "luodi.duties"
    verbose_name = "责任单"
