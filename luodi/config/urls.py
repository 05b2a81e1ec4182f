"""Every address of Luodi: nouns only; a verb becomes a created thing (POST …/handovers/)."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
