"""Under desk/: report rounds, lights and the city's overview."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
