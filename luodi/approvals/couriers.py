"""Where a parcel is: asked of a courier's service by its number alone, or typed in where there is none."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from luodi.approvals.models import Delivery

TIMEOUT = 10  # seconds
ANSWER_LIMIT = 100_000  # bytes


class NoAnswer(Exception):
    """Asked again later. `str()` is a code without addresses."""


@dataclass(frozen=True)
class Whereabouts:
    """`leg` is a Delivery.Leg."""

    leg: str
    at: datetime | None


class Courier(Protocol):
    def whereabouts(self, tracking: str) -> Whereabouts | None:
        """None where nothing is known. Raises NoAnswer."""


class ByHand:
    """No service is connected: what is known is what somebody types in."""

    def whereabouts(self, tracking: str) -> Whereabouts | None:
        return None


class TrackingService:
    """One POST of {"tracking"} with a bearer token; answers {"status", "at"}."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token

    def whereabouts(self, tracking: str) -> Whereabouts | None:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        request = Request(self.url, data=json.dumps({"tracking": tracking}).encode(), headers=headers, method="POST")
        try:
            with build_opener(_Straight).open(request, timeout=TIMEOUT) as answer:
                said = json.loads(answer.read(ANSWER_LIMIT))
        except HTTPError as refused:
            refused.close()
            if refused.code == 404:
                return None
            raise NoAnswer(f"http {refused.code}") from refused
        except (URLError, OSError, ValueError) as failed:
            raise NoAnswer(type(failed).__name__) from failed
        return _read(said)


def _read(said: object) -> Whereabouts | None:
    leg = said.get("status") if isinstance(said, dict) else None
    if not isinstance(said, dict) or leg not in Delivery.Leg.values:
        raise NoAnswer("content")
    try:
        at = parse_datetime(str(said.get("at", "")))
    except ValueError:
        at = None
    return Whereabouts(str(leg), make_aware(at) if at and is_naive(at) else at)


class _Straight(HTTPRedirectHandler):
    """A redirect would carry the token to another host."""

    def redirect_request(self, *_args: object, **_more: object) -> None:
        return None


def courier() -> Courier:
    return TrackingService(settings.COURIER_URL, settings.COURIER_TOKEN) if settings.COURIER_URL else ByHand()
