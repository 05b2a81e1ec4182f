"""Works at the desk: a row of the list, one work with its parts on a page, and the acts on it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.acts import Act, Data
from luodi.desk.forms import works as forms
from luodi.desk.forms.acts import ActForm
from luodi.desk.rows import DeskRow, own_strip, plain_row, url_of
from luodi.directory.viewer import Viewer
from luodi.duties.models import FAR, Duty
from luodi.projects.reach import sums_of
from luodi.projects.words import money
from luodi.ui.timewords import day_words, period_words, short_day
from luodi.works.actions import working
from luodi.works.dossier import WorkDossier, about_duties
from luodi.works.models import Work
from luodi.works.open import on_duty
from luodi.works.rules import PARTS, POINTS, WITH_EFFECT, Kind, MayCopy, State

OWN_WAY = frozenset({Kind.INSTRUCTION})  # ends when its answer is accepted


def work_rows(
    duties: list[Duty], counts: dict[int, tuple[int, int]], *, viewer: Viewer, now: datetime
) -> list[DeskRow]:
    return [work_row(duty, viewer=viewer, now=now, parts=counts.get(duty.pk, (0, 0))) for duty in duties]


def work_row(duty: Duty, *, viewer: Viewer, now: datetime, parts: tuple[int, int] = (0, 0)) -> DeskRow:
    """Needs `beside=listing.WORK_BESIDE`; costs no query. `parts`: how many, and how many of them have ended."""
    work: Work = duty.work
    of_parts = _("%(done)d/%(all)d 项已办结") % {"all": parts[0], "done": parts[1]} if parts[0] else ""
    whole = work.parent.duty.title if work.parent else ""
    gist = (whole, period_words(work.period), counted_words(work), of_parts)
    return replace(
        plain_row(duty, viewer=viewer, now=now),
        gist=" · ".join(part for part in gist if part),
        tag=str(Kind(work.kind).label),
        tag_tone="done" if duty.progress == State.DONE else "none" if duty.closed else "",
    )


def number_words(value: Decimal) -> str:
    return f"{value.normalize():f}"


def counted_words(work: Work) -> str:
    if work.target is None:
        return ""
    told = {"reached": number_words(work.reached), "target": number_words(work.target), "unit": work.unit_word}
    return _("%(reached)s/%(target)s %(unit)s") % told


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part in one line: `tone` is late, done, none (dropped) or empty; `share` is percent, None when uncounted."""

    work: Work
    url: str
    owner: str
    unit: str
    due: str
    word: str
    tone: str
    counted: str = ""
    share: int | None = None


def part_line(work: Work, now: datetime) -> PartLine:
    duty = work.duty
    late = duty.closed is None and duty.next_due < now
    tone = "late" if late else {State.DONE: "done", State.DROPPED: "none"}.get(State(duty.progress), "")
    share = None if work.target is None else min(100, int(100 * work.reached / work.target))
    return PartLine(
        work,
        url_of(duty.number),
        duty.owner.label,
        duty.unit.name,
        due_words(work, now),
        _("已超时") if late else str(State(duty.progress).label),
        tone,
        counted_words(work),
        share,
    )


def due_words(work: Work, now: datetime) -> str:
    duty = work.duty
    if duty.closed is not None:
        return day_words(work.done_at or duty.closed, now)
    return "" if duty.next_due == FAR else day_words(duty.next_due, now)


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of part, with the address where one more is written."""

    label: Any
    kind: str
    lines: list[PartLine]


def columns(works: Iterable[Work], now: datetime, kinds: Iterable[str] = POINTS) -> list[Column]:
    """Every kind has its column, also an empty one."""
    works = list(works)
    return [
        Column(Kind(kind).label, kind, [part_line(work, now) for work in works if work.kind == kind]) for kind in kinds
    ]


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A work of one project under a big one: its points counted by kind, its goals, the project's money."""

    part: PartLine
    project: Duty | None
    total: str
    counts: list[int]
    goals: list[PartLine]
    late: int
    below: list[Column]


def project_lines(d: WorkDossier, now: datetime) -> tuple[list[ProjectLine], int]:
    """The works under a work, and their projects' total in yuan."""
    about = about_duties(d.viewer, d.projects) if d.projects else {}
    wanted = {duty.pk for duties in about.values() for duty in duties if duty.kind == "project"}
    money_of = sums_of(d.viewer, wanted) if wanted else {}
    lines = []
    for work in d.projects:
        project = next((duty for duty in about.get(work.pk, []) if duty.kind == "project"), None)
        below = columns(work.below, now, (*POINTS, Kind.GOAL))
        lines.append(
            ProjectLine(
                part_line(work, now),
                project,
                money(money_of.get(project.pk)) if project else "",
                [len(column.lines) for column in below[:3]],
                below[3].lines,
                sum(line.tone == "late" for column in below for line in column.lines),
                below,
            )
        )
    return lines, sum(money_of.values())


def _who(d: WorkDossier, data: Data, *names: str) -> dict[str, Any]:
    given = {name: data[name] for name in names}
    return {"viewer": d.viewer, "number": d.duty.number, "version": data["version"], **given}


def _reach(d: WorkDossier, data: Data) -> str:
    working.reach(**_who(d, data, "reached"))
    return _("完成数已登记。")


