"""Counting tries: the one table behind lock-out, slowing down and codes that work once.

Every function is a step: it opens no transaction. Called outside of one, its count stays whatever happens next.
Count contacts before addresses, so that two acts never wait for each other's rows.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import F

from luodi.accounts.models import OneTimeCode, Throttle
from luodi.accounts.refusals import TooMany

KEPT = timedelta(days=1)  # no window is longer than this


def throttle(scope: str, key: str, limit: int, window: timedelta, now: datetime) -> None:
    """Counts one use of `key`. Raises TooMany when it was used `limit` times in the window that runs."""
    _count(scope, key, limit, window, now, sliding=False)


def count_try(scope: str, key: str, limit: int, hold: timedelta, now: datetime) -> int:
    """Counts a try before it is judged, so that guesses sent at once are all counted; returns what is left.

    Raises TooMany from the try after the `limit`-th until `hold` has passed since that one.
    """
    return limit - _count(scope, key, limit, hold, now, sliding=True)


def forget_tries(scope: str, key: str) -> None:
    """After a good one."""
    Throttle.objects.filter(scope=scope, digest=_digest(key)).delete()


def take_back(scope: str, key: str) -> None:
    """One good use does not count against the many who share `key`."""
    Throttle.objects.filter(scope=scope, digest=_digest(key), count__gt=0).update(count=F("count") - 1)


def sweep_throttles(*, now: datetime, limit: int = 200) -> int:
    """Deletes at most `limit` counts and as many codes that can refuse nobody any more; returns how many went."""
    old = Throttle.objects.filter(started__lt=now - KEPT).values("pk")[:limit]
    codes = OneTimeCode.objects.filter(expires_at__lt=now - KEPT).values("pk")[:limit]
    gone, _per_model = Throttle.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    more, _per_model = OneTimeCode.objects.filter(pk__in=list(codes.values_list("pk", flat=True))).delete()
    return gone + more


def _count(scope: str, key: str, limit: int, window: timedelta, now: datetime, *, sliding: bool) -> int:
    digest = _digest(key)
    same = Throttle.objects.filter(scope=scope, digest=digest)
    row = same.first()
    fresh = Throttle(scope=scope, digest=digest, started=now, count=0)
    if row is None:
        Throttle.objects.bulk_create([fresh], ignore_conflicts=True)
        row = fresh
    elif row.started + window <= now:
        same.filter(started=row.started).update(started=now, count=0)
        row = fresh
    # Guarded: of those who come together, no more than `limit` pass.
    counted = {"count": F("count") + 1} | ({"started": now} if sliding else {})
    if not same.filter(count__lt=limit).update(**counted):
        raise TooMany(row.started + window, now)
    return row.count + 1


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
