"""Report rounds at the desk: the list of them, and who has reported in one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luodi.desk.filters import listed
from luodi.desk.forms.rounds import RoundFilterForm
from luodi.desk.roundtabs import tabs
from luodi.desk.rows import url_of
from luodi.directory.viewer import Viewer
from luodi.projects.models import Project, Report, ReportCycle, ReportRound, RoundTotal
from luodi.projects.roundlist import (
    Counts,
    Line,
    counts,
    cycles_above,
    cycles_kept,
    districts_of,
    lines,
    to_report,
    totals_of,
)
from luodi.projects.rounds import keeps_rounds, kept_places, rounds_seen
from luodi.projects.rules import Level, Light, ReportState
from luodi.projects.words import money
from luodi.text.keys import key_in
from luodi.ui.parts import Figure
from luodi.ui.timewords import due_words

ROUNDS = 24


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is mine to send."""

    title: str
    url: str
    project_url: str
    unit: str
    period: str
    until: str
    late: bool
    tag: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    round: ReportRound
    url: str
    said: str
    until: str
    late: bool


def owed_of(item: tuple[Project, ReportRound, Report | None], now: datetime) -> Owed:
    project, one, draft = item
    returned = draft is not None and draft.state == ReportState.RETURNED
    tag = _("已退回") if returned else _("草稿") if draft else ""
    return Owed(
        title=project.duty.title,
        url=reverse("desk:report", args=[project.duty.number, one.pk]),
        project_url=url_of(project.duty.number),
        unit=project.duty.unit.name,
        period=one.period,
        until=due_words(one.due, now),
        late=now > one.due,
        tag=tag,
    )


def rounds_page(viewer: Viewer, now: datetime) -> dict[str, Any]:
    rounds = list(rounds_seen(viewer)[:ROUNDS])
    totals = totals_of(viewer, [one for one in rounds if one.closed_at])
    places = kept_places(viewer)
    return {
        "tabs": tabs(viewer, "desk:rounds"),
        "owed": [owed_of(item, now) for item in to_report(viewer, now)],
        "rounds": [_row(viewer, one, totals.get(one.pk), now) for one in rounds],
        "cycles": [(cycle, cycle_words(cycle)) for cycle in cycles_kept(viewer)] if places else [],
        "above": [(cycle, cycle_words(cycle)) for cycle in cycles_above(viewer)] if places else [],
        "keeps": bool(places),
        "several": len({one.cycle_id for one in rounds}) > 1,
    }


def _row(viewer: Viewer, one: ReportRound, total: RoundTotal | None, now: datetime) -> RoundRow:
    said = ""
    if total is not None:
        told = {"reported": total.reported, "owed": total.projects, "invested": money(total.invested)}
        said = _("已报 %(reported)s / 应报 %(owed)s，本期完成 %(invested)s") % told
    late = one.closed_at is None and now > one.due
    return RoundRow(one, reverse("desk:round", args=[one.pk]), said, due_words(one.due, now), late)


def cycle_words(cycle: ReportCycle) -> str:
    levels = _("、").join(str(Level(level).label) for level in cycle.levels) or _("其余全部")
    said = {
        "frequency": cycle.get_frequency_display(),
        "opens": cycle.opens_day,
        "due": cycle.due_day,
        "levels": levels,
        "sample": cycle.sample_percent,
    }
    return _("%(frequency)s %(opens)s 日开启、%(due)s 日截止；%(levels)s；抽查 %(sample)s%%") % said


@dataclass(frozen=True, slots=True)
class LineRow:
    """A project in a round; `url` is the report itself where there is one to look at."""

    line: Line
    title: str
    number: str
    url: str
    owner: str
    place: str
    state: str
    tone: str
    said: str
    light_word: str


STATE_TONES = {ReportState.SUBMITTED: "", ReportState.ACCEPTED: "done", ReportState.RETURNED: "soon"}


def line_row(line: Line, one: ReportRound, now: datetime) -> LineRow:
    project, report = line.project, line.report
    duty = project.duty
    number, overdue = duty.number, line.missing and now > one.due
    checked = report is not None and not line.missing
    word = report.get_state_display() if report is not None else _("未报送")
    return LineRow(
        line=line,
        title=duty.title,
        number=number,
        url=reverse("desk:report_check", args=[number, report.pk]) if report and checked else url_of(number),
        owner=f"{duty.unit.name} {duty.owner.label}",
        place=duty.district.name if duty.district else "",
        state=_("超时未报") if overdue and report is None else str(word),
        tone="late" if overdue else STATE_TONES.get(ReportState(line.state), "held") if line.state else "held",
        said=_said(report) if report is not None and checked else "",
        light_word=str(Light(project.light).label),
    )


def _said(report: Report) -> str:
    parts = [_("本期 %(amount)s") % {"amount": money(report.invested or 0)}]
    if report.percent is not None:
        parts.append(f"{report.percent.normalize():f}%")
    if report.unchanged:
        parts = [_("无变化")]
    return " · ".join(parts)


def round_page(viewer: Viewer, one: ReportRound, data: Any, now: datetime) -> dict[str, Any]:
    form = RoundFilterForm(data, districts=districts_of(one))
    asked, after, here = form.asked(), data.get("after", ""), reverse("desk:round", args=[one.pk])
    found, counted = lines(viewer, one, asked, key_in(after)), counts(viewer, one)
    keeps = keeps_rounds(viewer, one.cycle.territory)
    rows = [line_row(line, one, now) for line in found.rows]
    return {
        "tabs": tabs(viewer, "desk:rounds"),
        "round": one,
        **listed(form, here, after=after, following=found.next),
        "rows": rows,
        "figures": round_figures(counted, one, here, now),
        "keeps": keeps and one.closed_at is None,
        "can_remind": keeps and one.closed_at is None and any(row.line.missing for row in rows),
        "missing": counted.missing,
        "waiting": counted.by_state.get(ReportState.SUBMITTED, 0),
        "due_text": due_words(one.due, now),
        "closed": localtime(one.closed_at) if one.closed_at else None,
    }


def round_figures(counted: Counts, one: ReportRound, here: str, now: datetime) -> list[Figure]:
    """A link opens the projects that its figure counts."""
    owed, by = counted.owed, counted.by_state
    late = bool(counted.missing) and now > one.due
    of = _("应报 %(owed)s 项") % {"owed": owed}
    share = f"{100 * counted.reported / owed:.1f}%" if owed else "–"
    shown = [
        Figure(_("已报送"), str(counted.reported), _("，").join((of, share))),
        Figure(_("未报送"), str(counted.missing), of, f"{here}?state=missing", "late" if late else "calm"),
        Figure(_("待审核"), str(by.get(ReportState.SUBMITTED, 0)), of, f"{here}?state=submitted"),
        Figure(_("已审核"), str(by.get(ReportState.ACCEPTED, 0)), of, f"{here}?state=accepted"),
    ]
    back = by.get(ReportState.RETURNED, 0)
    if back:
        said = ngettext("等责任人改好再报", "等责任人改好再报", back)
        shown.append(Figure(_("已退回"), str(back), said, f"{here}?state=returned"))
    return shown