def _finish(d: WorkDossier, data: Data) -> str:
    working.finish(happened_at=end_of(data["done_on"]), **_who(d, data, "result"))
    return _("已办结。")


def end_of(day: date | None) -> datetime | None:
    """The end of a day in the past; of today the present moment."""
    now = timezone.now()
    return min(now, make_aware(datetime.combine(day, time(23, 59)))) if day else None


def _effect(d: WorkDossier, data: Data) -> str:
    working.tell_effect(**_who(d, data, "effect", "counted", "counted_unit"))
    return _("成效已登记。")


def _hand_on(d: WorkDossier, data: Data) -> str:
    working.hand_on(**_who(d, data, "to_post"))
    return _("现在由%(person)s负责，时限不变。") % {"person": data["to_post"].label}


def _drop(d: WorkDossier, data: Data) -> str:
    working.drop(**_who(d, data, "reason"))
    return _("已取消，原因已记下。")


def _open(d: WorkDossier) -> bool:
    return d.duty.closed is None and d.work.kind not in OWN_WAY


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("reached", "keep_work", lazy("登记完成数"), "n", "plus", forms.ReachForm, _reach,
            lambda d: _open(d) and d.work.target is not None,
            lambda d: {"initial": {"reached": number_words(d.work.reached)}}),
        Act("effect", "keep_work", lazy("登记成效"), "e", "plus", forms.EffectForm, _effect,
            lambda d: _open(d) and d.work.kind in WITH_EFFECT),
        Act("result", "keep_work", lazy_in("按钮", "办结"), "f", "check", forms.FinishForm, _finish, _open),
        Act("owner", "transfer", lazy("换人负责"), "p", "person", forms.HandOnForm, _hand_on, _open,
            lambda d: {"viewer": d.viewer}),
        Act("drop", "keep_work", lazy("取消这项"), "z", "close", forms.DropForm, _drop, _open),
    )
}  # fmt: skip


def offered(d: WorkDossier) -> list[tuple[Act, str]]:
    able = [act for act in ACTS.values() if act.is_offered(d)]
    return [(act, reverse(f"desk:work_{act.name}", args=[d.duty.number])) for act in able]


def may_split(d: WorkDossier) -> bool:
    """A plan's tasks are written in its versions."""
    return d.may("keep_work") and d.duty.closed is None and d.work.kind in PARTS and d.work.kind != Kind.PLAN


def facts_of(work: Work) -> list[tuple[str, str]]:
    """What a measure or a campaign has beside its title."""
    facts = work.facts
    counted = f"{facts['counted']} {facts.get('counted_unit', '')}".strip() if facts.get("counted") is not None else ""
    on = parse_date(facts.get("on", ""))
    found = [
        (_("怎么做的"), facts.get("what", "")),
        (_("在哪里做"), facts.get("where", "")),
        (_("合作方"), facts.get("partners", "")),
        (_("活动日期"), short_day(on) if on else ""),
        (_("成效"), facts.get("effect", "")),
        (_("计数"), counted),
        (_("谁可以复制"), str(MayCopy(facts["may_copy"]).label) if facts.get("may_copy") else ""),
        (_("补充说明"), work.words),
        (_("结果"), work.result),
    ]
    return [(label, words) for label, words in found if words]


def work_page(d: WorkDossier, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    """Of the page of a work: `chosen` is the act whose `form` is open."""
    now, number, work = timezone.now(), d.duty.number, d.work
    projects, total = project_lines(d, now)
    goals = [part_line(part, now) for part in d.of_kind(Kind.GOAL)]
    others = [part_line(part, now) for part in d.parts if part.kind in (Kind.CAMPAIGN, Kind.MEASURE)]
    return {
        "d": d,
        "work": work,
        "duty": d.duty,
        "here": reverse("desk:work", args=[number]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "kind": Kind(work.kind).label,
        "state": State(d.duty.progress).label,
        "period": period_words(work.period),
        "counted": part_line(work, now) if work.target is not None else None,
        "facts": facts_of(work),
        "columns": columns(d.parts, now) if _has_points(d) else [],
        "goals": goals,
        "projects": projects if work.kind != Kind.PLAN else [],
        "tasks": projects if work.kind == Kind.PLAN else [],
        "others": others,
        "total": money(total) if total else "",
        "about": [(one, url_of(one.number)) for one in d.about],
        "decided_in": [(one, url_of(one.number)) for one in d.decided_in],
        "may_split": may_split(d),
        "may_instruct": d.may("instruct") and d.duty.closed is None,
        "may_supervise": d.may("supervise") and d.duty.closed is None,
        "instructions": [part_line(one, now) for one in on_duty(d.viewer, d.duty)],
        "is_plan": work.kind == Kind.PLAN,
        "is_measure": work.kind == Kind.MEASURE,
        "stream": d.lines,
        "acts": offered(d),
        "chosen": ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:work_{chosen}", args=[number]) if chosen else "",
        "form": form,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
    }


def _has_points(d: WorkDossier) -> bool:
    """A work of many projects keeps its points with each of them."""
    if d.work.kind not in (Kind.WORK, Kind.DECISION):
        return False
    return any(d.points.values()) or not d.projects
