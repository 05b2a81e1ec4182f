"""Instants as whole local minutes since 1970-01-01, and back.

Asia/Shanghai is a fixed UTC+8 here: it has kept no summer time since 1991, and older dates are history only.
"""

from datetime import UTC, date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
DAY = 1440
FIRST_ORDINAL = date(1970, 1, 1).toordinal()
LOCAL_EPOCH = datetime(1970, 1, 1)
EPOCH = LOCAL_EPOCH.replace(tzinfo=SHANGHAI)
UTC_EPOCH = EPOCH.astimezone(UTC)


def minute_of(at: datetime) -> int:
    since = at - (EPOCH if at.tzinfo else LOCAL_EPOCH)
    return since.days * DAY + since.seconds // 60


def instant_of(minute: int) -> datetime:
    return UTC_EPOCH + timedelta(minutes=minute)


def day_of(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - FIRST_ORDINAL


def date_of(day: int) -> date:
    return date.fromordinal(day + FIRST_ORDINAL)


def utc(at: datetime) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=SHANGHAI)).astimezone(UTC)


def local(at: datetime) -> datetime:
    return at.astimezone(SHANGHAI) if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def parse_instant(text: str) -> datetime:
    """An aware instant from ISO text; a date alone is its midnight, no offset is Asia/Shanghai.

    Raises ValueError.
    """
    return local(datetime.fromisoformat(text.strip()))
