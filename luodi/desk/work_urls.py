"""Under desk/: works, plans and cooperation of cities."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
