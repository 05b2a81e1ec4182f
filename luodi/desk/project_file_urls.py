"""Under desk/: workbooks of projects in and out."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
