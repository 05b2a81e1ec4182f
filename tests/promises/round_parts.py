"""Report rounds in the matrix: a project of the port zone in a round of its city, reported and not checked yet."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from luodi.directory.viewer import Viewer
from luodi.projects.actions.checking import accept
from luodi.projects.actions.library import add
from luodi.projects.actions.lighting import override
from luodi.projects.actions.reporting import fill, submit
from luodi.projects.models import Project, Report, ReportCycle, ReportRound
from luodi.projects.rules import Frequency, ReportState, Template
from tests.projecting import MILLION
from tests.promises.scene import Scene


def a_round(scene: Scene) -> ReportRound:
    if made := ReportRound.objects.filter(cycle__name="月调度", period="2021-01").first():
        return made
    owner = scene.cast.zone_officer
    told = {"total": 100 * MILLION, "sector": "industry", "description": "冷库与加工车间"}
    at = owner.post.unit.territory
    for title in ("港区冷链加工", "港区冷链基地"):
        add(viewer=Viewer.of(owner), owner=owner.post, at=at, title=title, template=Template.LAND, values=told)
    cycle = ReportCycle.objects.create(territory=scene.cast.city, name="月调度", frequency=Frequency.MONTHLY)
    now = timezone.now()
    days = {"as_of": timezone.localdate(now), "opened_at": now, "due": now + timedelta(days=5)}
    return ReportRound.objects.create(cycle=cycle, period="2021-01", **days)


def a_project(scene: Scene) -> Project:
    """One that owes the round a report: there since before it was opened."""
    return Project.objects.filter(duty__opened__lte=a_round(scene).opened_at, duty__closed=None).latest("pk")


def a_report(scene: Scene) -> Report:
    """That waits to be checked; one of a scene."""
    if made := Report.objects.filter(state=ReportState.SUBMITTED).first():
        return made
    return _reported(scene, a_project(scene))


def _reported(scene: Scene, project: Project) -> Report:
    one, by = a_round(scene), Viewer.of(scene.cast.zone_officer)
    fill(viewer=by, number=project.number, round=one.pk, values={"invested": MILLION})
    return submit(viewer=by, number=project.number, round=one.pk)


def a_counted_report(scene: Scene) -> Report:
    """That was accepted; one of a scene."""
    a_round(scene)
    project = Project.objects.get(duty__title="港区冷链加工")
    if made := project.reports.first():
        return made
    waiting = _reported(scene, project)
    return accept(viewer=Viewer.of(scene.cast.dispatcher), number=project.number, report=waiting.pk)


def lit_by_hand(scene: Scene) -> str:
    number, until = a_project(scene).number, timezone.localdate() + timedelta(days=30)
    told = {"light": "yellow", "reason": "图纸调整", "until": until}
    override(viewer=Viewer.of(scene.cast.dispatcher), number=number, **told)
    return number


OF_ROUND = ("round", "round_reminders", "round_closing", "report", "report_unchanged")
OF_REPORT = ("report_check", "report_acceptance", "report_return", "report_visit")

PARTS: dict[str, Callable[[Scene], Any]] = {
    **{f"desk:{route}.pk": lambda s: a_round(s).pk for route in OF_ROUND},
    **{f"desk:{route}.number": lambda s: a_project(s).number for route in ("report", "report_unchanged")},
    "desk:cycle.pk": lambda s: a_round(s).cycle_id,
    **{f"desk:{route}.number": lambda s: a_report(s).project.number for route in OF_REPORT},
    **{f"desk:{route}.pk": lambda s: a_report(s).pk for route in OF_REPORT},
    "desk:report_correction.number": lambda s: a_counted_report(s).project.number,
    "desk:report_correction.pk": lambda s: a_counted_report(s).pk,
    "desk:project_light.number": lambda s: a_project(s).number,
    "desk:project_light_end.number": lit_by_hand,
}
#                    anon  rival east  norem coll  owner invst oper  head  city
ROUTES: dict[str, str | tuple[str, ...]] = {
    # rounds: everybody at a desk may ask; whose posts have no projects sees none
    **dict.fromkeys(
        ["desk:rounds", "desk:check", "desk:corrections"],
        "GET  302   404   200   200   200   200   404   200   200   200",
    ),
    # whose posts have projects sees how they stand; who keeps the rounds sets them up
    "desk:overview": "GET  302   404   200   404   200   200   404   404   200   200",
    "desk:lights": (
        "GET  302   404   200   404   200   200   404   404   200   200",
        "POST 302   404   422   404   422   422   404   404   422   422",
    ),
    **dict.fromkeys(
        ["desk:cycle_entry", "desk:cycle"],
        (
            "GET  302   404   404   404   404   404   404   404   404   200",
            "POST 302   404   404   404   404   404   404   404   404   422",
        ),
    ),
    "desk:round": "GET  302   404   200   404   200   200   404   404   200   200",
    # who does not keep the rounds is led back with a sentence
    **dict.fromkeys(
        ["desk:round_reminders", "desk:round_closing"],
        "POST 302   404   302   404   302   302   404   404   302   302",
    ),
    "desk:report": (
        "GET  302   404   404   404   200   200   404   404   200   200",
        "POST 302   404   404   404   422   422   404   404   422   422",
    ),
    # there is no last time
    "desk:report_unchanged": "POST 302   404   404   404   422   422   404   404   422   422",
    "desk:report_check": "GET  302   404   404   404   200   200   404   404   200   200",
    # the unit reports, the city checks and sets lights by hand; no confidence is an answer
    **dict.fromkeys(
        ["desk:report_acceptance", "desk:project_light_end"],
        (
            "GET  302   404   404   404   302   302   404   404   302   200",
            "POST 302   404   404   404   409   409   404   404   409   302",
        ),
    ),
    **dict.fromkeys(
        ["desk:report_return", "desk:report_visit", "desk:report_correction", "desk:project_light"],
        (
            "GET  302   404   404   404   302   302   404   404   302   200",
            "POST 302   404   404   404   409   409   404   404   409   422",
        ),
    ),
}
