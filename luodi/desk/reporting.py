"""Reports at the desk: one report as its owner fills it in and as its checker reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from luodi.landing.waiting import waits_of
from luodi.projects.actions.reporting import next_milestone, passed_milestone
from luodi.projects.dossier import ProjectDossier
from luodi.projects.models import Correction, Milestone, Report, ReportRound
from luodi.projects.plausible import doubts
from luodi.projects.reportwords import before_of, percent, sentence, told_of
from luodi.projects.roundlist import is_late
from luodi.projects.rounds import last_accepted
from luodi.projects.rules import Light, ReportState
from luodi.projects.sitebook import SiteBook
from luodi.projects.words import money, plain

FIELDS: dict[str, Any] = {
    "invested": lambda report: money(report.invested),
    "arrived": lambda report: money(report.arrived),
    "percent": lambda report: f"{percent(report.percent)}%" if report.percent is not None else "",
    "words": lambda report: report.words,
    "next_on": lambda report: report.next_on.isoformat() if report.next_on else "",
}


def field_name(name: str) -> str:
    return {
        "invested": _("本期完成投资"),
        "arrived": _("本期到位资金"),
        "percent": _("形象进度"),
        "words": _("形象进度说明"),
        "next_on": _("下一节点预计"),
    }[name]


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a report beside the one before it."""

    label: str
    before: str
    now: str

    @property
    def changed(self) -> bool:
        return self.before != self.now


def sides(report: Report, before: Report | None) -> list[Side]:
    found: dict[str, Callable[[Report], str]] = FIELDS
    return [Side(field_name(name), said(before) if before else "", said(report)) for name, said in found.items()]


def doubts_of(d: ProjectDossier, report: Report) -> list[str]:
    """What the checker should look at twice; judged beside what counts without this report."""
    without = report if report.state == ReportState.ACCEPTED else None
    changed = report.corrections.filter(field="percent").exclude(old="").first()
    before, stood = before_of(d.project, report.round, without=without), Decimal(changed.old) if changed else None
    return [sentence(one) for one in doubts(told_of(report), before, stood)]


@dataclass(frozen=True, slots=True)
class Known:
    """Something that another room knows about the project; `url` opens it."""

    words: str
    url: str = ""


def known(d: ProjectDossier, now: datetime) -> list[Known]:
    """What approvals and the site know already, so that nobody types it again."""
    found = [
        Known(f"{wait.milestone.name}{_('：')}{wait.state}", reverse("desk:project", args=[d.duty.number]))
        for wait in waits_of(d.project, now)
        if wait.state
    ]
    book = SiteBook(d.project, d.today)
    for quantity in book.quantities:
        measured = book.measured.get(quantity.pk)
        if measured:
            said = {"name": quantity.name, "value": plain(measured[-1].value), "total": plain(quantity.total)}
            words = _("%(name)s已量到 %(value)s，共 %(total)s") % said
            found.append(Known(f"{words} {quantity.unit}", reverse("desk:site", args=[d.duty.number])))
    return found


def prefilled(d: ProjectDossier, draft: Report | None, last: Report | None) -> dict[str, Any]:
    """The draft; else what was accepted last, with the owner's own date of the next milestone. Amounts begin anew."""
    if draft is not None:
        names = ("invested", "arrived", "percent", "words", "next_on", "claim")
        return {name: getattr(draft, name) for name in names} | {"percent": percent(draft.percent)}
    milestone = next_milestone(d.project)
    values: dict[str, Any] = {"next_on": _not_past(milestone, d.today)}
    if last is not None:
        values |= {"percent": percent(last.percent), "words": last.words, "claim": last.claim}
    return values


def _not_past(milestone: Milestone | None, today: date) -> date | None:
    if milestone is None or milestone.forecast is None or milestone.forecast < today:
        return None
    return milestone.forecast


def report_page(d: ProjectDossier, one: ReportRound, report: Report | None, form: Any, now: datetime) -> dict[str, Any]:
    last, number = last_accepted(d.project), d.duty.number
    passed = passed_milestone(d.project, d.today)
    return {
        "d": d,
        "duty": d.duty,
        "project": d.project,
        "round": one,
        "report": report,
        "form": form,
        "last": last,
        "last_invested": money(last.invested) if last and last.round_id != one.pk else "",
        "since_start": money(d.project.invested),
        "year_done": money(d.project.year_done),
        "year_plan": money(d.project.year_plan),
        "milestone": next_milestone(d.project),
        "passed": passed,
        "known": known(d, now),
        "may_be_unchanged": last is not None and passed is None and not form.is_bound,
        "may_report": d.may("report") and not d.ended,
        "open": one.closed_at is None and (report is None or report.state in (ReportState.DRAFT, ReportState.RETURNED)),
        "late": now > one.due,
        "here": reverse("desk:report", args=[number, one.pk]),
        "draft_key": f"report:{number}:{one.period}",
    }


@dataclass(frozen=True, slots=True)
class Version:
    """A row of the history."""

    report: Report
    invested: str
    percent: str
    claim: str
    confidence: str
    late: bool
    corrections: "list[Corrected]"


def version_of(report: Report) -> Version:
    return Version(
        report=report,
        invested=money(report.invested),
        percent=FIELDS["percent"](report),
        claim=str(Light(report.claim).label) if report.claim else "",
        confidence=str(report.get_confidence_display()) if report.confidence else "",
        late=is_late(report),
        corrections=[correction_words(one) for one in report.corrections.all()],
    )


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction in words: what stood there, what stands there now; why and by whom is the row's."""

    row: Correction
    field: str
    old: str
    new: str


def correction_words(one: Correction) -> Corrected:
    old, new = one.old, one.new
    if one.field in ("invested", "arrived"):
        old, new = (money(int(value)) if value else "" for value in (old, new))
    if one.field == "percent":
        old, new = (f"{percent(value)}%" if value else "" for value in (old, new))
    return Corrected(one, field_name(one.field), old or _("空"), new or _("空"))
