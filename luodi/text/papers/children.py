"""The parent's side of a child that reads one file and ends."""

import json
import os
import subprocess
import sys
from math import ceil
from pathlib import Path
from typing import Any

from luodi.text.papers.paper import PaperError

# All that a child learns of its surroundings: no key, no address of the database.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "LD_LIBRARY_PATH", "TMPDIR")

# Libraries reserve memory for a thread on every core, which on a large machine exceeds the limit of the child.
FEW_THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


def asked(program: str, path: Path, media_type: str, time_limit: float) -> dict[str, Any]:
    """The answer of a module run as a program, killed after `time_limit` seconds. Raises PaperError."""
    command = [sys.executable, "-B", "-m", program, str(path), media_type, str(ceil(time_limit))]
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | FEW_THREADS
    try:
        done = subprocess.run(
            command,
            env=kept,
            timeout=time_limit,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library's complaint may quote the paper
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise PaperError("timeout") from slow
    if done.returncode != 0:
        raise PaperError("unreadable")
    answer: dict[str, Any] = json.loads(done.stdout)
    if answer.get("trouble"):
        raise PaperError(answer["trouble"])
    return answer
