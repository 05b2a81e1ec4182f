"""The rows of the matrix for key projects, works, meetings and editions; columns as in `routes`."""

#                    anon  rival east  norem coll  owner invst oper  head  city
MATRIX: dict[str, str | tuple[str, ...]] = {
    # the unit's own: others who may read are led back to the project
    "desk:back_plan": (
        "GET  302   404   404   404   200   200   404   404   200   302",
        "POST 302   404   404   404   422   422   404   404   422   302",
    ),
    # workbooks of projects in and out: who read a book in sees it, nobody else
    "desk:project_imports": (
        "GET  302   404   200   200   200   200   404   200   200   200",
        "POST 302   404   422   422   422   422   404   422   422   422",
    ),
    "desk:project_import_template": "GET  302   404   200   200   200   200   404   200   200   200",
    "desk:project_import": "GET  302   404   404   404   404   200   404   404   404   404",
    "desk:project_import_book": "GET  302   404   404   404   404   200   404   404   404   404",
    "desk:project_import_columns": "POST 302   404   404   404   404   302   404   404   404   404",
    "desk:project_importing": "POST 302   404   404   404   404   302   404   404   404   404",
    "desk:project_import_removal": "POST 302   404   404   404   404   302   404   404   404   404",
}
