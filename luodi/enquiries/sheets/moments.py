"""When a talk took place, as a cell says it."""

import re
from datetime import date as day_type
from datetime import datetime, time

from luodi.clock import SHANGHAI

DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]*(?P<hour>\d{1,2})[:：时点](?P<minute>\d{1,2})?分?(?::\d{2})?)?"
)
NOON = time(12)


def moment_of(typed: str, now: datetime) -> datetime:
    """Local time. A day without an hour is its noon, or now where that is still to come. Raises ValueError."""
    found = DAY.fullmatch(typed.strip())
    if not found:
        raise ValueError(typed)
    today = now.astimezone(SHANGHAI)
    on = day_type(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
    if not found["year"] and on > today.date():
        on = on.replace(year=on.year - 1)
    if found["hour"]:
        return datetime.combine(on, time(int(found["hour"]), int(found["minute"] or 0)), SHANGHAI)
    noon = datetime.combine(on, NOON, SHANGHAI)
    return min(noon, today) if on == today.date() else noon
