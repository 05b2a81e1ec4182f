from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "luodi.ratings"
    verbose_name = "评价"
