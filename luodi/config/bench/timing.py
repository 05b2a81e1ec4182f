"""How a thing is timed: warm, many times, SQL counted apart from the timed runs."""

import gc
import gzip
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

# A frame of a transaction carries no data and is counted with none.
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
ASSET = re.compile(rf'(?:href|src)="{re.escape(settings.STATIC_URL)}([^"#?]+)')
WARM = 3


@dataclass(frozen=True)
class Measured:
    """Milliseconds; statements with data of one request; bytes gzipped of the page, and with all it draws in.

    `cpu_ms` is the median of this process's own computing: what is left of p50 when nobody else uses the machine
    and the disk is quick.
    """

    name: str
    p50_ms: float
    p95_ms: float
    sql: int
    cpu_ms: float = 0
    bytes_gz: int = 0
    first_visit_gz: int = 0

    def row(self) -> dict[str, object]:
        return asdict(self)


def measure(name: str, ask: Callable[[], Any], times: int = 40) -> Measured:
    """Asks `times` times after the warm runs. Raises AssertionError when any answer is an error."""
    for _warm in range(WARM - 1):
        _asked(name, ask)
    with statements() as counted:
        answer = _asked(name, ask)
    spans = [_span(name, ask) for _time in range(times)]
    walls, busy = zip(*spans, strict=True)
    page = answer.content if isinstance(answer, HttpResponse) else b""
    size = _gzipped(page) if page else 0
    return Measured(
        name,
        round(statistics.median(walls), 1),
        round(statistics.quantiles(walls, n=20)[18], 1),
        len(counted),
        round(statistics.median(busy), 1),
        size,
        size + sum(map(_asset, set(ASSET.findall(page.decode())))) if size else 0,
    )


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements with data that run inside."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as queries:
        yield found
        asked = [query["sql"].lstrip() for query in queries.captured_queries]
    found += [sql for sql in asked if not sql.upper().startswith(FRAMES)]


def _asked(name: str, ask: Callable[[], Any]) -> Any:
    answer = ask()
    if isinstance(answer, HttpResponse):
        assert answer.status_code in (200, 302), f"{name}: {answer.status_code}"
    return answer


def _span(name: str, ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that passed, and those this process computed."""
    gc.collect(0)
    begun, busy = time.perf_counter(), time.process_time()
    _asked(name, ask)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - busy)


def _gzipped(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))


@cache
def _asset(path: str) -> int:
    """A style sheet, script, font or symbol sheet as the server sends it on the first visit."""
    return _gzipped((settings.STATIC_ROOT / path).read_bytes())
