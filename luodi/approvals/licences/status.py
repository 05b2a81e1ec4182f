"""The signed list of licences that are no longer what their code says. The watch signs it, everybody fetches it."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db.models import Count, Sum

from luodi.approvals.licences.keys import code_keys, is_ready, signer
from luodi.approvals.models import Licence
from luodi.signing.faults import BadCode
from luodi.signing.status import CODES, Listed, make_list, read_list

EVERY = timedelta(hours=1)  # signed anew though nothing has changed
GOOD_FOR = timedelta(hours=24)  # a saved page says how old its list is; after this it asks for a fresh one

_signed_for: dict[str, str] = {}  # folder -> what the list in it was signed for, as far as this process knows


def sign_list(now: datetime) -> int:
    """Watch step: 1 when something has changed, or the list has grown old."""
    path = _path()
    marks = _marks()
    if path.exists() and _signed_for.get(str(path)) == marks and _made_at(path, now) > now - EVERY:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(_made(now))
    fresh.replace(path)
    _signed_for[str(path)] = marks
    return 1


def status_list(now: datetime) -> bytes:
    """The last one; made for this answer alone where the watch has made none, or has stopped making them."""
    path = _path()
    return path.read_bytes() if path.exists() and _made_at(path, now) > now - GOOD_FOR / 2 else _made(now)


def _made(now: datetime) -> bytes:
    rows = Licence.objects.filter(state__in=CODES).values_list("number", "state")
    states = {number: cast(Listed, state) for number, state in rows}
    return make_list(states, signer(), now, now + GOOD_FOR)


def _marks() -> str:
    """Differs whenever the set of exceptions does: one suspended while another was restored moves the sums."""
    rows = Licence.objects.filter(state__in=CODES).order_by("state").values_list("state")
    return repr(list(rows.annotate(Count("pk"), Sum("pk"))))


def _made_at(path: Path, now: datetime) -> datetime:
    """Long ago when it is not of a key that is believed."""
    try:
        return read_list(path.read_bytes(), code_keys()).as_of if is_ready() else now - 2 * EVERY
    except BadCode:
        return now - 2 * EVERY


def _path() -> Path:
    return Path(settings.HOME) / "licences" / "status-list"
