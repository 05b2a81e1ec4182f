"""A site at the desk: its drawings with words and links, and what may be done on it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from luodi.projects.dossier import ProjectDossier
from luodi.projects.drawing import Curve, Dot, Gantt, Strip, Task, curve, gantt, strip
from luodi.projects.models import Forecast, Measurement, Quantity
from luodi.projects.outlookwords import chance_words, standing_words
from luodi.projects.rules import Kind
from luodi.projects.sitebook import SiteBook
from luodi.projects.sites import morning_of
from luodi.projects.words import plain


@dataclass(frozen=True)
class QuantityView:
    """One quantity with its drawings; `rows` newest first."""

    quantity: Quantity
    rows: list[Measurement]
    forecast: Forecast | None
    curve: Curve | None
    strip: Strip | None
    said: str
    planned_words: str

    @property
    def last(self) -> Measurement | None:
        return self.rows[0] if self.rows else None


def site_page(d: ProjectDossier) -> dict[str, Any]:
    book = SiteBook(d.project, d.today)
    return {
        "d": d,
        "project": d.project,
        "duty": d.duty,
        "book": book,
        "quantities": [quantity_view(book, one, d.duty.number) for one in book.quantities],
        "gantt": gantt_of(book, d.duty.number),
        "whole": project_curve(book, d.duty.number),
        "forecast": book.completion,
        "said": standing_words(book.completion) if book.completion else "",
        "delay": book.delay,
        "may_measure": d.may("measure") and not d.ended,
        "may_verify": d.may("check_report") and not d.ended,
    }


def forecast_url(number: str, one: Forecast | None) -> str:
    return reverse("desk:forecast", args=[number, one.pk]) if one else ""


def quantity_view(book: SiteBook, quantity: Quantity, number: str) -> QuantityView:
    rows, one = book.measured[quantity.pk], book.forecast_of(quantity)
    goal = _goal(book, quantity)
    return QuantityView(
        quantity,
        rows[::-1],
        one,
        _curve_of(book, quantity, one, forecast_url(number, one)),
        _strip_of(quantity, rows, one, goal),
        said_of(book, quantity),
        goal[1] if goal else "",
    )


def _goal(book: SiteBook, quantity: Quantity) -> tuple[float, str, str] | None:
    """Where an even pace should stand today: value, words, and the section of the quantity."""
    planned = book.planned_value(quantity)
    if planned is None:
        return None
    said = {"value": _amount(Decimal(str(round(planned))), quantity)}
    return planned, _("计划 %(value)s") % said, f"#q{quantity.pk}"


def _amount(value: Decimal, quantity: Quantity) -> str:
    return f"{plain(value)} {quantity.unit}"


def said_of(book: SiteBook, quantity: Quantity) -> str:
    rows = book.measured[quantity.pk]
    if not rows:
        return _("共 %(total)s，还没有计量。") % {"total": _amount(quantity.total, quantity)}
    last = rows[-1]
    day = f"{localtime(last.as_of):%m-%d %H:%M}"
    told = {"value": _amount(last.value, quantity), "total": plain(quantity.total), "day": day}
    return _("%(value)s / %(total)s，截至 %(day)s") % told


def _words(one: Measurement, quantity: Quantity) -> str:
    return f"{_amount(one.value, quantity)} · {localdate(one.as_of):%m-%d}"


def _curve_of(book: SiteBook, quantity: Quantity, one: Forecast | None, url: str) -> Curve | None:
    rows = book.measured[quantity.pk]
    if not rows or quantity.kind != Kind.CUMULATIVE:
        return None
    dots = [Dot(morning_of(row.as_of), float(row.value), _words(row, quantity), f"#m{row.pk}") for row in rows]
    planned: list[tuple[date, float]] = []
    if quantity.starts_on and quantity.ends_on:
        planned = [(quantity.starts_on, 0.0), (quantity.ends_on, float(quantity.total))]
    ends = (one.p10, one.p50, one.p90) if one and rows[-1].value < quantity.total else None
    total, unit = float(quantity.total), quantity.unit
    return curve(planned, dots, ends, total=total, unit=unit, today=book.today, forecast_url=url)


def _strip_of(
    quantity: Quantity, rows: list[Measurement], one: Forecast | None, goal: tuple[float, str, str] | None
) -> Strip | None:
    if not quantity.is_linear:
        return None
    faces = [(float(row.value), _words(row, quantity), f"#m{row.pk}") for row in rows]
    zones = [(zone, zone_words(zone, quantity), f"#z{quantity.pk}") for zone in quantity.zones]
    last = morning_of(rows[-1].as_of) if rows else None
    ends_on = one.p50 if one else None
    return strip(float(quantity.total), faces, zones, goal=goal, last=last, ends_on=ends_on)


def zone_words(zone: dict[str, Any], quantity: Quantity) -> str:
    said = {"name": zone["name"], "from": f"{zone['from']:g}", "to": f"{zone['to']:g}", "unit": quantity.unit}
    stretch = _("%(name)s：%(from)s–%(to)s %(unit)s") % said
    if not zone["days"]:
        return stretch
    days = "/".join(f"{day:g}" for day in zone["days"])
    return stretch + _("，假定可能耽误 %(days)s 天") % {"days": days}


def project_curve(book: SiteBook, number: str) -> Curve | None:
    """Percent of the whole: as approved, as reported and accepted, and where it is forecast to run."""
    if not book.planned_curve and not book.reports:
        return None
    dots = [Dot(day, float(share), f"{plain(share)}% · {day:%Y-%m}", "#reports") for day, share in book.reports]
    one = book.completion
    ends = (one.p10, one.p50, one.p90) if one and one.milestone_id else None
    url = forecast_url(number, one)
    return curve(book.planned_curve, dots, ends, total=100.0, unit="%", today=book.today, forecast_url=url)


def gantt_of(book: SiteBook, number: str) -> Gantt | None:
    site = reverse("desk:project", args=[number])
    tasks = [_milestone_task(book, one, number, f"{site}#plan") for one in book.milestones]
    tasks += [_quantity_task(book, one, number) for one in book.quantities if one.milestone_id is None]
    dated = [one for one in tasks if any((one.planned_to, one.owner, one.met, one.p50))]
    return gantt(dated, book.today) if dated else None


def _milestone_task(book: SiteBook, one: Any, number: str, url: str) -> Task:
    found, (planned_from, begun) = book.forecast_for(one), book.begins(one)
    planned = book.planned.get(one.pk)
    return Task(
        name=one.name,
        words=_end_words(one.met_on, found, one.forecast),
        url=url,
        planned_from=planned_from if planned and planned_from <= planned else planned,
        planned_to=planned,
        begun=begun,
        met=one.met_on,
        owner=one.forecast,
        p10=found.p10 if found else None,
        p50=found.p50 if found else None,
        p90=found.p90 if found else None,
        forecast_url=forecast_url(number, found),
    )


def _quantity_task(book: SiteBook, quantity: Quantity, number: str) -> Task:
    found, rows = book.forecast_of(quantity), book.measured[quantity.pk]
    done = localdate(rows[-1].as_of) if rows and rows[-1].value >= quantity.total else None
    return Task(
        name=quantity.name,
        words=_end_words(done, found, quantity.ends_on),
        url=f"#q{quantity.pk}",
        planned_from=quantity.starts_on,
        planned_to=quantity.ends_on,
        begun=localdate(rows[0].as_of) if rows else None,
        met=done,
        p10=found.p10 if found else None,
        p50=found.p50 if found else None,
        p90=found.p90 if found else None,
        forecast_url=forecast_url(number, found),
    )


def _end_words(met: date | None, found: Forecast | None, owner: date | None) -> str:
    if met:
        return _("%(day)s 完成") % {"day": f"{met:%Y-%m-%d}"}
    day = found.p50 if found else owner
    chance = f" · {chance_words(found)}" if found and found.on_time is not None else ""
    return f"{day:%Y-%m-%d}{chance}" if day else ""
