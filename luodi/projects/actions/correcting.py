"""The one way to change a report that was accepted: a new version beside the old one, field by field, with a reason."""

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.models import Post
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.projects.actions.checking import follow_step, not_by_who_reported
from luodi.projects.actions.reporting import FIVE
from luodi.projects.models import Correction, Project, Report
from luodi.projects.plausible import faults
from luodi.projects.reach import locked_project
from luodi.projects.reportwords import before_of, sentence, told_of
from luodi.projects.rules import ReportState


def correct(
    *,
    viewer: Viewer,
    number: str,
    report: int,
    values: Mapping[str, Any],
    reason: str,
    version: int | None = None,
) -> Report:
    """By those who check, and not by who reported it. Returns the new version. Raises Refused, Wrong, Stale."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "check_report", version=version)
        old = _standing(viewer, project, report)
        if not reason.strip():
            raise Wrong("reason", _("请写明更正的理由。"))
        changed = {name: values[name] for name in FIVE if name in values and values[name] != getattr(old, name)}
        if not changed:
            raise Refused(_("没有改动任何一项，无需更正。"))
        by = acting_post(viewer, project.duty)
        return correct_step(a, project, old, changed, reason, by=by, checked=True)


def correct_step(
    a: Act, project: Project, old: Report, changed: Mapping[str, Any], reason: str, *, by: Post, checked: bool = False
) -> Report:
    """Step: of `correct`, and of an owner who corrects his line of an edition before it is published. `checked`: by
    whoever checks; else the report keeps the one who checked it. Raises Wrong with the field."""
    new = _new_version(project, old, changed)
    if checked:
        new.checked_by, new.checked_at = by, a.now
    found = faults(told_of(new), before_of(project, old.round, without=old), localdate(a.now), corrected=True)
    if found:
        raise Wrong(found[0].field, sentence(found[0]))
    newest = project.current_id == old.pk
    _keep(a, old, new, changed, reason, by)
    follow_step(a, project, new, says_date=newest and "next_on" in changed)
    move(project.duty, allowed={project.duty.progress})
    number = project.duty.number
    a.record(number, "report_corrected", period=old.round.period, version=new.version, fields=sorted(changed))
    return new


def _standing(viewer: Viewer, project: Project, pk: int) -> Report:
    old = Report.objects.select_related("round__cycle", "filled_by__user").get(pk=pk, project=project)
    not_by_who_reported(viewer, old)
    if old.state == ReportState.SUPERSEDED:
        raise Stale(_("这一版已经更正过，请看最新一版。"), subject=project.duty.number)
    if old.state != ReportState.ACCEPTED:
        raise Refused(_("还没有审核的报送直接退回修改，不用更正。"))
    return old


def _new_version(project: Project, old: Report, changed: Mapping[str, Any]) -> Report:
    new = Report.objects.get(pk=old.pk)
    new.pk, new.version = None, old.version + 1
    new._state.adding = True
    new.project, new.round = project, old.round
    for name, value in changed.items():
        setattr(new, name, value)
    new.unchanged = False
    return new


def _keep(a: Act, old: Report, new: Report, changed: Mapping[str, Any], reason: str, by: Post) -> None:
    old.state = ReportState.SUPERSEDED
    old.save(update_fields=["state"])
    new.save(force_insert=True)
    Correction.objects.bulk_create(
        Correction(
            report=new,
            corrected=old,
            field=name,
            old=_written(getattr(old, name)),
            new=_written(value),
            reason=reason.strip()[:400],
            made_by=by,
            made_at=a.now,
        )
        for name, value in changed.items()
    )


def _written(value: Any) -> str:
    return "" if value is None else str(value)[:400]
