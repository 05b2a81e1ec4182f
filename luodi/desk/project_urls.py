"""Under desk/: the library of key projects, a project and its gates."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
