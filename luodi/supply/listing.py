"""The officers' list of offers: what they may see, filtered, page by page. Reads only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Visibility
from luodi.duties.pages import Page, mine, page, viewer_arms
from luodi.duties.rules import LEADS
from luodi.supply.rules import KEPT, State

EXPORT_LIMIT = 5000
ASKED = LEADS["freshness"].before
# Values of the filter of states, beside those of `State`.
GONE, STALE, SOON = "gone", "stale", "soon"


def found(viewer: Viewer, asked: Mapping[str, Any], *, now: datetime, after: str = "", size: int = 20) -> Page:
    """One page of duties with their offers, due for confirmation soonest first; gone ones newest first."""
    return page(
        viewer,
        where=condition(asked, now),
        after=after,
        size=size,
        arms=mine(viewer) if asked.get("mine") else [*viewer_arms(viewer), Q(visibility=Visibility.PUBLIC)],
        closed=asked.get("state") == GONE,
        beside=("offer", "offer__company", "district", "place"),
    )


def condition(asked: Mapping[str, Any], now: datetime) -> Q:
    where = Q(kind="offer")
    state = asked.get("state")
    if state in (State.OPEN, State.RESERVED):
        where &= Q(progress=state)
    if state in (STALE, SOON):
        where &= freshness(state, now)
    if asked.get("kind"):
        where &= Q(offer__kind=asked["kind"])
    if asked.get("place"):
        where &= Q(district=asked["place"]) | Q(place=asked["place"])
    return where & words(asked.get("q", ""))


def freshness(state: str, now: datetime) -> Q:
    """Hidden because nobody confirmed it, or to be confirmed now lest it is."""
    kept = Q(progress__in=KEPT)
    return kept & (Q(next_due__lte=now) if state == STALE else Q(next_due__gt=now, next_due__lte=now + ASKED))


def words(typed: str) -> Q:
    """Each of the words somewhere: number, title, address, company, trade, tag."""
    where = Q()
    for word in typed.split()[:5]:
        where &= (
            Q(number__icontains=word)
            | Q(title__icontains=word)
            | Q(offer__address__icontains=word)
            | Q(offer__holder__icontains=word)
            | Q(offer__industries__icontains=word)
            | Q(offer__tags__icontains=word)
        )
    return where


def everything(viewer: Viewer, asked: Mapping[str, Any], now: datetime) -> tuple[list[Duty], bool]:
    """Rows for a sheet, and whether there were more than it may hold."""
    rows = found(viewer, asked, now=now, size=EXPORT_LIMIT)
    return rows.rows, bool(rows.next)
