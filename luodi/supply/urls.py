from django.urls import path, register_converter
from django.urls.converters import StringConverter

from luodi.supply import views


class Size(StringConverter):
    regex = "small|large"


register_converter(Size, "size")

app_name = "supply"

urlpatterns = [
    path("photos/<int:pk>/<size:size>.jpg", views.photo, name="photo"),
]
