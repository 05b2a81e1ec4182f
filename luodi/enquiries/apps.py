from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "luodi.enquiries"
    verbose_name = "投资申请"
