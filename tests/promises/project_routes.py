"""The rows of the matrix for key projects, works, meetings and editions; columns as in `routes`."""

UNITS_PAGE = (
    "GET  302   404   404   404   200   200   404   404   200   404",
    "POST 302   404   404   404   422   422   404   404   422   404",
)
UNITS_FORM = (
    "GET  302   404   404   404   200   200   404   404   200   302",
    "POST 302   404   404   404   422   422   404   404   422   409",
)
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
    # the library, a project and its gates: the unit keeps it, the city judges
    "desk:projects": "GET  302   404   200   200   200   200   404   200   200   200",
    "desk:project_entry": (
        "GET  302   404   404   404   404   404   404   404   404   404",
        "POST 302   404   404   404   404   404   404   404   404   404",
    ),
    "desk:project": "GET  302   404   404   404   200   200   404   404   200   200",
    "desk:project_attachment": "GET  302   404   404   404   200   200   404   404   200   200",
    "desk:project_baselines": "GET  302   404   404   404   200   200   404   404   200   200",
    "desk:project_baseline_answer": "POST 302   404   404   404   422   422   404   404   422   422",
    "desk:project_proof_removal": "POST 302   404   404   404   422   422   404   404   422   422",
    "desk:project_change": UNITS_PAGE,
    "desk:project_plan": UNITS_PAGE,
    "desk:project_gate_decision": (
        "GET  302   404   404   404   302   302   404   404   302   200",
        "POST 302   404   404   404   409   409   404   404   409   422",
    ),
    # nothing is paused
    "desk:project_resumption": (
        "GET  302   404   404   404   302   302   404   404   302   302",
        "POST 302   404   404   404   409   409   404   404   409   409",
    ),
    **dict.fromkeys(
        [
            *("desk:project_gate_request", "desk:project_proof", "desk:project_milestone_date"),
            *("desk:project_milestone_met", "desk:project_year_plan", "desk:project_aside"),
        ],
        UNITS_FORM,
    ),
    # no deputy is an answer
    "desk:project_deputy": (
        "GET  302   404   404   404   200   200   404   404   200   302",
        "POST 302   404   404   404   302   302   404   404   302   409",
    ),
}
