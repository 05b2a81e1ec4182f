"""Under desk/: editions of the bulletin, their errata, leave for rankings, and the sheet of task forces."""

from django.urls import URLPattern, path

from luodi.desk.views import edition_acts, editions, rankings


def act(noun: str, name: str) -> URLPattern:
    return path(f"editions/<str:number>/{noun}/", edition_acts.act, {"name": name}, name=f"edition_{name}")


urlpatterns: list[URLPattern] = [
    path("editions/", editions.editions, name="editions"),
    path("editions/rankings/", rankings.leaves, name="ranking_leaves"),
    path("editions/rankings/<int:pk>/end/", rankings.end, name="ranking_end"),
    path("editions/task-forces/", rankings.task_forces, name="task_forces"),
    path("editions/<str:number>/", editions.one, name="edition"),
    path("editions/<str:number>/lines/", editions.lines, name="edition_lines"),
    path("editions/<str:number>/lines/<int:pk>/corrections/", edition_acts.correction, name="edition_correction"),
    path("editions/<str:number>/errata/", edition_acts.errata, name="edition_errata"),
    act("window", "window"),
    act("publication", "publication"),
    act("ranking", "ranking"),
    act("ranking/removal", "ranking_removal"),
    path("editions/<str:number>/calling-off/", edition_acts.calling_off, name="edition_calling_off"),
]
