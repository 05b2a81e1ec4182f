"""Sheets of enquiries, and what the operator sets about enquiries."""

from django.urls import path

from luodi.enquiries.views import importing, routing, settings

app_name = "enquiries"
urlpatterns = [
    path("enquiries/imports/", importing.imports, name="imports"),
    path("enquiries/imports/template/", importing.template, name="import_template"),
    path("enquiries/imports/<int:pk>/", importing.one_import, name="import"),
    path("enquiries/imports/<int:pk>/enquiries/", importing.importing, name="importing"),
    path("enquiries/imports/<int:pk>/removal/", importing.import_removal, name="import_removal"),
    path("enquiries/imports/<int:pk>/workbook/", importing.import_book, name="import_book"),
    path("settings/routing/", routing.routing, name="routing"),
    path("settings/routing/new/", routing.rule, name="new_rule"),
    path("settings/routing/<int:pk>/", routing.rule, name="rule"),
    path("settings/routing/<int:pk>/place/", routing.rule_place, name="rule_place"),
    path("settings/routing/<int:pk>/retirement/", routing.rule_retirement, name="rule_retirement"),
    path("settings/routing/<int:pk>/return/", routing.rule_return, name="rule_return"),
    path("settings/allowances/", settings.allowances, name="allowances"),
    path("settings/allowances/examples/", settings.allowance_examples, name="allowance_examples"),
    path("settings/allowances/preset/", settings.preset, name="preset"),
    path("settings/templates/", settings.replies, name="replies"),
    path("settings/templates/new/", settings.reply, name="new_reply"),
    path("settings/templates/<int:pk>/", settings.reply, name="reply"),
    path("settings/templates/<int:pk>/standing/", settings.reply_standing, name="reply_standing"),
    path("settings/consent/", settings.consent, name="consent"),
]
