from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "luodi.projects"
    verbose_name = "重点项目"
