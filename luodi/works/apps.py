from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "luodi.works"
    verbose_name = "重点工作"
