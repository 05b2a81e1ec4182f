from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "luodi.accounts"
    verbose_name = "账号"
