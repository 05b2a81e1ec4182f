"""When something is needed and from when on it can be had, as days written YYYY-MM-DD."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.text.reading.letter import Letter
from luodi.text.reading.moments import find_dates

LATEST = re.compile(
    r"(?:最晚|最迟|不晚于|不迟于|务必|必须|一定要?|赶在|no later than|at the latest|\bby)[^,。;\d]{0,8}$"
)
LATEST_AFTER = re.compile(r"^\s*(?:之前|以前|前(?!后|往|湾|期)|必须|务必|一定|at the latest)")
USED = re.compile(
    r"启用|使用|用上|要用|投用|入驻|进驻|入住|进场|搬|投产|量产|试产|开业|营业|开工|动工|到位|交付|交房|交地|供地|拿地|运营|起租|装修"
    r"|move in|production|operation|start|open|occupy|available"
)


@dataclass(frozen=True, slots=True)
class Needed:
    """`first` and `last` day of the stated time; `last` is the latest that will do where `is_latest`."""

    first: str
    last: str
    is_latest: bool = False


def needed(made: Letter, fields: Mapping[str, Any], received: date) -> Needed | None:
    """The beginning of building or moving in where it is said, else that of production: no place is needed later.

    `fields`: start_by and produce_by as the reader gives them. None where no time is said.
    """
    latest = _latest(made, received)
    stated = next((fields[name] for name in ("start_by", "produce_by") if fields.get(name)), None)
    period = _period(stated, received)
    if latest and (period is None or latest[1] <= period[1] or stated == latest):
        return Needed(*latest, is_latest=True)
    return Needed(*period) if period else None


def _latest(made: Letter, received: date) -> tuple[str, str] | None:
    """The earliest time that is said as the last that will do."""
    found = []
    for when in find_dates(made.text, received):
        if isinstance(when.value, dict):
            continue
        begin, close = made.clause(when.start)
        clause = made.text[begin:close]
        before, behind = made.text[begin : when.start], made.text[when.end : close]
        if USED.search(clause) and (LATEST.search(before) or LATEST_AFTER.match(behind)):
            found.append(_period(when.value, received))
    return min((one for one in found if one), key=lambda one: one[1], default=None)


def _period(value: Any, received: date) -> tuple[str, str] | None:
    """First and last day; months count from the day of receipt, as the contract cannot be earlier."""
    if isinstance(value, dict):
        months = value.get("months")
        if not months:
            return None
        ends = _month_end(received.year, received.month + int(months))
        return received.isoformat(), ends
    match = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?", str(value or ""))
    if not match:
        return None
    year = int(match[1])
    if match[5]:
        return match[0], match[0]
    first, last = 1, 12
    if match[2]:
        first, last = 3 * int(match[2]) - 2, 3 * int(match[2])
    elif match[3]:
        first, last = 6 * int(match[3]) - 5, 6 * int(match[3])
    elif match[4]:
        first = last = int(match[4])
    if not 1 <= first <= last <= 12:
        return None
    return f"{year}-{first:02}-01", _month_end(year, last)


def _month_end(year: int, month: int) -> str:
    """`month` may count on beyond December."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1]).isoformat()
