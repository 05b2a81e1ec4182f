from django.urls import path

from luodi.notices import views

app_name = "notices"
urlpatterns = [path("account/notices/", views.preferences, name="preferences")]
