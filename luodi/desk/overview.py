"""The city's overview at the desk: every number with its denominator; a link opens the projects that it counts."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from luodi.desk.projects import percent_of
from luodi.desk.roundtabs import tabs
from luodi.projects.overview import Overview, Sums, Turn
from luodi.projects.reportwords import percent
from luodi.projects.rules import WAN, Light
from luodi.projects.words import money
from luodi.ui.charts import Bar, BarChart, Part, bar_chart
from luodi.ui.parts import Figure
from luodi.ui.timewords import period_words

SHOWN = 24  # rounds of the trend that are drawn; the table holds all


@dataclass(frozen=True, slots=True)
class LightCell:
    light: str
    word: str
    count: int
    share: str
    url: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    name: str
    url: str
    projects: int
    lights: list[LightCell]
    plan: str
    done: str
    completion: str
    ahead: str
    behind: bool


@dataclass(frozen=True, slots=True)
class TurnRow:
    period: str
    url: str
    invested: str
    reported: str


def projects_url(**asked: Any) -> str:
    query = {name: value for name, value in asked.items() if value}
    return reverse("desk:projects") + (f"?{urlencode(query)}" if query else "")


def light_cells(sums: Sums, of: dict[str, Any] | None) -> list[LightCell]:
    """`of` is what the library is asked for them; None where no filter of it picks them."""
    return [
        LightCell(
            light.value,
            str(light.label),
            sums.lights.get(light, 0),
            percent_of(sums.lights.get(light, 0), sums.projects),
            projects_url(light=light.value, **of) if of is not None else "",
        )
        for light in Light
    ]


def points_words(points: Decimal | None) -> str:
    """Ahead or behind in words: a sign alone is overread."""
    if points is None:
        return ""
    shown = {"points": percent(abs(points))}
    return _("超前 %(points)s 点") % shown if points >= 0 else _("落后 %(points)s 点") % shown


def place_row(one: Sums, of: Overview) -> PlaceRow:
    """No filter picks what lies in no district."""
    asked = {of.scope.by: one.place.pk} if one.place else None
    points = of.ahead(one)
    return PlaceRow(
        name=one.place.name if one.place else _("市本级"),
        url=projects_url(**asked) if asked else "",
        projects=one.projects,
        lights=light_cells(one, {} if one is of.whole else asked),
        plan=money(one.year_plan) if one.year_plan else "",
        done=money(one.year_done) if one.year_plan else "",
        completion=f"{percent(one.completion)}%" if one.completion is not None else "",
        ahead=points_words(points),
        behind=points is not None and points < 0,
    )


def overview_page(found: Overview, viewer: Any, now: datetime) -> dict[str, Any]:
    whole = found.whole
    return {
        "tabs": tabs(viewer, "desk:overview"),
        "found": found,
        "figures": figures(found),
        "lights": light_cells(whole, {}),
        "by_hand": found.by_hand,
        "places": [place_row(one, found) for one in found.places],
        "by_city": found.scope.by == "city",
        "whole": place_row(whole, found),
        "ended": ended_words(found.ended),
        "schedule": percent(found.schedule),
        "chart": trend(found),
        "turns": [turn_row(turn) for turn in reversed(found.turns)],
        "running": turn_row(found.open_round) if found.open_round else None,
        "now": now,
    }


def figures(found: Overview) -> list[Figure]:
    whole, turn = found.whole, found.open_round
    completion = f"{percent(whole.completion)}%" if whole.completion is not None else "–"
    said = {"done": money(whole.year_done), "plan": money(whole.year_plan), "count": whole.planned}
    shown = [
        Figure(
            _("在库项目"),
            f"{whole.projects:,}",
            _("未办结的，总投资 %(total)s") % {"total": money(whole.total)},
            projects_url(),
        ),
        Figure(_("年度投资完成率"), completion, _("%(done)s / %(plan)s，%(count)s 项有年度计划") % said),
    ]
    if found.ahead(whole) is not None:
        said = {"done": completion, "schedule": percent(found.schedule)}
        words = points_words(found.ahead(whole))
        shown.append(Figure(_("超时序"), words, _("%(done)s − 时序 %(schedule)s%%") % said))
    if turn is not None:
        shown.append(_report_figure(turn, found.day > turn.round.due.date()))
    return [*shown, Figure(_("本月转红灯"), str(whole.turned_red), _("现在仍是红灯"))]


def _report_figure(turn: Turn, late: bool) -> Figure:
    here = reverse("desk:round", args=[turn.round.pk])
    said = {"period": period_words(turn.round.period), "owed": f"{turn.projects:,}", "waiting": turn.waiting}
    words = _("%(period)s 应报 %(owed)s，%(waiting)s 待审核") % said
    return Figure(
        _("未报送"), f"{turn.missing:,}", words, f"{here}?state=missing", "late" if late and turn.missing else "calm"
    )


def ended_words(ended: Sums) -> str:
    if not ended.projects:
        return ""
    said = {"count": ended.projects, "done": money(ended.year_done)}
    return _("另有 %(count)s 项本年已办结，本年完成 %(done)s，不在上面的数里。") % said


def turn_row(turn: Turn) -> TurnRow:
    return TurnRow(
        period_words(turn.round.period),
        reverse("desk:round", args=[turn.round.pk]),
        money(turn.invested),
        f"{turn.reported:,} / {turn.projects:,}",
    )


def trend(found: Overview) -> BarChart | None:
    """Invested in each round, newest first; each bar opens its round. Lengths in 万元: a mark is no sum."""
    turns = [*found.turns[-SHOWN:], *([found.open_round] if found.open_round else [])]
    if not turns:
        return None
    bars = [
        Bar(
            period_words(turn.round.period),
            (Part(turn.invested // WAN, _("完成投资（万元）"), reverse("desk:round", args=[turn.round.pk])),),
            reverse("desk:round", args=[turn.round.pk]),
        )
        for turn in reversed(turns)
    ]
    return bar_chart(_("各期完成投资（万元）"), bars)
