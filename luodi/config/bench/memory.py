"""Resident memory of the real processes: one web worker after some requests, and the watch loop."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from luodi.config.bench.timing import Measured

REQUESTS = 60
PAGES = ("/", "/apply/", "/sign-in/", "/status/")
WATCHED_SECONDS = 5


def resident() -> Iterator[Measured]:
    """Megabytes, in the column of milliseconds; Linux only, nothing elsewhere."""
    if not Path("/proc/self/statm").exists():
        return
    port = _free_port()
    serve = [sys.executable, "-m", "luodi.config.cli", "serve", "--port", str(port), "--workers", "1", "--no-watch"]
    with subprocess.Popen(serve, env=_environment(), stdout=subprocess.DEVNULL) as web:
        try:
            _visit(port)
            yield _megabytes("web process, resident MB", max(_family(web.pid), key=_rss))
        finally:
            web.terminate()
    with watching() as loop:
        time.sleep(WATCHED_SECONDS)
        yield _megabytes("watch process, resident MB", loop.pid)


@contextmanager
def watching() -> Iterator[subprocess.Popen[bytes]]:
    """The watch loop as a process of its own, ended at the end."""
    watch = [sys.executable, "-m", "luodi.config.cli", "watch"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(watch, env=_environment(), stdout=quiet, stderr=quiet) as loop:
        try:
            yield loop
        finally:
            loop.terminate()


def _environment() -> dict[str, str]:
    """Production, but for the certificate that only a proxy holds."""
    return {"LUODI_SECRET_KEY": secrets.token_hex(32)} | os.environ | {"LUODI_PLAIN_HTTP": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _visit(port: int) -> None:
    deadline = time.monotonic() + 30
    asked = 0
    while asked < REQUESTS:
        try:
            with urlopen(f"http://127.0.0.1:{port}{PAGES[asked % len(PAGES)]}", timeout=5) as answer:
                answer.read()
            asked += 1
        except OSError:
            if asked or time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in _family(int(child)))]


def _rss(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _megabytes(name: str, pid: int) -> Measured:
    size = round(_rss(pid) / 1e6, 1)
    return Measured(name, size, size, 0)
