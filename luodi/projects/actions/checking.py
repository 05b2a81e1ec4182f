"""Another person checks what was reported: accepts it or gives it back, and says what a visit on site found."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.clock import Allowance
from luodi.directory.calendars import unit_calendar
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.notices.actions import tell
from luodi.projects import standing, totals
from luodi.projects.actions.forecasting import issue_step
from luodi.projects.actions.lighting import light_step
from luodi.projects.actions.milestones import move_step
from luodi.projects.models import Project, Report
from luodi.projects.reach import locked_project
from luodi.projects.rules import ReportState

AGAIN = "2wd"  # for mending a report that was given back, where the round leaves less


def accept(*, viewer: Viewer, number: str, report: int, confidence: str = "", version: int | None = None) -> Report:
    """From now on it counts: sums, light and the owner's date follow. Raises Refused, Stale."""
    with act(viewer.code) as a:
        project, found = _for_check(viewer, number, report, version)
        _answer(a, viewer, project, found, ReportState.ACCEPTED)
        found.confidence = confidence
        found.save()
        follow_step(a, project, found, says_date=True)
        clocks = Clocks(project.duty)
        clocks.stop(f"check:{found.round.period}", happened_at=a.now)
        _settle(a, project, clocks, "report_accepted", found)
        return found


def give_back(*, viewer: Viewer, number: str, report: int, reason: str, version: int | None = None) -> Report:
    """To be mended: the owner's clock runs again, until the round's end or two working days. Raises Refused, Stale."""
    with act(viewer.code) as a:
        project, found = _for_check(viewer, number, report, version)
        if not reason.strip():
            raise Refused(_("请写明退回的理由，责任人照着改。"))
        _answer(a, viewer, project, found, ReportState.RETURNED)
        found.returned_because = reason.strip()[:400]
        found.save()
        clocks = Clocks(project.duty)
        clocks.stop(f"check:{found.round.period}", happened_at=a.now)
        clocks.start("report", _time_left(project, found, a), at=a.now, about=found.round.period)
        _settle(a, project, clocks, "report_returned", found)
        assert found.filled_by is not None
        key = f"report_returned:{found.pk}:{a.now.isoformat()}"
        tell(a, reader=found.filled_by.user, code="report_returned", subject=number, key=key)
        return found


def found(*, viewer: Viewer, number: str, report: int, words: str, version: int | None = None) -> Report:
    """What a visit on site saw. Raises Refused."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "check_report", version=version)
        seen = _report(project, report)
        not_by_who_reported(viewer, seen)
        if not words.strip():
            raise Refused(_("请写核查看到了什么。"))
        seen.found, seen.found_at = words.strip()[:400], a.now
        seen.save(update_fields=["found", "found_at"])
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "report_visited", period=seen.round.period)
        return seen


def not_by_who_reported(viewer: Viewer, report: Report) -> None:
    if report.filled_by is not None and report.filled_by.user_id == viewer.user_id:
        raise Refused(_("报送人不能审核自己报的数，请由另一位审核人员办理。"))


def _report(project: Project, pk: int) -> Report:
    found = Report.objects.select_related("round__cycle", "filled_by__user", "next_milestone").get(
        pk=pk, project=project
    )
    found.project = project
    return found


def _for_check(viewer: Viewer, number: str, pk: int, version: int | None) -> tuple[Project, Report]:
    project = locked_project(viewer, number, "check_report", version=version)
    report = _report(project, pk)
    not_by_who_reported(viewer, report)
    if report.state != ReportState.SUBMITTED:
        raise Stale(_("这份报送已经有了结果。"), subject=number)
    return project, report


def _answer(a: Act, viewer: Viewer, project: Project, report: Report, state: str) -> None:
    report.state, report.checked_at = state, a.now
    report.checked_by = acting_post(viewer, project.duty)


def follow_step(a: Act, project: Project, report: Report, *, says_date: bool) -> None:
    """Step: what follows from a report that counts from now on: the owner's date where it says one that is new, the
    sums, the light and the forecasts."""
    if says_date:
        _move_date(a, project, report)
    standing.apply(project)
    if report.round.closed_at is not None:
        totals.correct(report.round, project)
    light_step(a, project)
    issue_step(a, project)


def _move_date(a: Act, project: Project, report: Report) -> None:
    """A date that has passed while the report waited is not taken over: the milestone is late as it stands."""
    milestone = report.next_milestone
    if milestone is None or report.next_on is None or milestone.met_on or milestone.withdrawn_at:
        return
    if report.next_on >= localdate(a.now) and report.filled_by is not None:
        reason = report.words[:200]
        move_step(a, project, milestone, forecast=report.next_on, by=report.filled_by, reason=reason, report=report)


def _time_left(project: Project, report: Report, a: Act) -> str:
    least = unit_calendar(project.duty.unit).due(a.now, Allowance.parse(AGAIN)).at
    days = (localdate(report.round.due) - localdate(a.now)).days
    return f"{days}d" if report.round.due > least else AGAIN


def _settle(a: Act, project: Project, clocks: Clocks, code: str, report: Report) -> None:
    clocks.settle()
    move(project.duty, allowed={project.duty.progress})
    a.record(project.duty.number, code, period=report.round.period, version=report.version, clocks=clocks.log)
