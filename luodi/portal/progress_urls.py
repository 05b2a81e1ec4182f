"""Public pages of key projects: they read editions and nothing else."""

from django.urls import path

from luodi.portal.views import previews, progress

urlpatterns = [
    path("progress/", progress.editions, name="editions"),
    path("progress/<str:number>/", progress.edition, name="edition"),
    path("progress/<str:number>/lines/", progress.lines, name="edition_lines"),
    path("progress/<str:number>/files/<str:kind>/", progress.file, name="edition_file"),
    # the same pages before the edition is published, for who may see it
    path("progress/<str:number>/preview/", previews.edition, name="edition_preview"),
    path("progress/<str:number>/preview/lines/", previews.lines, name="preview_lines"),
    path("progress/<str:number>/preview/projects/<str:project>/", previews.project, name="preview_project"),
    path(
        "progress/<str:number>/preview/projects/<str:project>/photos/<str:digest>/",
        previews.photo,
        name="preview_photo",
    ),
    path("projects/<str:number>/", progress.project, name="public_project"),
    path("projects/<str:number>/photos/<str:digest>/", progress.photo, name="project_photo"),
]
