"""The public catalogue: what anybody may read of what is to be had now, without who is behind it. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Abs

from luodi.directory.models import Territory
from luodi.supply.models import Offer, Photo
from luodi.supply.models.offer import OfferQuerySet
from luodi.supply.rules import PriceUnit

PAGE = 20
MOST = 1000  # rows that can be paged through; who finds more narrows his search
MOST_POINTS = 2000
PRIVATE = ("contact_name", "contact", "import_key")
BESIDE = ("duty__owner__user", "duty__owner__unit", "duty__unit", "duty__district", "duty__place")
LEAST = {"area_from": "area_m2", "land_from": "land_mu", "power": "power_kva", "height": "ceiling_m"}
MOST_OF = {"area_to": "area_m2", "land_to": "land_mu"}
# Prices that are the same thing over another time: how many of the unit asked for one of this unit is.
RENTS: dict[str, dict[str, Decimal]] = {
    PriceUnit.M2_MONTH: {
        PriceUnit.M2_MONTH: Decimal(1),
        PriceUnit.M2_DAY: Decimal(365) / 12,
        PriceUnit.M2_YEAR: 1 / Decimal(12),
    }
}


@dataclass(frozen=True)
class Found:
    """One page; `count` says no more than MOST + 1."""

    rows: list[Offer]
    count: int
    number: int
    pages: int


@dataclass(frozen=True)
class Point:
    number: str
    kind: str
    title: str
    longitude: float
    latitude: float


def found(asked: Mapping[str, Any], now: datetime, number: int = 1) -> Found:
    """Two queries and one for photos; confirmed last stands first."""
    rows = matching(asked, now)
    count = rows.order_by()[: MOST + 1].count()
    pages = max(1, -(-min(count, MOST) // PAGE))
    number = min(max(number, 1), pages)
    start = (number - 1) * PAGE
    return Found(list(shown(rows)[start : start + PAGE]), count, number, pages)


def matching(asked: Mapping[str, Any], now: datetime) -> OfferQuerySet:
    # A fresh offer is an open duty; saying so lets the index of what is public answer.
    return Offer.objects.catalogue(now).filter(condition(asked), duty__closed=None)


def shown(rows: OfferQuerySet) -> OfferQuerySet:
    """With what a card and a page say, and without the people."""
    drawn = Prefetch("photos", Photo.objects.exclude(small=""))
    beside = rows.select_related(*BESIDE).prefetch_related(drawn, "duty__deadlines").defer(*PRIVATE)
    return beside.order_by("-duty__next_due", "-duty__id")


def condition(asked: Mapping[str, Any]) -> Q:
    where = Q()
    if asked.get("kind"):
        where &= Q(kind=asked["kind"])
    if asked.get("place"):
        where &= Q(duty__district=asked["place"])
    for name, column in LEAST.items():
        if asked.get(name) is not None:
            where &= Q(**{f"{column}__gte": asked[name]})
    for name, column in MOST_OF.items():
        if asked.get(name) is not None:
            where &= Q(**{f"{column}__lte": asked[name]})
    if asked.get("price") is not None:
        where &= _price(asked["price"], asked.get("price_unit") or PriceUnit.M2_MONTH)
    if asked.get("by"):
        where &= _available_by(asked["by"])
    if asked.get("box"):
        west, south, east, north = asked["box"]
        where &= Q(longitude__range=(west, east), latitude__range=(south, north))
    return where & _words(asked.get("q", ""))


def _price(most: Decimal, unit: str) -> Q:
    """What names no price is not found by it."""
    where = Q()
    for other, times in RENTS.get(unit, {unit: Decimal(1)}).items():
        where |= Q(price_unit=other, price__lte=most / times)
    return where


def _available_by(day: date) -> Q:
    begun = Q(available_from=None) | Q(available_from__lte=day)
    return begun & (Q(available_until=None) | Q(available_until__gte=day))


def _words(typed: str) -> Q:
    where = Q()
    for word in typed.split()[:5]:
        where &= (
            Q(duty__title__icontains=word)
            | Q(duty__number=word.upper())
            | Q(description__icontains=word)
            | Q(address__icontains=word)
            | Q(industries__icontains=word)
            | Q(tags__icontains=word)
        )
    return where


def one(number: str, now: datetime) -> Offer:
    """Raises Offer.DoesNotExist for what is not in the catalogue at this moment."""
    return shown(matching({}, now)).get(duty__number=number)


def several(numbers: Iterable[str], now: datetime) -> list[Offer]:
    """Those still in the catalogue, in the order of the numbers."""
    wanted = list(numbers)
    rows = {row.duty.number: row for row in shown(matching({}, now)).filter(duty__number__in=wanted)}
    return [rows[number] for number in wanted if number in rows]


def similar(offer: Offer, now: datetime, limit: int = 3) -> list[Offer]:
    """Of the same kind: those of the same district first, then the nearest in size."""
    same = matching({"kind": offer.kind}, now).exclude(pk=offer.pk)
    size = "land_mu" if offer.kind == "land" else "area_m2"
    near = Case(
        When(duty__district=offer.duty.district_id, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    order: list[Any] = [near, "-duty__next_due"]
    if getattr(offer, size) is not None:
        order.insert(1, Abs(F(size) - getattr(offer, size)).asc(nulls_last=True))
    return list(shown(same).order_by(*order)[:limit])


def points(asked: Mapping[str, Any], now: datetime) -> list[Point]:
    placed = matching(asked, now).exclude(longitude=None).exclude(latitude=None)
    rows = placed.order_by("-duty__next_due", "-duty__id").values_list(
        "duty__number", "kind", "duty__title", "longitude", "latitude"
    )
    # Neither is null: both were asked for.
    return [Point(*row) for row in rows[:MOST_POINTS]]  # type: ignore[arg-type]


def by_district(asked: Mapping[str, Any], now: datetime) -> dict[int, int]:
    """District to how many lie in it, whatever district was asked for."""
    rows = matching({name: value for name, value in asked.items() if name not in ("place", "box")}, now)
    counted = rows.order_by().values_list("duty__district").annotate(Count("pk"))
    return {district: count for district, count in counted if district}


def districts() -> "QuerySet[Territory]":
    return Territory.objects.in_use().filter(level=Territory.Level.DISTRICT)


def still_there(numbers: Iterable[str], now: datetime) -> tuple[set[str], set[str]]:
    """Which of these are to be had now, and which of those are in the catalogue."""
    rows = Offer.objects.available(now).filter(duty__number__in=list(numbers))
    pairs = list(rows.values_list("duty__number", "duty__visibility"))
    return {number for number, _seen in pairs}, {number for number, seen in pairs if seen == "public"}
