"""Under desk/: workbooks of projects in and out."""

from django.urls import URLPattern, path

from luodi.desk.views import project_imports

urlpatterns: list[URLPattern] = [
    path("projects/imports/", project_imports.imports, name="project_imports"),
    path("projects/imports/template/", project_imports.template, name="project_import_template"),
    path("projects/imports/<int:pk>/", project_imports.one, name="project_import"),
    path("projects/imports/<int:pk>/columns/", project_imports.columns, name="project_import_columns"),
    path("projects/imports/<int:pk>/importing/", project_imports.importing, name="project_importing"),
    path("projects/imports/<int:pk>/removal/", project_imports.removal, name="project_import_removal"),
    path("projects/imports/<int:pk>/book/", project_imports.to_mend, name="project_import_book"),
]
