"""What the operator sets about matching."""

from django.urls import path

from luodi.matching import views

app_name = "matching"
urlpatterns = [
    path("settings/needs/", views.needs, name="needs"),
    path("settings/needs/new/", views.need, name="new_need"),
    path("settings/needs/trial/", views.trial, name="need_trial"),
    path("settings/needs/seed/", views.seed, name="need_seed"),
    path("settings/needs/<int:pk>/", views.need, name="need"),
    path("settings/needs/<int:pk>/standing/", views.standing, name="need_standing"),
]
