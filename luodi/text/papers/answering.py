"""The child's side: one file in, one line of JSON out, and nothing else of this machine within reach."""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from luodi.text.papers.paper import PaperError

MEMORY = 3_000_000_000  # bytes of address space; about three times what a page needs
NICENESS = 5  # behind the pages, but not starved by them: at 10 a busy machine took two minutes for a photo
# What a library may not do while it holds somebody's file.
FORBIDDEN = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec"}
)


def answer(work: Callable[[Path, str], dict[str, Any]]) -> None:
    """Prints what `work` makes of the file and media type on the command line; a trouble where it raises PaperError."""
    _, path, media_type, seconds = sys.argv
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not end up in the answer
    _confine(int(seconds))
    try:
        found = work(Path(path), media_type)
    except PaperError as problem:
        found = {"trouble": problem.code}
    except MemoryError:
        found = {"trouble": "unreadable"}
    with out:
        json.dump(found, out, ensure_ascii=False)


def _confine(seconds: int) -> None:
    os.nice(NICENESS)
    cores = os.cpu_count() or 1
    for limit, most in (
        (resource.RLIMIT_CPU, seconds * cores),  # ends an orphan, whose parent was killed and cannot
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event in FORBIDDEN:
        raise PermissionError(event)
