"""How a thing is timed: warm, many times, SQL counted apart from the timed runs."""

import gc
import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Measured:
    """Milliseconds; bytes of the page gzipped, 0 where there is no page."""

    name: str
    p50_ms: float
    p95_ms: float
    sql: int
    bytes_gz: int = 0

    def row(self) -> dict[str, object]:
        return asdict(self)


def measure(name: str, ask: Callable[[], Any], times: int = 40) -> Measured:
    """Asks `times` times after two warm runs. Raises AssertionError when the page is an error."""
    for _warm in range(2):
        answer = ask()
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    sql = len(queries)  # read now: the next request empties the log
    if isinstance(answer, HttpResponse):
        assert answer.status_code in (200, 302), f"{name}: {answer.status_code}"
    spans = [_span(ask) for _time in range(times)]
    cuts = statistics.quantiles(spans, n=20)
    size = len(gzip.compress(answer.content)) if isinstance(answer, HttpResponse) else 0
    return Measured(name, round(statistics.median(spans), 1), round(cuts[18], 1), sql, size)


def _span(ask: Callable[[], object]) -> float:
    gc.collect(0)
    begun = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - begun)
