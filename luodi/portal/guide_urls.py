"""Addresses of the public guide, part of the portal's."""

from django.urls import path

from luodi.portal.views import guide

urlpatterns = [
    path("guide/", guide.guide, name="guide"),
    path("guide/services/<str:code>/", guide.service, name="guide_service"),
    path("guide/bundles/<str:code>/", guide.bundle, name="guide_bundle"),
]
