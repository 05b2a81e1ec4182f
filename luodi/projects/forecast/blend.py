"""Two forecasts of one date, each trusted by how well its kind did so far."""

from datetime import date

from luodi.projects.forecast.records import BLEND, Forecast


def share_of_first(score_a: float | None, score_b: float | None) -> float:
    """Weights are inverse to the past interval scores; halves where one kind has none yet."""
    if score_a is None or score_b is None or score_a + score_b <= 0:
        return 0.5
    return score_b / (score_a + score_b)


def blend(a: Forecast, b: Forecast, score_a: float | None, score_b: float | None) -> Forecast:
    """Quantile by quantile. `score_a`, `score_b`: mean interval scores of past forecasts of either kind, in one unit.

    The class is that of the one that used a class; learned only when both are.
    """
    share = share_of_first(score_a, score_b)
    on_time = None if a.on_time is None or b.on_time is None else share * a.on_time + (1 - share) * b.on_time
    return Forecast(
        _between(a.p10, b.p10, share),
        _between(a.p50, b.p50, share),
        _between(a.p90, b.p90, share),
        on_time,
        BLEND,
        a.klass_used or b.klass_used,
        min(a.n, b.n),
        a.learned and b.learned,
    )


def _between(a: date, b: date, share: float) -> date:
    return date.fromordinal(round(share * a.toordinal() + (1 - share) * b.toordinal()))
