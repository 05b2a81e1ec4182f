"""Compiles every django.po whose django.mo is missing or older. `python -m luodi.config.translations`"""

import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent


def catalogues() -> Iterator[Path]:
    return PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po")


def compile_one(source: Path) -> None:
    with source.open("rb") as lines:
        catalogue = read_po(lines)
    # Two test processes may compile at once: each writes its own file and puts it in place whole.
    unfinished = source.with_suffix(f".{os.getpid()}.tmp")
    with unfinished.open("wb") as target:
        write_mo(target, catalogue)
    unfinished.replace(source.with_suffix(".mo"))


def compile_stale() -> int:
    """How many catalogues were compiled."""
    stale = [
        source
        for source in catalogues()
        if not source.with_suffix(".mo").exists() or source.with_suffix(".mo").stat().st_mtime < source.stat().st_mtime
    ]
    for source in stale:
        compile_one(source)
    return len(stale)


if __name__ == "__main__":
    compile_stale()
