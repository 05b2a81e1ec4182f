"""The map as it is drawn: outlines where they are known, else a frame with degrees; marks, a scale, a legend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from luodi.directory.models import Territory
from luodi.portal.catalogue.cards import Card
from luodi.portal.catalogue.filters import Search
from luodi.portal.catalogue.geometry import (
    Box,
    Cluster,
    clusters,
    middle_of,
    scale_of,
    ticks_of,
)
from luodi.portal.catalogue.marks import Mark, legend, mark_of
from luodi.portal.catalogue.masking import without_contacts
from luodi.portal.catalogue.outlines import outlines
from luodi.portal.forms import place_name
from luodi.supply.catalogue import Point
from luodi.supply.words import kind_word

SHORTEST_LABELLED = 17  # hundredths of the drawing that a district is wide before its name fits in it
SMALLEST = 260  # px: the map in the column beside a page
WIDE, SLIM = 14, 8  # px of a Chinese character and of a Latin letter in a name
LINE = 8  # hundredths that a name and a mark need for themselves on a phone
SAME_SPOT_KM = 0.15


@dataclass(frozen=True)
class Outline:
    path: str
    name: str
    x: float
    y: float
    here: bool


@dataclass(frozen=True)
class Spot:
    """One mark: an offer, or several that stand close. `words` is what it is called, `count` 1 for an offer."""

    x: float
    y: float
    url: str
    words: str
    mark: Mark
    count: int = 1


@dataclass(frozen=True)
class Tick:
    at: float
    words: str


@dataclass(frozen=True)
class Drawing:
    """Places in hundredths of width and height."""

    outlines: tuple[Outline, ...]
    spots: tuple[Spot, ...]
    scale_end: float  # it begins at 3
    scale_words: str
    legend: tuple[tuple[Mark, str], ...]
    meridians: tuple[Tick, ...] = ()
    parallels: tuple[Tick, ...] = ()


def map_of(search: Search, points: Sequence[Point], districts: Iterable[Territory]) -> Drawing | None:
    """None where nothing is placed and no outline is known."""
    places, asked = list(districts), search.values.get("place")
    box = _asked_box(search) or _box_of([asked] if asked else places, points)
    if box is None:
        return None
    seen = [point for point in points if box.holds(point)]
    spots = [_spot(search, cluster) for cluster in clusters(seen, box)]
    return _drawn(box, places, spots, {point.kind for point in seen}, asked)


def place_map(card: Card, districts: Iterable[Territory], district: Territory | None) -> Drawing | None:
    """Where one offer lies, in its district; None where nobody said."""
    if card.longitude is None or card.latitude is None:
        return None
    point = Point(card.number, card.kind, card.title, card.longitude, card.latitude)
    return point_map(point, card.mark, districts, district)


def point_map(point: Point, mark: Mark, districts: Iterable[Territory], district: Territory | None) -> Drawing:
    """One marked place, in its district where the outline is known."""
    box = _box_of([district] if district else [], [point])
    assert box is not None
    spot = Spot(*box.spot(point.longitude, point.latitude), "", point.title, mark)
    return _drawn(box, list(districts), [spot], {point.kind}, district)


def _asked_box(search: Search) -> Box | None:
    asked = search.values.get("box")
    return Box(*asked).framed() if asked else None


def _box_of(places: Iterable[Territory], points: Sequence[Point]) -> Box | None:
    """Around the outlines and what lies in them; a point far outside, as of a slip in typing, draws no ocean."""
    known = outlines()
    lines = Box.around(spot for place in places for ring in known.get(place.code, ()) for spot in ring)
    if lines is not None:
        return lines.framed(0.03)
    spots = Box.around((point.longitude, point.latitude) for point in points)
    return spots.framed() if spots else None


def _spot(search: Search, cluster: Cluster[Point]) -> Spot:
    members = cluster.members
    first = members[0]
    if len(members) == 1:
        words = _("%(kind)s：%(title)s") % {"kind": kind_word(first.kind), "title": without_contacts(first.title)}
        return Spot(cluster.x, cluster.y, search.offer_url(first.number), words, mark_of(first.kind))
    around = Box.around((one.longitude, one.latitude) for one in members)
    assert around is not None
    together = max(around.width_km, around.height_km) < SAME_SPOT_KM
    url = search.url("portal:offers" if together else "portal:offer_map", box=around.framed(0.3).query)
    kinds = ", ".join(dict.fromkeys(kind_word(one.kind) for one in members))
    said = {"count": len(members), "kinds": kinds}
    words = _("%(count)s 处在一起：%(kinds)s") if together else _("%(count)s 处相近，放大：%(kinds)s")
    return Spot(cluster.x, cluster.y, url, words % said, mark_of(first.kind), len(members))


def _drawn(box: Box, places: list[Territory], spots: list[Spot], kinds: set[str], here: Territory | None) -> Drawing:
    lines = [clear_of(spots, line) for place in places if (line := _outline(box, place, here)) is not None]
    share, length = scale_of(box)
    scale = round(3 + share, 2)
    words = _("%(length)s 公里") % {"length": f"{length:g}"}
    marks = tuple(legend(kinds))
    if lines:
        return Drawing(tuple(lines), tuple(spots), scale, words, marks)
    east = [Tick(box.spot(lon, box.south)[0], f"{lon:g}°E") for lon in ticks_of(box.west, box.east)]
    north = [Tick(box.spot(box.west, lat)[1], f"{lat:g}°N") for lat in ticks_of(box.south, box.north)]
    return Drawing((), tuple(spots), scale, words, marks, in_sight(east), in_sight(north))


def in_sight(ticks: list[Tick]) -> tuple[Tick, ...]:
    """Not in the corners, where they would meet each other and the scale."""
    return tuple(tick for tick in ticks if LINE < tick.at < 100 - 1.5 * LINE)


def clear_of(spots: list[Spot], line: Outline) -> Outline:
    """With its name where no mark covers it, or without."""
    for y in (line.y, line.y - LINE, line.y + LINE):
        if not any(abs(spot.x - line.x) < LINE and abs(spot.y - y) < LINE * 0.8 for spot in spots):
            return replace(line, y=round(y, 2))
    return replace(line, name="")


def _outline(box: Box, place: Territory, here: Territory | None) -> Outline | None:
    """Named where the name has room and its middle is in sight."""
    rings = outlines().get(place.code)
    if not rings:
        return None
    path = "".join("M" + "L".join("{:g} {:g}".format(*box.spot(*spot)) for spot in ring) + "Z" for ring in rings)
    largest = max(rings, key=len)
    x, y = box.spot(*middle_of(largest))
    span = [box.spot(*spot)[0] for spot in largest]
    fits = max(span) - min(span) >= SHORTEST_LABELLED and 4 < x < 96 and 4 < y < 96
    name = place_name(place).split("（")[0].split(" (")[0] if fits else ""
    half = half_of(name)
    return Outline(path, name, min(max(x, half), 100 - half), y, here is not None and place.pk == here.pk)


def half_of(name: str) -> float:
    """Hundredths that a name takes to each side of its middle where the map is smallest."""
    return 50 * sum(SLIM if letter.isascii() else WIDE for letter in name) / SMALLEST
