"""The rows of the matrix for key projects, works, meetings and editions; columns as in `routes`."""

from tests.promises.round_parts import ROUTES as ROUND_ROUTES

UNITS_PAGE = (
    "GET  302   404   404   404   200   200   404   404   200   404",
    "POST 302   404   404   404   422   422   404   404   422   404",
)
UNITS_FORM = (
    "GET  302   404   404   404   200   200   404   404   200   302",
    "POST 302   404   404   404   422   422   404   404   422   409",
)
COVERED_READ = "GET  302   404   404   404   200   200   404   404   200   200"
COVERED_FORM = (COVERED_READ, "POST 302   404   404   404   422   422   404   404   422   422")
CITYS_FORM = (
    "GET  302   404   404   404   302   302   404   404   302   200",
    "POST 302   404   404   404   409   409   404   404   409   422",
)
#                    anon  rival east  norem coll  owner invst oper  head  city
MATRIX: dict[str, str | tuple[str, ...]] = {
    **ROUND_ROUTES,
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
    "desk:project_exports": (
        "GET  302   404   200   200   200   200   404   200   200   200",
        "POST 302   404   422   422   422   422   404   422   422   422",
    ),
    "desk:project_export": "GET  302   404   200   200   200   200   404   200   200   200",
    # nothing to take away leads back
    "desk:project_oc4ids": "GET  302   404   302   302   200   200   404   302   200   200",
    "desk:project_uppers": "POST 302   404   422   422   422   422   404   422   422   422",
    "desk:project_upper": (
        "GET  302   404   404   404   404   200   404   404   404   404",
        "POST 302   404   404   404   404   422   404   404   404   404",
    ),
    "desk:project_upper_filled": "GET  302   404   404   404   404   200   404   404   404   404",
    "desk:project_columns_removal": "POST 302   404   404   404   404   302   404   404   404   404",
    # the library, a project and its gates: the unit keeps it, the city judges
    "desk:projects": "GET  302   404   200   200   200   200   404   200   200   200",
    "desk:project_entry": (
        "GET  302   404   200   404   200   200   404   404   200   200",
        "POST 302   404   422   404   422   422   404   404   422   422",
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
    **dict.fromkeys(
        [
            *("desk:project_gate_request", "desk:project_proof", "desk:project_milestone_date"),
            *("desk:project_milestone_met", "desk:project_year_plan", "desk:project_aside"),
        ],
        UNITS_FORM,
    ),
    # no deputy is an answer, and to go on needs no word
    **dict.fromkeys(
        ["desk:project_deputy", "desk:project_resumption"],
        (
            "GET  302   404   404   404   200   200   404   404   200   302",
            "POST 302   404   404   404   302   302   404   404   302   409",
        ),
    ),
    # a site: the unit measures, the city verifies
    "desk:forecasts": "GET  302   404   200   200   200   200   404   200   200   200",
    "desk:site": "GET  302   404   404   404   200   200   404   404   200   200",
    "desk:forecast": "GET  302   404   404   404   200   200   404   404   200   200",
    **dict.fromkeys(
        ["desk:quantity", "desk:quantity_change", "desk:site_measure", "desk:measurement_correction", "desk:stoppage"],
        UNITS_FORM,
    ),
    # a day is proposed, nothing stands still
    "desk:restart": UNITS_FORM,
    # no zones are an answer, and a removal asks nothing
    **dict.fromkeys(
        ["desk:zones", "desk:quantity_removal"],
        (
            "GET  302   404   404   404   200   200   404   404   200   302",
            "POST 302   404   404   404   302   302   404   404   302   409",
        ),
    ),
    "desk:verification": (
        "GET  302   404   404   404   302   302   404   404   302   200",
        "POST 302   404   404   404   409   409   404   404   409   302",
    ),
    # editions: published ones are everybody's; a preview is seen by the desk and by whose project stands in it
    "portal:editions": "GET  200   200   200   200   200   200   200   200   200   200",
    "portal:edition": "GET  200   200   200   200   200   200   200   200   200   200",
    "portal:edition_lines": "GET  200   200   200   200   200   200   200   200   200   200",
    "portal:edition_file": "GET  200   200   200   200   200   200   200   200   200   200",
    "portal:public_project": "GET  200   200   200   200   200   200   200   200   200   200",
    "portal:project_photo": "GET  200   200   200   200   200   200   200   200   200   200",
    **dict.fromkeys(
        ["portal:edition_preview", "portal:preview_lines", "portal:preview_project", "portal:preview_photo"],
        COVERED_READ,
    ),
    "desk:editions": (
        "GET  302   404   200   200   200   200   404   200   200   200",
        "POST 302   404   422   422   422   422   404   422   422   422",
    ),
    "desk:edition": "GET  302   404   404   404   200   200   404   404   200   200",
    "desk:edition_lines": "GET  302   404   404   404   200   200   404   404   200   200",
    "desk:edition_correction": (
        "GET  302   404   404   404   200   200   404   404   200   200",
        "POST 302   404   404   404   422   422   404   404   422   422",
    ),
    "desk:edition_errata": (
        "GET  302   404   200   200   200   200   404   200   200   200",
        "POST 302   404   422   422   422   422   404   422   422   422",
    ),
    "desk:edition_calling_off": (
        "GET  302   404   404   404   200   200   404   404   200   200",
        "POST 302   404   404   404   422   422   404   404   422   422",
    ),
    # who may not is led back with a sentence; it is in preview already
    "desk:edition_window": "POST 302   404   404   404   302   302   404   404   302   409",
    **dict.fromkeys(
        ["desk:edition_publication", "desk:edition_ranking", "desk:edition_ranking_removal"],
        "POST 302   404   404   404   302   302   404   404   302   302",
    ),
    "desk:ranking_leaves": (
        "GET  302   404   200   200   200   200   404   200   200   200",
        "POST 302   404   422   422   422   422   404   422   422   422",
    ),
    "desk:ranking_end": "POST 302   404   404   404   404   404   404   404   404   302",
    "desk:task_forces": "GET  302   404   200   200   200   200   404   200   200   200",
    # problems: whoever sees the project raises one; here the city desk raised it and the unit owns it
    **dict.fromkeys(
        ["desk:dispatch", "desk:leader_brief", "desk:dispatch_picture", "desk:problems", "desk:problem_choice"],
        "GET  302   404   200   200   200   200   404   200   200   200",
    ),
    **dict.fromkeys(["desk:meetings", "desk:slips"], "GET  302   404   200   200   200   200   404   200   200   200"),
    "desk:dispatch_picture_file": "GET  302   404   200   200   200   200   404   200   200   200",
    "desk:problem_entry": COVERED_FORM,
    **dict.fromkeys(["desk:problem", "desk:problem_paper"], COVERED_READ),
    **dict.fromkeys(["desk:problem_acceptance", "desk:problem_solution", "desk:problem_passing_up"], UNITS_FORM),
    # solved: who raised it may judge it
    "desk:problem_confirmation": (
        "GET  302   404   404   404   302   302   404   404   302   200",
        "POST 302   404   404   404   409   409   404   404   409   302",
    ),
    "desk:problem_reopening": CITYS_FORM,
    # meetings: the unit and the city desk hold it
    "desk:meeting_entry": (
        "GET  302   404   200   200   200   200   404   200   200   200",
        "POST 302   404   422   422   422   422   404   422   422   422",
    ),
    **dict.fromkeys(["desk:meeting", "desk:meeting_minutes", "desk:meeting_minutes_file"], COVERED_READ),
    "desk:meeting_decisions": "POST 302   404   404   404   422   422   404   404   422   422",
    # nothing has to be written for it
    **dict.fromkeys(
        ["desk:meeting_end", "desk:meeting_text", "desk:meeting_calling_off", "desk:meeting_issuing"],
        (
            "GET  302   404   404   404   200   200   404   404   200   200",
            "POST 302   404   404   404   302   302   404   404   302   302",
        ),
    ),
    "desk:instruct": COVERED_FORM,
    "desk:instruction": COVERED_READ,
    "desk:instruction_answer": (
        "GET  302   404   404   404   200   200   404   404   200   200",
        "POST 302   404   404   404   422   422   404   404   422   422",
    ),
    # answered by the unit, judged by who gave it
    "desk:instruction_acceptance": (
        "GET  302   404   404   404   302   302   404   404   302   200",
        "POST 302   404   404   404   409   409   404   404   409   302",
    ),
    "desk:instruction_return": CITYS_FORM,
    **dict.fromkeys(["desk:slip", "desk:slip_sheet"], COVERED_READ),
    "desk:slip_issuing": CITYS_FORM,
    "desk:slip_signature": (
        "GET  302   404   404   404   200   200   404   404   200   302",
        "POST 302   404   404   404   302   302   404   404   302   409",
    ),
    "desk:slip_reply": UNITS_FORM,
    "desk:slip_judgement": CITYS_FORM,
    # works: the unit and the city desk keep them; measures are shown to the whole city
    **dict.fromkeys(
        ["desk:works", "desk:works_people", "desk:measures", "desk:cooperations"],
        "GET  302   404   200   200   200   200   404   200   200   200",
    ),
    **dict.fromkeys(
        ["desk:work_entry", "desk:cooperation_entry", "desk:measure"],
        (
            "GET  302   404   200   200   200   200   404   200   200   200",
            "POST 302   404   422   422   422   422   404   422   422   422",
        ),
    ),
    **dict.fromkeys(["desk:work", "desk:work_sheet", "desk:plan"], COVERED_READ),
    **dict.fromkeys(
        [f"desk:work_{act}" for act in ("parts", "reached", "effect", "result", "owner", "drop")], COVERED_FORM
    ),
    "desk:plan_version": COVERED_FORM,
    # who made the version does not approve it, nor does a colleague
    "desk:plan_approval": "POST 302   404   404   404   422   422   404   404   302   302",
    # every city that takes part reads it, its owner's unit and the city desk keep it
    "desk:cooperation": "GET  302   404   200   404   200   200   404   404   200   200",
    **dict.fromkeys(
        ["desk:cooperation_step", "desk:cooperation_end"],
        (
            "GET  302   404   302   404   200   200   404   404   200   200",
            "POST 302   404   409   404   422   422   404   404   422   422",
        ),
    ),
}
