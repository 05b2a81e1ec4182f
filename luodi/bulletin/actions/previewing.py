"""The window of correction: owners see what the public will see, and for two working days correct their own line."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from luodi.bulletin.actions.preparing import AT_ONCE, compute
from luodi.bulletin.models import Edition, EditionLine, LineCorrection
from luodi.bulletin.reach import locked_edition
from luodi.bulletin.redaction import masked
from luodi.bulletin.rules import CORRECTABLE, State
from luodi.directory.models import Post
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Deadline, Duty
from luodi.duties.reach import acting_post, locked, permit, relations
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.notices.actions import Telling, tell, tell_many
from luodi.projects.actions.correcting import correct_step
from luodi.projects.models import Project, Report
from luodi.projects.rules import ReportState


def preview(*, viewer: Viewer, number: str, version: int | None = None) -> Edition:
    """Opens the window and tells every owner. Raises Refused, Stale."""
    with act(viewer.code) as a:
        edition = locked_edition(viewer, number, "publish", version=version)
        if edition.state != State.PREPARED:
            raise Stale(_("这一期已经开放过预览，或者已经取消。"), subject=number)
        if edition.built_at is None:
            raise Refused(_("还在编制，请等编制完成再开放预览。"))
        clocks = Clocks(edition.duty)
        window = clocks.start("window", allowances()["window"], at=a.now)
        clocks.settle()
        move(edition.duty, allowed={State.PREPARED}, to=State.PREVIEW)
        compute(edition)
        edition.state, edition.previewed_at, edition.window_ends = State.PREVIEW, a.now, window.due
        edition.save(update_fields=["state", "previewed_at", "window_ends", "figures", "notes", "ranking"])
        _tell_owners(a, edition)
        a.record(number, "previewed", until=window.due, clocks=clocks.log)
        return edition


def _tell_owners(a: Act, edition: Edition) -> None:
    """Each owner once, with the number of one of his projects: the edition itself lies at the city's desk."""
    lines = EditionLine.objects.filter(edition=edition).order_by("-position")
    owned = {line.project.duty.owner: line.number for line in lines.select_related("project__duty__owner__user")}
    key, facts = f"preview:{edition.duty.number}", {"due": edition.window_ends}
    told = [(post.user, number) for post, number in owned.items() if post.user is not None]
    tell_many(a.now, [Telling((reader,), "edition_preview", number, key, facts) for reader, number in told])


def correct_line(
    *, viewer: Viewer, number: str, line: int, values: Mapping[str, Any], reason: str, seen: int | None = None
) -> list[LineCorrection]:
    """The owner corrects what he reported: the report gets a new version, the line both values.

    `values` are of CORRECTABLE, `seen` is the report whose values the page showed. Raises Refused, Wrong with the
    field, Stale, EditionLine.DoesNotExist.
    """
    with act(viewer.code) as a:
        edition = Edition.objects.visible_to(viewer).select_related("round").get(duty__number=number)
        row = EditionLine.objects.get(edition=edition, pk=line)
        project = _locked_beside(viewer, edition, row)
        if edition.state != State.PREVIEW or edition.window_ends is None or a.now >= edition.window_ends:
            raise Refused(_("更正期没有开放或已经结束。公布之后请市级总台登记勘误。"))
        if seen is not None and seen != row.report_id:
            raise Stale(_("您打开页面之后，有人更正过这个项目。请看过新的数字再更正。"), subject=row.number)
        if not reason.strip():
            raise Wrong("reason", _("请写明更正的理由。"))
        made = _correct(a, viewer, project, row, values, reason.strip())
        _count(a, edition, {row: made})
        return made


def _locked_beside(viewer: Viewer, edition: Edition, row: EditionLine) -> Project:
    """Both duties, the lower first: the project is older than its edition. Who may report may correct."""
    wanted = Duty.objects.filter(pk__in=[row.project_id, edition.pk]).select_for_update(no_key=True, of=("self",))
    duties = {duty.pk: duty for duty in wanted.select_related("owner__user", "owner__unit", "unit").order_by("pk")}
    edition.duty = duties[edition.pk]
    edition.refresh_from_db(fields=["state", "window_ends", "ranking"])
    row.refresh_from_db()
    project = Project.objects.select_related("current", "deputy").get(pk=row.project_id)
    project.duty = duties[row.project_id]
    permit(viewer, "report", project.duty, relations(viewer, project.duty))
    return project


def _correct(
    a: Act, viewer: Viewer, project: Project, row: EditionLine, values: Mapping[str, Any], reason: str
) -> list[LineCorrection]:
    if row.report is None:
        raise Refused(_("这个项目本期没有已审核的报送，不能更正。请先补报并审核。"))
    if row.report.state == ReportState.SUPERSEDED:
        raise Stale(_("这份报送刚被更正，一分钟之内并入本期。请看过新的数字再更正。"), subject=row.number)
    told = {name: values[name] for name in CORRECTABLE if name in values}
    changed = {name: value for name, value in told.items() if value != getattr(row.report, name)}
    if not changed:
        raise Refused(_("没有改动任何一项，无需更正。"))
    post = acting_post(viewer, project.duty)
    new = correct_step(a, project, row.report, changed, reason, by=post)
    return _take(row, new, changed, reason=reason, made_by=post, made_at=a.now)


