"""Counting tries: the one table behind lock-out, slowing down and codes that work once.

Every function is a step: it opens no transaction. Called outside of one, its count stays whatever happens next.
Count contacts before addresses, so that two acts never wait for each other's rows.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.db.models import F

from luodi.accounts.models import OneTimeCode, Throttle
from luodi.accounts.refusals import TooMany

KEPT = timedelta(days=1)  # no window is longer than this
# Both databases know it: a new key counts one, a window that is over starts anew, a full one changes nothing.
COUNT = """
    INSERT INTO accounts_throttle AS kept (scope, digest, started, count) VALUES (%s, %s, %s, 1)
    ON CONFLICT (scope, digest) DO UPDATE SET
        count = CASE WHEN kept.started <= %s THEN 1 ELSE kept.count + 1 END,
        started = CASE WHEN kept.started <= %s THEN excluded.started ELSE kept.started END
    WHERE kept.count < %s OR kept.started <= %s
    RETURNING count
"""
SLIDE = COUNT.replace("ELSE kept.started END", "ELSE excluded.started END")


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
    """One guarded statement, so that of those who come together no more than `limit` pass."""
    moment, over = (connection.ops.adapt_datetimefield_value(at) for at in (now, now - window))
    with connection.cursor() as cursor:
        cursor.execute(SLIDE if sliding else COUNT, [scope, _digest(key), moment, over, over, limit, over])
        counted = cursor.fetchone()
    if counted is None:
        started = Throttle.objects.values_list("started", flat=True).get(scope=scope, digest=_digest(key))
        raise TooMany(started + window, now)
    return int(counted[0])


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
