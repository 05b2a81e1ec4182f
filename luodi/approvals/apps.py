from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "luodi.approvals"
    verbose_name = "并联审批"
