"""Under desk/: works, plans and cooperation of cities."""

from django.urls import URLPattern, path

from luodi.desk.views import cooperations, measures, plans, works, works_entry


def work_act(noun: str, name: str) -> URLPattern:
    return path(f"works/<str:number>/{noun}/", works.act, {"name": name}, name=f"work_{name}")


def cooperation_act(noun: str, name: str) -> URLPattern:
    return path(f"cooperations/<str:number>/{noun}/", cooperations.act, {"name": name}, name=f"cooperation_{name}")


urlpatterns = [
    path("works/", works.works, name="works"),
    path("works/people/", works.people, name="works_people"),
    path("works/new/", works_entry.entry, name="work_entry"),
    path("works/measures/", measures.measures, name="measures"),
    path("works/measures/<str:number>/", measures.one, name="measure"),
    path("works/<str:number>/", works.one, name="work"),
    path("works/<str:number>/sheet/", works.sheet, name="work_sheet"),
    path("works/<str:number>/parts/", works_entry.parts, name="work_parts"),
    work_act("reached", "reached"),
    work_act("effect", "effect"),
    work_act("result", "result"),
    work_act("owner", "owner"),
    work_act("cancellation", "drop"),
    path("works/<str:number>/plan/", plans.one, name="plan"),
    path("works/<str:number>/versions/", plans.version, name="plan_version"),
    path("works/<str:number>/versions/approval/", plans.approval, name="plan_approval"),
    path("cooperations/", cooperations.cooperations, name="cooperations"),
    path("cooperations/new/", cooperations.entry, name="cooperation_entry"),
    path("cooperations/<str:number>/", cooperations.one, name="cooperation"),
    cooperation_act("steps", "step"),
    cooperation_act("ending", "end"),
]
