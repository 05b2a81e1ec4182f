"""Under desk/: editions of the bulletin and their errata."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
