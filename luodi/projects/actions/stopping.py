"""A site stands still, and goes on."""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Stale, act
from luodi.projects.actions.forecasting import issue_step
from luodi.projects.models import Stoppage
from luodi.projects.reach import locked_project


def stop_site(*, viewer: Viewer, number: str, since: date, reason: str, until: date | None = None) -> Stoppage:
    """`until`, the last day of it, where it is known beforehand. Raises Refused, Stale."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "measure")
        if not reason.strip():
            raise Wrong("reason", _("请写明停工原因。"))
        if until is None and since > localdate(a.now):
            raise Wrong("until", _("以后才停工的，要写到哪一天为止。"))
        if until is not None and until < since:
            raise Wrong("until", _("结束日期早于开始日期，请核对。"))
        stops = Stoppage.objects.filter(project=project)
        if until is None and stops.filter(until=None).exists():
            raise Stale(_("已登记停工，还没有复工。"), subject=number)
        if stops.filter(since__lte=until or date.max).exclude(until__lt=since).exists():
            raise Wrong("since", _("与已登记的停工日期重叠，请核对。"))
        by = acting_post(viewer, project.duty)
        told = {"since": since, "until": until, "reason": reason.strip()[:200]}
        stopped = Stoppage.objects.create(project=project, recorded_by=by, recorded_at=a.now, **told)
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "site_stopped", since=since.isoformat(), until=until.isoformat() if until else "")
        issue_step(a, project)
        return stopped


def restart_site(*, viewer: Viewer, number: str, until: date) -> Stoppage:
    """`until`: the last day on which it stood still. Raises Refused, Stale."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "measure")
        stopped = Stoppage.objects.filter(project=project, until=None).first()
        if stopped is None:
            raise Stale(_("没有登记停工，或已经复工。"), subject=number)
        if until < stopped.since:
            raise Wrong("until", _("结束日期早于开始日期，请核对。"))
        if until > localdate(a.now):
            raise Wrong("until", _("最后停工的一天在以后，请核对。"))
        stopped.until = until
        stopped.save(update_fields=["until"])
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "site_restarted", since=stopped.since.isoformat(), until=until.isoformat())
        issue_step(a, project)
        return stopped
