"""One line of a table of measurements."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """`bar` is the most that is allowed, 0 where nothing is promised. `cpu`: what the process itself computed."""

    name: str
    unit: str
    value: float
    cpu: float = 0
    bar: float = 0

    def row(self) -> dict[str, object]:
        return asdict(self)


def spread(name: str, walls: Sequence[float], busy: Sequence[float], *, cpu_bar: float = 0) -> Iterator[Figure]:
    """Middle and slowest twentieth of milliseconds."""
    yield Figure(f"{name}, p50", "ms", statistics.median(walls), statistics.median(busy), cpu_bar)
    yield Figure(f"{name}, p95", "ms", twentieth(walls), twentieth(busy))


def twentieth(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[18]
