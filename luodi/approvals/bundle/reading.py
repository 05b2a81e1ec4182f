"""Reads parsed JSON and collects every fault with its place, instead of stopping at the first."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luodi.approvals.bundle.conditions import Condition

LONGEST_SHOWN = 40  # characters of a wrong value that a fault repeats


@dataclass(frozen=True)
class Fault:
    """`place` is a path in the file (`items[3].promised_days`) or the code of what is meant."""

    code: str
    place: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


class Row:
    """One object of the file. What is absent or wrong becomes a fault and a harmless value in its stead."""

    def __init__(self, value: object, place: str, faults: list[Fault]) -> None:
        self.place = place
        self.faults = faults
        self.value: dict[str, object] = {}
        if isinstance(value, dict):
            self.value = value
        else:
            self.fault("not_object")

    def fault(self, code: str, key: str = "", /, **values: str | int) -> None:
        self.faults.append(Fault(code, self._at(key), values))

    def text(self, key: str, *, needed: bool = False, within: Iterable[str] = (), default: str = "") -> str:
        value = self.value.get(key)
        if value is None or value == "":
            if needed:
                self.fault("absent", key)
            return default
        if not isinstance(value, str):
            self.fault("not_text", key, value=shown(value))
            return default
        allowed = tuple(within)
        if allowed and value not in allowed:
            self.fault("not_allowed", key, value=shown(value), allowed=" ".join(allowed))
            return default
        return value

    def count(self, key: str) -> int | None:
        """A whole number of zero or more; None where there is none."""
        value = self.value.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault("not_whole", key, value=shown(value))
        elif value < 0:
            self.fault("negative", key, value=shown(value))
        else:
            return value
        return None

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.value.get(key, default)
        if not isinstance(value, bool):
            self.fault("not_flag", key, value=shown(value))
            return default
        return value

    def texts(self, key: str, within: Iterable[str] = ()) -> tuple[str, ...]:
        values = self._list(key)
        allowed = tuple(within)
        for number, value in enumerate(values):
            if not isinstance(value, str) or not value:
                self.fault("not_text", f"{key}[{number}]", value=shown(value))
            elif allowed and value not in allowed:
                self.fault("not_allowed", f"{key}[{number}]", value=shown(value), allowed=" ".join(allowed))
        return tuple(value for value in values if isinstance(value, str) and value)

    def condition(self, key: str = "when") -> Condition:
        value = self.value.get(key)
        if value is None:
            return {}
        row = self.row(key)
        return {question: row.texts(question) for question in row.value}

    def row(self, key: str) -> "Row":
        return Row(self.value.get(key) or {}, self._at(key), self.faults)

    def rows(self, key: str, *, needed: bool = False) -> Iterator["Row"]:
        values = self._list(key)
        if needed and not values:
            self.fault("empty", key)
        for number, value in enumerate(values):
            yield Row(value, f"{self._at(key)}[{number}]", self.faults)

    def _list(self, key: str) -> list[object]:
        value = self.value.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault("not_list", key)
            return []
        return value

    def _at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place and key else self.place or key


def once(rows: Iterable[tuple[str, str]], faults: list[Fault]) -> None:
    """A fault for each code that stands a second time. `rows` are (code, place)."""
    seen: dict[str, str] = {}
    for code, place in rows:
        if code and seen.setdefault(code, place) != place:
            faults.append(Fault("code_twice", place, {"code": shown(code), "first": seen[code]}))


def read_json(path: Path) -> tuple[object, list[Fault]]:
    """The parsed file, or None with the one fault that says why it is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig")), []
    except OSError as problem:
        return None, [Fault("unreadable", str(path), {"why": problem.strerror or type(problem).__name__})]
    except UnicodeDecodeError:
        return None, [Fault("not_utf8", str(path))]
    except json.JSONDecodeError as problem:
        return None, [Fault("not_json", str(path), {"line": problem.lineno, "column": problem.colno})]
    except (RecursionError, ValueError):  # nested without end; a number of thousands of digits
        return None, [Fault("too_deep", str(path))]


def shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
