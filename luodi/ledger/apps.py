from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "luodi.ledger"
    verbose_name = "账本"
