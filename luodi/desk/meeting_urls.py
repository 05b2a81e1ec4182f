"""Under desk/: problems, meetings, instructions, slips, the dispatch sheet."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
