"""Under desk/: workbooks of projects in and out."""

from django.urls import URLPattern, path

from luodi.desk.views import project_exports, project_imports

urlpatterns: list[URLPattern] = [
    path("projects/imports/", project_imports.imports, name="project_imports"),
    path("projects/imports/template/", project_imports.template, name="project_import_template"),
    path("projects/imports/<int:pk>/", project_imports.one, name="project_import"),
    path("projects/imports/<int:pk>/columns/", project_imports.columns, name="project_import_columns"),
    path("projects/imports/<int:pk>/importing/", project_imports.importing, name="project_importing"),
    path("projects/imports/<int:pk>/removal/", project_imports.removal, name="project_import_removal"),
    path("projects/imports/<int:pk>/book/", project_imports.to_mend, name="project_import_book"),
    path("projects/exports/", project_exports.exports, name="project_exports"),
    path("projects/exports/book/", project_exports.download, name="project_export"),
    path("projects/exports/oc4ids/", project_exports.oc4ids, name="project_oc4ids"),
    path("projects/exports/uppers/", project_exports.uppers, name="project_uppers"),
    path("projects/exports/uppers/<int:pk>/", project_exports.upper, name="project_upper"),
    path("projects/exports/uppers/<int:pk>/filled/", project_exports.filled, name="project_upper_filled"),
    path("projects/exports/columns/<int:pk>/removal/", project_exports.removal, name="project_columns_removal"),
]
