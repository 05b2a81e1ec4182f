"""The dispatch sheet: what is not as it should be, by unit in administrative order, on one page.

As many statements as there are kinds, whatever the rows: `luodi.projects.exceptions` and `luodi.works.open` read them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.rows import url_of
from luodi.directory.calendars import calendar_for, unit_calendar
from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.duties.reach import standing
from luodi.duties.rules import MAY
from luodi.projects import exceptions
from luodi.projects.models import Forecast, LightReading, Problem
from luodi.projects.rules import Asked, Category, Light
from luodi.ui.parts import Figure
from luodi.ui.timewords import period_words
from luodi.works.models import Work
from luodi.works.open import open_instructions, subjects_of
from luodi.works.rules import Kind, State, Wording

# In the order in which a meeting takes them up.
KINDS = {
    "report": lazy("报送逾期"),
    "red": lazy("转红灯"),
    "problem": lazy("问题逾期"),
    "slip": lazy("督办逾期"),
    "instruction": lazy("批示未销"),
    "work": lazy("事项逾期"),
    "chance": lazy_in("栏目", "难以按期"),
    "moved": lazy("节点日期变动"),
}
ORDER = {kind: place for place, kind in enumerate(KINDS)}
SHOWN = 400  # rows of a sheet, whatever there are


@dataclass(frozen=True, slots=True)
class Row:
    """`late` is what the red of overdue may be used for; `days` how long, in working days as on a strip, for the order
    within a kind."""

    kind: str
    number: str
    title: str
    url: str
    unit: Unit
    owner: str
    what: str
    detail: str = ""
    late: bool = False
    days: int = 0
    light: str = ""
    instruct_url: str = ""

    @property
    def kind_word(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True, slots=True)
class UnitRows:
    unit: Unit
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Sheet:
    day: date
    since: date
    units: list[UnitRows]
    counts: Counter[str]
    cut: int = 0
    # Projects whose forecast has learned from nothing yet: a published prior is no reason to be called up.
    unlearned: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def figures(self) -> list[Figure]:
        """Each opens the sheet narrowed to its rows."""
        here = reverse("desk:dispatch")
        return [
            Figure(str(label), str(self.counts[kind]), url=f"{here}?kind={kind}" if self.counts[kind] else "")
            for kind, label in KINDS.items()
        ]


def sheet_of(viewer: Viewer, now: datetime, only: str = "") -> Sheet:
    """`only`: rows of one kind; the counts are of all."""
    today = localdate(now)
    since = exceptions.last_round_day(viewer, today)
    unlikely = list(exceptions.unlikely(viewer))
    rows = list(_rows(viewer, now, today, since, [one for one in unlikely if one.is_learned]))
    counts = Counter(row.kind for row in rows)
    shown = [row for row in rows if only in ("", row.kind)]
    shown.sort(key=lambda row: (row.unit.territory.code, row.unit.code, ORDER[row.kind], -row.days, row.number))
    unlearned = sum(not one.is_learned for one in unlikely)
    return Sheet(today, since, _by_unit(shown[:SHOWN]), counts, max(0, len(shown) - SHOWN), unlearned)


def _by_unit(rows: Iterable[Row]) -> list[UnitRows]:
    found: dict[int, UnitRows] = {}
    for row in rows:
        found.setdefault(row.unit.pk, UnitRows(row.unit, [])).rows.append(row)
    return list(found.values())


def _rows(viewer: Viewer, now: datetime, today: date, since: date, unlikely: Iterable[Forecast]) -> Iterator[Row]:
    make = _Maker(viewer, now)
    for late in exceptions.late_duties(viewer, now):
        for deadline in late.late:
            yield from make.late(late.duty, deadline)
    yield from make.instructions()
    for reading in exceptions.turned_red(viewer, since):
        yield make.red(reading)
    for forecast in unlikely:
        yield make.chance(forecast)
    for moved in exceptions.moved_dates(viewer, since):
        yield make.moved(moved)


class _Maker:
    """Rows in the reader's words; costs no query but for what instructions are about."""

    def __init__(self, viewer: Viewer, now: datetime) -> None:
        self.viewer, self.now, self.today = viewer, now, localdate(now)

    def row(self, kind: str, duty: Duty, what: str, **more: object) -> Row:
        able = duty.closed is None and not standing(self.viewer, duty).isdisjoint(MAY["instruct"])
        base = {
            "kind": kind,
            "number": duty.number,
            "title": duty.title,
            "url": url_of(duty.number),
            "unit": duty.unit,
            "owner": duty.owner.label,
            "what": what,
            "instruct_url": reverse("desk:instruct", args=[duty.number]) if able else "",
        }
        return Row(**base | more)  # type: ignore[arg-type]

    def late(self, duty: Duty, deadline: Deadline) -> Iterator[Row]:
        assert deadline.due is not None
        days = -calendar_for(deadline.calendar).remaining_days(self.now, deadline.due)
        over = {"late": True, "days": days}
        if deadline.kind == "report":
            light = Light.GREY if duty.project.light == Light.GREY else ""
            told = {"period": period_words(deadline.about), "late": days_words(days)}
            yield self.row("report", duty, _("%(period)s未报，%(late)s") % told, light=light, **over)
        elif deadline.kind == "slip":
            told = {"ordinal": deadline.about, "late": days_words(days)}
            yield self.row("slip", duty, _("第 %(ordinal)s 次督办未回复，%(late)s") % told, **over)
        elif duty.kind == "problem" and deadline.kind == "solve":
            yield self._problem(duty, days)
        elif duty.kind == "work" and duty.work.kind != Kind.INSTRUCTION:
            told = {"kind": str(Kind(duty.work.kind).label), "late": days_words(days)}
            yield self.row("work", duty, _("%(kind)s%(late)s") % told, **over)

    def _problem(self, duty: Duty, days: int) -> Row:
        problem: Problem = duty.problem
        told = {"category": str(Category(problem.category).label), "level": str(Asked(problem.asked).label)}
        told["late"] = days_words(days)
        what = _("%(category)s，%(level)s办理，%(late)s") % told
        return self.row("problem", duty, what, detail=problem.project.duty.title, late=True, days=days)

    def instructions(self) -> Iterator[Row]:
        works = list(open_instructions(self.viewer))
        about = subjects_of(work.pk for work in works)
        for work in works:
            yield self._instruction(work, work.reply_due, about.get(work.pk))

    def _instruction(self, work: Work, due: datetime | None, about: Duty | None) -> Row:
        days = -unit_calendar(work.duty.unit).remaining_days(self.now, due) if due else 0
        late = due is not None and self.now > due
        told = {"wording": wording_words(work), "day": day_words(localdate(due)) if due else ""}
        if work.duty.progress == State.REPLIED:
            what = _("%(wording)s：已答复，待认可") % told
        else:
            what = (_("%(wording)s：应于 %(day)s 答复，%(late)s") if late else _("%(wording)s：%(day)s 前答复")) % (
                told | {"late": days_words(days)}
            )
        giver = str(work.given_by) if work.given_by else ""
        title = about.title if about and not about.is_restricted else about.number if about else work.duty.title
        return self.row("instruction", work.duty, what, title=title, detail=giver, late=late, days=max(days, 0))

    def red(self, reading: LightReading) -> Row:
        was = Light(reading.was).label if reading.was else ""
        told = {"day": day_words(reading.on), "was": was}
        what = (_("%(day)s 转红灯，原为%(was)s") if was else _("%(day)s 亮红灯")) % told
        return self.row("red", reading.project.duty, what, light=Light.RED)

    def chance(self, forecast: Forecast) -> Row:
        chance = round((forecast.on_time or 0) * 100)
        told = {
            "chance": chance,
            "low": day_words(forecast.p10),
            "mid": day_words(forecast.p50),
            "high": day_words(forecast.p90),
        }
        what = _("按期可能 %(chance)s%%，预计 %(mid)s（%(low)s 至 %(high)s）") % told
        names = (forecast.milestone.name if forecast.milestone else "", self._planned(forecast))
        detail = _("，").join(name for name in names if name)
        return self.row("chance", forecast.project.duty, what, detail=detail, days=100 - chance)

    @staticmethod
    def _planned(forecast: Forecast) -> str:
        return _("计划 %(day)s") % {"day": day_words(forecast.due)} if forecast.due else ""

    def moved(self, moved: exceptions.MovedDate) -> Row:
        told = {"milestone": moved.milestone, "was": day_words(moved.was), "now": day_words(moved.now)}
        days = abs(moved.days)
        told["days"] = str(days)
        later = ngettext(
            "“%(milestone)s”由 %(was)s 改到 %(now)s，晚 %(days)s 天",
            "“%(milestone)s”由 %(was)s 改到 %(now)s，晚 %(days)s 天",
            days,
        )
        earlier = ngettext(
            "“%(milestone)s”由 %(was)s 改到 %(now)s，早 %(days)s 天",
            "“%(milestone)s”由 %(was)s 改到 %(now)s，早 %(days)s 天",
            days,
        )
        what = (later if moved.days > 0 else earlier) % told
        return self.row("moved", moved.project.duty, what, detail=moved.reason, days=moved.days)


def days_words(days: int) -> str:
    if days <= 0:
        return _("今天超时")
    return ngettext("超时 %(days)s 天", "超时 %(days)s 天", days) % {"days": days}


def day_words(day: date) -> str:
    return day.isoformat()


def wording_words(work: Work) -> str:
    if work.leading is not None:
        return _("请%(unit)s牵头") % {"unit": work.leading.short or work.leading.name}
    return str(Wording(work.wording).label)
