from django.apps import AppConfig


class BulletinConfig(AppConfig):
    name = "luodi.bulletin"
    verbose_name = "通报"
