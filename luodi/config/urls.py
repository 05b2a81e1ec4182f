"""Every address of Luodi: nouns only; a verb becomes a created thing (POST …/handovers/)."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", login_not_required(set_language), name="set_language"),
    path("", include("luodi.ui.urls")),
    path("", include("luodi.accounts.urls")),
    path("", include("luodi.notices.urls")),
    path("", include("luodi.portal.urls")),
    path("settings/", include("luodi.directory.urls")),
    path("desk/", include("luodi.desk.urls")),
    path("", include("luodi.enquiries.urls")),
    path("", include("luodi.supply.urls")),
    path("", include("luodi.approvals.urls")),
    path("", include("luodi.matching.urls")),
]
