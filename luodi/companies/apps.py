from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "luodi.companies"
    verbose_name = "企业"
