from django.urls import path

from luodi.ui import views

app_name = "ui"
urlpatterns = [
    path("patterns/", views.patterns, name="patterns"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("look/", views.look_choice, name="look"),
]
