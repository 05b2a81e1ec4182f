"""Every address of Luodi: nouns only; a verb becomes a created thing (POST …/handovers/)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("luodi.ui.urls")),
    path("", include("luodi.accounts.urls")),
]
