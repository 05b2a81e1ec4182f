"""When a project will be finished, from its owner's dates, the finished projects of the library and its measurements.

The owner's date is never touched: a forecast stands beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from luodi.directory.models import ALWAYS
from luodi.projects.forecast import METHOD_VERSION, Forecast, RateInput, blend, digest
from luodi.projects.forecast.blend import share_of_first
from luodi.projects.forecast.rate import forecast as by_rate
from luodi.projects.goals import Goal, Measured
from luodi.projects.learning import Learned, began, klass_of
from luodi.projects.models import Quantity
from luodi.projects.sites import SiteDays
from luodi.projects.zones import ahead

CV_DAILY = 0.5  # of one day's advance: an assumption, shown with every forecast
SEED, RUNS = 0, 40_000


@dataclass(frozen=True)
class Outlook:
    """`inputs`: all that the forecast follows from; their digest proves it. `layers`: its parts, each by itself."""

    goal: Goal
    forecast: Forecast
    inputs: dict[str, Any]
    layers: list[dict[str, Any]] = field(default_factory=list)
    quantity: Quantity | None = None

    @property
    def digest(self) -> str:
        return digest(self.inputs)


def outlook(goal: Goal, known: Learned) -> Outlook | None:
    """None where nothing can be said: no date of the owner's and no pace."""
    reference = _by_class(goal, known)
    paces = [found for one in goal.measured if (found := _by_pace(goal, one))]
    # What takes longest decides when the milestone is met.
    pace = max(paces, key=lambda found: (found[0].p50, found[0].p90), default=None)
    inputs = _common(goal, known, pace)
    layers = [] if reference is None else [_layer("reference", reference)]
    if pace is None:
        return Outlook(goal, reference, inputs, layers) if reference else None
    rate, quantity, _given = pace
    layers.append(_layer("rate", rate))
    if reference is None or not reference.learned:
        # A published prior is no experience of this library: what is measured on the site speaks alone.
        return Outlook(goal, rate, inputs, layers, quantity)
    inputs["share"] = round(share_of_first(known.reference, known.rate), 3)
    return Outlook(goal, blend(reference, rate, known.reference, known.rate), inputs, layers, quantity)


def _common(goal: Goal, known: Learned, pace: "tuple[Forecast, Quantity, dict[str, Any]] | None") -> dict[str, Any]:
    milestone = goal.milestone
    return {
        "version": METHOD_VERSION,
        "as_of": goal.today.isoformat(),
        "started": began(goal.project).isoformat(),
        "reported": milestone.forecast.isoformat() if milestone and milestone.forecast else None,
        "due": goal.due.isoformat() if goal.due else None,
        "class": klass_of(goal.project),
        "finished": known.finished,
        "tails": [round(known.tails.low, 4), round(known.tails.high, 4)],
        "pace": pace[2] if pace else None,
    }


def _by_class(goal: Goal, known: Learned) -> Forecast | None:
    if goal.milestone is None or goal.milestone.forecast is None:
        return None
    return known.classes.forecast(
        project=str(goal.project.pk),
        klass=klass_of(goal.project),
        started=min(began(goal.project), goal.today),
        at=goal.today,
        reported=goal.milestone.forecast,
        due=goal.due,
        tails=known.tails,
    )


def _by_pace(goal: Goal, one: Measured) -> tuple[Forecast, Quantity, dict[str, Any]] | None:
    """From the morning of the last measurement; what has not come true until today is still to come."""
    as_of, done = one.points[-1]
    total, zones = float(one.quantity.total), ahead(one.quantity.zones, done)
    given = {
        "quantity": one.quantity.pk,
        "total": total,
        "as_of": as_of.isoformat(),
        "points": [[day.isoformat(), value] for day, value in one.points],
        "calendar": [one.days.calendar.code, one.days.calendar.version],
        "still": [[span.since.isoformat(), span.until.isoformat(), span.is_open] for span in one.days.still],
        "zones": [list(days) for days in zones],
        "cv_daily": CV_DAILY,
        "seed": SEED,
        "runs": RUNS,
    }
    found = _kept(goal, given) or by_rate(
        RateInput(
            *(total, done, as_of, tuple(one.points), CV_DAILY, zones),
            *(None if _never_rests(one.days) else one.days.works, SEED, RUNS),
        ),
        goal.due,
    )
    return (_still_to_come(found, goal, done >= total), one.quantity, given) if found else None


def _never_rests(days: SiteDays) -> bool:
    return days.calendar.code == ALWAYS and not days.still


def _kept(goal: Goal, given: Mapping[str, Any]) -> Forecast | None:
    """The same measurements give the same pace: forty thousand runs are not repeated for it."""
    current = goal.current
    if current is None or current.inputs.get("pace") != given or current.due != goal.due:
        return None
    if current.version != METHOD_VERSION:
        return None
    layer = next((one for one in current.inputs["layers"] if one["layer"] == "rate"), None)
    if layer is None:
        return None
    low, middle, high = (date.fromisoformat(layer[name]) for name in ("p10", "p50", "p90"))
    return Forecast(low, middle, high, layer["on_time"], layer["method"], "", layer["n"], layer["learned"])


def _still_to_come(found: Forecast, goal: Goal, is_done: bool) -> Forecast:
    if is_done:
        return found
    missed = goal.due is not None and goal.today > goal.due
    low, middle, high = (max(end, goal.today) for end in (found.p10, found.p50, found.p90))
    return replace(found, p10=low, p50=middle, p90=high, on_time=0.0 if missed else found.on_time)


def _layer(name: str, one: Forecast) -> dict[str, Any]:
    return {
        "layer": name,
        "method": one.method,
        "p10": one.p10.isoformat(),
        "p50": one.p50.isoformat(),
        "p90": one.p90.isoformat(),
        "on_time": None if one.on_time is None else round(one.on_time, 4),
        "class": one.klass_used,
        "n": one.n,
        "learned": one.learned,
    }
