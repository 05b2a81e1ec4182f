"""Reads one setting each from the environment. An unreadable value stops the start with its name."""

import os
from pathlib import Path


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "") or default


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str) -> bool:
    """True for 1 only, so that "no", "false" and "0" never switch something on."""
    return os.environ.get(name, "") == "1"


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {value!r}") from None


def data_folder(repository: Path) -> Path | None:
    """The folder of public reference data beside a clone: the first neighbour that carries one."""
    if named := text("LUODI_DATA"):
        return Path(named)
    found = sorted(repository.parent.glob("*/data/published_figures.jsonl"))
    return found[0].parent if found else None