def _take(
    row: EditionLine, new: Report, changed: Mapping[str, Any], *, reason: str, **made: Any
) -> list[LineCorrection]:
    """Step: the line shows the next version of its report, `changed` of it; both values are kept."""
    assert row.report is not None
    kept = [
        LineCorrection(
            line=row,
            field=CORRECTABLE[name],
            old=_written(getattr(row.report, name)),
            new=_written(value),
            reason=masked(reason[:400]),
            **made,
        )
        for name, value in changed.items()
    ]
    LineCorrection.objects.bulk_create(kept)
    grown = (new.invested or 0) - (row.report.invested or 0)
    said = dict(row.values)
    for name, value in changed.items():
        said[CORRECTABLE[name]] = masked(value) if isinstance(value, str) else _kept(value)
    for name in ("year_done", "invested"):
        said[name] = (said.get(name) or 0) + grown
    row.values, row.report = said, new
    row.save(update_fields=["values", "report"])
    return kept


def _count(a: Act, edition: Edition, corrected: Mapping[EditionLine, list[LineCorrection]]) -> None:
    """Step: the figures follow the lines that were corrected."""
    compute(edition)
    Edition.objects.filter(pk=edition.pk).update(figures=edition.figures, notes=edition.notes, ranking=edition.ranking)
    move(edition.duty, allowed={edition.state})
    for row, made in corrected.items():
        fields = sorted(one.field for one in made)
        a.record(edition.duty.number, "line_corrected", line=row.position, project=row.number, fields=fields)


def lines_behind() -> "QuerySet[EditionLine]":
    """Whose report was corrected since they were filled."""
    return EditionLine.objects.filter(report__state=ReportState.SUPERSEDED)


def follow_corrections(now: datetime) -> int:
    """Watch step: a report that a checker, or the owner in another edition, corrected before this one is published.
    Returns how many lines followed."""
    coming = Edition.objects.filter(state__in=(State.PREPARED, State.PREVIEW)).exclude(built_at=None)
    behind = coming.filter(Exists(lines_behind().filter(edition=OuterRef("pk"))))
    edition = behind.select_related("duty").order_by("pk").first()
    if edition is None:
        return 0
    system = Viewer.system("corrections")
    with act(system.code, now=now) as a:
        edition.duty = locked(system, edition.number)
        edition.refresh_from_db(fields=["state", "ranking"])
        if not edition.is_coming:
            return 0
        rows = lines_behind().filter(edition=edition)
        found = {row: _newest(row) for row in rows.select_related("report").order_by("position")[:AT_ONCE]}
        _count(a, edition, found)
        return len(found)


def _newest(row: EditionLine) -> list[LineCorrection]:
    """Step: version after version, each with who corrected it and why."""
    made: list[LineCorrection] = []
    while row.report is not None and (told := list(row.report.corrected_by.select_related("report"))):
        one, new = told[0], told[0].report
        changed = {each.field: getattr(new, each.field) for each in told if each.field in CORRECTABLE}
        made += _take(row, new, changed, reason=one.reason, made_by_id=one.made_by_id, made_at=one.made_at)
    return made


def _kept(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _written(value: Any) -> str:
    return "" if value is None else masked(str(_kept(value)))[:400]


def end_window(deadline: int, now: datetime) -> None:
    """Expiry of the window: the desk and who may approve hear that it can be published."""
    with act("system:watch", now=now) as a:
        duty_id = Deadline.objects.values_list("duty", flat=True).get(pk=deadline)
        locked = Duty.objects.select_for_update(no_key=True, of=("self",))
        duty = locked.select_related("owner__user", "unit__calendar").get(pk=duty_id)
        clocks = Clocks(duty)
        if clocks.stop("window", happened_at=now, outcome=Deadline.Outcome.KEPT) is None:
            return
        clocks.settle()
        move(duty, allowed={duty.progress})
        a.record(duty.number, "window_ended", clocks=clocks.log)
        for reader in approvers(duty):
            tell(a, reader=reader, code="edition_to_approve", subject=duty.number, key=f"approve:{duty.number}")


def approvers(duty: Duty) -> list[Any]:
    """Who keeps the edition, and leaders of the city."""
    leaders = Post.objects.filter(role=Post.Role.LEADER, unit__territory=duty.city_id, user__isnull=False)
    found = {post.user for post in leaders.select_related("user") if "edition" in post.remit}
    return [*found, *([duty.owner.user] if duty.owner.user else [])]
