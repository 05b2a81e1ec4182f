"""A panel of reports as CSV: read with all its faults, forecast report by report, judged against the truth."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from statistics import fmean

from luodi.projects.forecast.adaptive import Closed, Nudge
from luodi.projects.forecast.quantiles import Tails
from luodi.projects.forecast.records import Forecast, Reported, Track
from luodi.projects.forecast.reference import Classes
from luodi.projects.forecast.score import Judged
from luodi.projects.forecast.tables import Fault
from luodi.text.sheets.lines import read_lines

COLUMNS = ("project", "started", "reported_at", "reported_finish", "finished")
MOST_ROWS = 1_000_000
LEVEL = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """One report of the file."""

    number: int
    project: str
    started: date
    reported_at: date
    reported_finish: date
    finished: date | None


@dataclass
class Panel:
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def tracks(self) -> list[Track]:
        by_project: dict[str, list[Line]] = {}
        for line in self.lines:
            by_project.setdefault(line.project, []).append(line)
        return [
            Track(
                *(project, "", lines[0].started),
                tuple(Reported(line.reported_at, line.reported_finish) for line in lines),
                lines[0].finished,
            )
            for project, lines in by_project.items()
        ]


@dataclass(frozen=True, slots=True)
class Issued:
    line: Line
    forecast: Forecast


def read_panel(data: bytes) -> Panel:
    """Raises SheetError where the file as a whole cannot be read."""
    panel = Panel()
    told: dict[tuple[str, str], date] = {}
    for row in read_lines(data, {name: (name,) for name in COLUMNS}, set(COLUMNS), MOST_ROWS):
        line = _line(row.row, row.values, panel.faults)
        if line is None:
            continue
        for name, day in (("started", line.started), ("finished", line.finished)):
            if day and told.setdefault((line.project, name), day) != day:
                panel.faults.append(Fault("differs", line.number, name, row.values[name]))
        panel.lines.append(line)
    # A project may have been open when its early reports were written down.
    panel.lines = [replace(line, finished=told.get((line.project, "finished"))) for line in panel.lines]
    if not panel.lines and not panel.faults:
        panel.faults.append(Fault("empty", 0, "", ""))
    return panel


def _line(number: int, values: dict[str, str], faults: list[Fault]) -> Line | None:
    before = len(faults)
    dates: dict[str, date | None] = {}
    if not values["project"]:
        faults.append(Fault("absent", number, "project", ""))
    for name in COLUMNS[1:]:
        said = values[name]
        dates[name] = None
        try:
            if said:
                dates[name] = date.fromisoformat(said)
            elif name != "finished":
                faults.append(Fault("absent", number, name, ""))
        except ValueError:
            faults.append(Fault("not_iso", number, name, said))
    started, at, finish, finished = (dates[name] for name in COLUMNS[1:])
    if started and finished and finished < started:
        faults.append(Fault("before_start", number, "finished", values["finished"]))
    if len(faults) > before or started is None or at is None or finish is None:
        return None
    return Line(number, values["project"], started, at, finish, finished)


def leaving_out(panel: Panel) -> Iterator[Issued]:
    """Each report by all the other projects, also those that finished after it. In the order of the file."""
    classes = Classes.build(panel.tracks())
    for line in panel.lines:
        yield Issued(line, _forecast(classes, line, temporal=False))


def temporal(panel: Panel, *, adaptive: bool = True) -> list[Issued]:
    """Each report by what was known on its day: projects finished before, and how well they had been forecast.

    In the order of the file.
    """
    classes = Classes.build(panel.tracks())
    closings = sorted({line.project: line for line in panel.lines if line.finished}.values(), key=_finish)
    closing = iter([*closings, None])
    following = next(closing)
    issued: dict[str, list[Issued]] = {}
    nudge = Nudge(LEVEL)
    for at, lines in groupby(sorted(panel.lines, key=attrgetter("reported_at")), attrgetter("reported_at")):
        while adaptive and following and _finish(following) < at:
            _learn(nudge, issued.get(following.project, ()))
            following = next(closing)
        for line in lines:
            made = Issued(line, _forecast(classes, line, temporal=True, tails=nudge.tails))
            issued.setdefault(line.project, []).append(made)
    return sorted((one for theirs in issued.values() for one in theirs), key=lambda one: one.line.number)


def judged(issued: Iterable[Issued], *, as_share: bool = True) -> list[Judged]:
    """Those whose truth is known and was still ahead; in shares of the project's duration, else in days."""
    found = []
    for one in issued:
        line, made = one.line, one.forecast
        if line.finished and line.reported_at < line.finished:
            unit = max((line.finished - line.started).days, 1) if as_share else 1
            ends = (made.p10, made.p50, made.p90)
            found.append(Judged.of(line.project, line.reported_at, ends, line.finished, unit))
    return found


def _learn(nudge: Nudge, theirs: Sequence[Issued]) -> None:
    if told := judged(theirs):
        nudge.close(Closed(fmean(one.early for one in told), fmean(one.late for one in told)))


def _finish(line: Line) -> date:
    assert line.finished
    return line.finished


def _forecast(classes: Classes, line: Line, *, temporal: bool, tails: Tails | None = None) -> Forecast:
    return classes.forecast(
        project=line.project,
        klass="",
        started=line.started,
        at=line.reported_at,
        reported=line.reported_finish,
        due=None,
        temporal=temporal,
        level=LEVEL,
        tails=tails,
    )
