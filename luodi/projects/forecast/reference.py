"""The updating reference class: how much longer than reported did projects take that stood where this one stands?

A report on day w of a project begun on s that says it will finish on f has spent el = w - s and has, by its owner,
rep = f - w to go, taken as a week at least. Its score, known when it finished on a, is ln((a - w) / rep). Scores are
kept by elapsed share el / (el + rep); a forecast turns the quantiles of its bin back into dates.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from math import exp, inf, log

import numpy as np
import numpy.typing as npt

from luodi.projects.forecast.prior import prior
from luodi.projects.forecast.quantiles import Floats, Tails, Weighted
from luodi.projects.forecast.records import BIN, CLASS, POOL, PRIOR, Forecast, Track, day_after

Integers = npt.NDArray[np.int64]
EDGES = (0.2, 0.4, 0.6, 0.8, 0.9, 0.95)  # between bins of the elapsed share
SHORTEST = 7  # days: what an owner has to go who reports a date that is past
LEAST_CLASS, LEAST_BIN, LEAST_POOL = 40, 15, 8  # finished projects
KEPT = 64  # filtered cells; one of 10,000 projects takes 300 kB
FARTHEST = 20.0  # of a score: e^20 weeks are past every calendar
ANY = -1  # a cell of every class, or of every bin


@dataclass(frozen=True, slots=True)
class Position:
    """Where a project stands by its report: days gone and days to go."""

    elapsed: int
    remaining: int

    @classmethod
    def of(cls, started: date, at: date, reported: date) -> "Position":
        return cls(max((at - started).days, 0), max((reported - at).days, SHORTEST))

    @property
    def share(self) -> float:
        return self.elapsed / (self.elapsed + self.remaining)

    @property
    def bin(self) -> int:
        return bisect_right(EDGES, self.share)


@dataclass(frozen=True, slots=True)
class _Cell:
    """Scores of a class and bin, sorted, each with its share of its project's weight of 1."""

    scores: Floats
    weights: Floats
    owners: Integers
    finishes: Integers  # ordinals


class Classes:
    """Every finished project's scores. Built once, asked often; made anew when a project finishes."""

    def __init__(
        self, table: Integers, scores: Floats, finishes: dict[str, tuple[int, int]], klasses: dict[str, int]
    ) -> None:
        """`table`: owner, class, bin and finish of each score; `finishes`: number and finish of each owner."""
        self._table, self._scores = table, scores
        self._finishes, self._klasses = finishes, klasses
        self._last = max((finish for _owner, finish in finishes.values()), default=0)
        self._cell = cache(self._gathered)
        self._known = lru_cache(maxsize=KEPT)(self._filtered)

    @classmethod
    def build(cls, tracks: Iterable[Track]) -> "Classes":
        """Open projects and reports from the day of the finish on teach nothing and are passed over."""
        finishes: dict[str, tuple[int, int]] = {}
        klasses: dict[str, int] = {}
        rows: list[tuple[int, int, int, int]] = []
        scores: list[float] = []
        for track in tracks:
            if track.finished is None:
                continue
            owner, finish = finishes.setdefault(track.project, (len(finishes), track.finished.toordinal()))
            klass = klasses.setdefault(track.klass, len(klasses))
            for report in track.reports:
                if report.at < track.finished:
                    here = Position.of(track.started, report.at, report.finish)
                    rows.append((owner, klass, here.bin, finish))
                    scores.append(log((track.finished - report.at).days / here.remaining))
        table = np.array(rows, dtype=np.int64).reshape(-1, 4)
        return cls(table, np.array(scores, dtype=np.float64), finishes, klasses)

    def forecast(
        self,
        *,
        project: str,
        klass: str,
        started: date,
        at: date,
        reported: date,
        due: date | None,
        temporal: bool = True,
        level: float = 0.8,
        tails: Tails | None = None,
    ) -> Forecast:
        """From the finished projects without `project`; `temporal`: of these only the ones finished before `at`.

        `tails` instead of `level` where past coverage has moved the two ends apart (`adaptive`).
        """
        here = Position.of(started, at, reported)
        method, found = self._backed_off(klass, here.bin, at.toordinal() if temporal else self._last + 1, project)
        source = found or prior(here.share)
        ends = source.interval(tails or Tails.of(level))
        p10, p50, p90 = (day_after(at, here.remaining * exp(min(end, FARTHEST))) for end in ends)
        on_time = None if due is None else source.share_to(_score((due - at).days, here.remaining))
        used = klass if method == CLASS else ""
        return Forecast(p10, p50, p90, on_time, method, used, found.cases if found else 0, found is not None)

    def _backed_off(self, klass: str, place: int, before: int, without: str) -> tuple[str, Weighted | None]:
        before = min(before, self._last + 1)
        owner, finish = self._finishes.get(without, (ANY, before))
        left_out = owner if finish < before else ANY
        steps = [(BIN, ANY, place, LEAST_BIN), (POOL, ANY, ANY, LEAST_POOL)]
        if klass in self._klasses and klass:
            steps.insert(0, (CLASS, self._klasses[klass], place, LEAST_CLASS))
        for method, number, bin_, least in steps:
            known = self._known(number, bin_, before, left_out)
            if known and known.cases >= least:
                return method, known
        return PRIOR, None

    def _filtered(self, klass: int, place: int, before: int, left_out: int) -> Weighted | None:
        cell = self._cell(klass, place)
        kept = cell.finishes < before
        if left_out != ANY:
            kept &= cell.owners != left_out
        return Weighted(cell.scores[kept], cell.weights[kept]) if kept.any() else None

    def _gathered(self, klass: int, place: int) -> _Cell:
        owners, klasses, bins, finishes = self._table.T
        chosen = np.flatnonzero(((klasses == klass) | (klass == ANY)) & ((bins == place) | (place == ANY)))
        chosen = chosen[np.argsort(self._scores[chosen], kind="stable")]
        theirs = owners[chosen]
        counted = np.bincount(theirs, minlength=1)
        return _Cell(self._scores[chosen], 1 / counted[theirs], theirs, finishes[chosen])


def _score(days: int, remaining: int) -> float:
    return log(days / remaining) if days > 0 else -inf
