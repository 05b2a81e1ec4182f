"""Under desk/: report rounds, lights and the city's overview."""

from django.urls import URLPattern, path

from luodi.desk.views import lights, reports, rounds


def act(noun: str, name: str) -> URLPattern:
    return path(f"projects/<str:number>/reports/<int:pk>/{noun}/", reports.act, {"name": name}, name=f"report_{name}")


urlpatterns = [
    path("overview/", lights.overview, name="overview"),
    path("lights/", lights.lights, name="lights"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/cycles/new/", rounds.cycle_entry, name="cycle_entry"),
    path("rounds/cycles/<int:pk>/", rounds.cycle, name="cycle"),
    path("rounds/<int:pk>/", rounds.one, name="round"),
    path("rounds/<int:pk>/reminders/", rounds.reminders, name="round_reminders"),
    path("rounds/<int:pk>/closing/", rounds.closing, name="round_closing"),
    path("reports/", reports.check, name="check"),
    path("reports/corrections/", reports.corrected, name="corrections"),
    path("projects/<str:number>/rounds/<int:pk>/", reports.report, name="report"),
    path("projects/<str:number>/rounds/<int:pk>/unchanged/", reports.report_unchanged, name="report_unchanged"),
    path("projects/<str:number>/reports/<int:pk>/", reports.report_check, name="report_check"),
    act("acceptance", "acceptance"),
    act("return", "return"),
    act("visit", "visit"),
    act("correction", "correction"),
]
