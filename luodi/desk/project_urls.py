"""Under desk/: the library of key projects, a project and its gates."""

from django.urls import URLPattern, path

from luodi.desk.views import project_entry, projects


def act(noun: str, name: str) -> URLPattern:
    return path(f"projects/<str:number>/{noun}/", projects.act, {"name": name}, name=f"project_{name}")


urlpatterns: list[URLPattern] = [
    path("projects/", projects.projects, name="projects"),
    path("projects/new/", project_entry.entry, name="project_entry"),
    path("projects/<str:number>/", projects.one, name="project"),
    path("projects/<str:number>/changes/", project_entry.changes, name="project_change"),
    path("projects/<str:number>/plan/", project_entry.plan, name="project_plan"),
    path("projects/<str:number>/baselines/", project_entry.baselines, name="project_baselines"),
    path(
        "projects/<str:number>/baselines/<int:version_no>/answer/", project_entry.answer, name="project_baseline_answer"
    ),
    path("projects/<str:number>/attachments/<uuid:token>/", projects.attachment, name="project_attachment"),
    path("projects/<str:number>/proofs/<int:pk>/removal/", projects.proof_removal, name="project_proof_removal"),
    act("gate-requests", "gate_request"),
    act("gate-decisions", "gate_decision"),
    act("proofs", "proof"),
    act("milestone-dates", "milestone_date"),
    act("milestones-met", "milestone_met"),
    act("year-plans", "year_plan"),
    act("deputy", "deputy"),
    act("aside", "aside"),
    act("light", "light"),
    act("light/end", "light_end"),
    act("resumption", "resumption"),
]
