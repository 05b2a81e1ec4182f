"""What the operator sets about bundles, where the days are, and the public guide."""

from django.urls import path

from luodi.approvals.views import bundles, bundles_days, bundles_what_if, services, services_import

app_name = "approvals"
urlpatterns = [
    path("settings/services/", services.services, name="services"),
    path("settings/services/import/", services_import.reading, name="services_import"),
    path("settings/services/import/writing/", services_import.writing, name="services_writing"),
    path("settings/services/<int:pk>/", services.service, name="service"),
    path("settings/services/<int:pk>/drafts/", services.drafts, name="service_drafts"),
    path("settings/services/<int:pk>/retirement/", services.retirement, name="service_retirement"),
    path("settings/services/versions/<int:pk>/", services.version, name="service_version"),
    path("settings/services/versions/<int:pk>/publication/", services.publication, name="service_publication"),
    path("settings/services/versions/<int:pk>/removal/", services.removal, name="service_removal"),
    path("settings/bundles/", bundles.bundles, name="bundles"),
    path("settings/bundles/new/", bundles.upload, name="bundle_upload"),
    path("settings/bundles/<int:pk>/", bundles.bundle, name="bundle"),
    path("settings/bundles/<int:pk>/sketch/", bundles.sketched, name="bundle_sketch"),
    path("settings/bundles/<int:pk>/document/", bundles.document, name="bundle_document"),
    path("settings/bundles/<int:pk>/drafts/", bundles.drafts, name="bundle_drafts"),
    path("settings/bundles/<int:pk>/publication/", bundles.publication, name="bundle_publication"),
    path("settings/bundles/<int:pk>/removal/", bundles.removal, name="bundle_removal"),
    path("settings/bundles/<int:pk>/standing/", bundles.standing, name="bundle_standing"),
    path("settings/bundles/<int:pk>/simulation/", bundles_what_if.simulation, name="bundle_simulation"),
    path("desk/days/", bundles_days.days, name="days"),
    path("guide/bundles/<str:code>/days/", bundles_days.bundle_days, name="bundle_days"),
]
