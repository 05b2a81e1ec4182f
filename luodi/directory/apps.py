from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "luodi.directory"
    verbose_name = "通讯录"
