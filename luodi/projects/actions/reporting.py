"""What a project's owner reports in a round: kept as he types, sent in once, or "nothing changed" in one tap."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.owners import city_desk
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, act
from luodi.projects.actions.proving import prove_step, replace_step
from luodi.projects.models import Milestone, Project, Report, ReportRound
from luodi.projects.plausible import faults
from luodi.projects.reach import locked_project
from luodi.projects.reportwords import before_of, sentence, told_of
from luodi.projects.rounds import last_accepted, owes
from luodi.projects.rules import Evidence, ReportState

FIVE = ("invested", "arrived", "percent", "words", "next_on")


def fill(*, viewer: Viewer, number: str, round: int, values: Mapping[str, Any], version: int | None = None) -> Report:
    """Keeps a draft; nothing is judged yet. `values` are the five, `claim` (the owner's own light) and
    `file` (a picture taken now, in the place of the one before). Raises Refused, BadFile, Stale.
    """
    with act(viewer.code) as a:
        project, report = _open(viewer, number, round, version)
        _write(a, report, viewer, project, values)
        report.unchanged = False
        report.save()
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "report_kept", period=report.round.period)
        return report


def submit(
    *,
    viewer: Viewer,
    number: str,
    round: int,
    values: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Report:
    """Sends the draft, with `values` written over it, to be checked by somebody else.

    Raises Refused, Wrong with the field, BadFile, Stale; nothing is kept then.
    """
    with act(viewer.code) as a:
        project, report = _open(viewer, number, round, version)
        if values is not None:
            _write(a, report, viewer, project, values)
            report.unchanged = False
        found = faults(told_of(report), before_of(project, report.round), localdate(a.now))
        if found:
            raise Wrong(found[0].field, sentence(found[0]))
        _send(a, viewer, project, report)
        return report


def unchanged(*, viewer: Viewer, number: str, round: int, version: int | None = None) -> Report:
    """As last time, in one tap. Raises Refused: where there is no last time, or a date has passed since."""
    with act(viewer.code) as a:
        project, report = _open(viewer, number, round, version)
        last = last_accepted(project)
        if last is None:
            raise Refused(_("这是第一次报送，请填一次数，以后没有变化才能一键报送。"))
        _refuse_passed(project, last, localdate(a.now))
        same = {"percent": last.percent, "words": last.words, "next_on": last.next_on}
        _write(a, report, viewer, project, {"invested": 0, "arrived": 0, "claim": last.claim, **same})
        report.unchanged = True
        _send(a, viewer, project, report)
        return report


def passed_milestone(project: Project, today: date) -> Milestone | None:
    """The first whose date, the owner's own or else the planned one, has gone by and which is not met."""
    waiting = project.milestones.filter(met_on=None, withdrawn_at=None, forecast__lt=today)
    return waiting.order_by("forecast", "pk").first()


def next_milestone(project: Project) -> Milestone | None:
    """The one that `next_on` speaks of."""
    return project.milestones.filter(met_on=None, withdrawn_at=None).order_by("position", "pk").first()


def _refuse_passed(project: Project, last: Report, today: date) -> None:
    passed = passed_milestone(project, today)
    if passed is not None and passed.forecast is not None:
        said = {"name": passed.name, "day": passed.forecast.isoformat()}
        raise Refused(_("节点“%(name)s”预计 %(day)s 完成，已经过去，不能报“无变化”。请填写进展和新的日期。") % said)
    if last.next_on is not None and last.next_on < today:
        said = {"day": last.next_on.isoformat()}
        raise Refused(_("上次报的下一节点日期 %(day)s 已经过去，不能报“无变化”。请填写进展和新的日期。") % said)


def _open(viewer: Viewer, number: str, round: int, version: int | None) -> tuple[Project, Report]:
    """The project, locked, and its report of the round as far as it may still be written."""
    project = locked_project(viewer, number, "report", version=version)
    one = ReportRound.objects.select_related("cycle__territory").get(pk=round)
    report = Report.objects.filter(project=project, round=one).exclude(state=ReportState.SUPERSEDED).first()
    report = report or Report(project=project, round=one)
    report.project, report.round = project, one
    if report.state == ReportState.ACCEPTED:
        raise Refused(_("%(period)s的报送已审核，不能再改。数字有误，请审核人员更正。") % {"period": one.name})
    if one.closed_at is not None:
        said = {"period": one.name}
        raise Refused(_("%(period)s已经截止，不再接收报送。请在下一期报送；已审核的数字有误，请审核人员更正。") % said)
    if report.state == ReportState.SUBMITTED:
        raise Refused(_("%(period)s已经报送，正在审核。要改，请审核人员退回。") % {"period": one.name})
    if not owes(project, one):
        raise Refused(_("这个项目不在 %(period)s的报送范围内。") % {"period": one.name})
    return project, report


def _write(a: Act, report: Report, viewer: Viewer, project: Project, values: Mapping[str, Any]) -> None:
    by = acting_post(viewer, project.duty)
    for name in (*FIVE, "claim"):
        if name in values:
            setattr(report, name, values[name])
    report.words = report.words.strip()[:400]
    if values.get("file"):
        if report.photo is not None and report.photo.withdrawn_at is None:
            replace_step(a, project, report.photo)
        told = {"dated": localdate(a.now), "words": report.words, "file": values["file"]}
        report.photo = prove_step(a, project, by=by, kind=Evidence.SITE_PHOTO, **told)
    report.next_milestone = next_milestone(project)
    report.filled_by = by


def _send(a: Act, viewer: Viewer, project: Project, report: Report) -> None:
    period = report.round.period
    report.state, report.submitted_at = ReportState.SUBMITTED, a.now
    report.filled_by = acting_post(viewer, project.duty)
    report.sampled = is_sampled(report)
    report.save()
    clocks = Clocks(project.duty)
    clocks.stop(f"report:{period}", happened_at=a.now)
    desk = city_desk().calendar.code
    clocks.start("check", allowances()["check"], at=a.now, about=period, calendar=desk)
    clocks.settle()
    move(project.duty, allowed={project.duty.progress})
    a.record(project.duty.number, "report_submitted", period=period, unchanged=report.unchanged, clocks=clocks.log)


def is_sampled(report: Report) -> bool:
    """Drawn from round and project with the installation's own secret: nobody can foresee or choose it."""
    drawn = salted_hmac("luodi.projects.sample", f"{report.round_id}:{report.project_id}").digest()
    return int.from_bytes(drawn[:4]) % 100 < report.round.cycle.sample_percent
