"""Public pages of key projects: they read editions and nothing else."""

from django.urls import path

from luodi.portal.views import progress

urlpatterns = [
    path("progress/", progress.editions, name="editions"),
    path("progress/<str:number>/", progress.edition, name="edition"),
    path("progress/<str:number>/lines/", progress.lines, name="edition_lines"),
    path("progress/<str:number>/files/<str:kind>/", progress.file, name="edition_file"),
    path("projects/<str:number>/", progress.project, name="public_project"),
    path("projects/<str:number>/photos/<str:digest>/", progress.photo, name="project_photo"),
]
