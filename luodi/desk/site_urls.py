"""Under desk/: quantities, milestones and forecasts of a site."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
