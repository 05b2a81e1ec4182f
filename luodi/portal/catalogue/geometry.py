"""Degrees to hundredths of a drawing, what stands close together, and how long a kilometre is. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

RATIO = 1.25  # width of the drawing by its height
NARROW = 358  # px: the drawing on the narrowest screen, where marks must not cover one another
APART = 34  # px between the middles of two marks there
KM_LATITUDE, KM_LONGITUDE = 110.57, 111.32  # of one degree; the latter at the equator
SMALLEST_KM = 2.0
ROUND_KM = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
ROUND_DEGREES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


class Placed(Protocol):
    @property
    def longitude(self) -> float: ...

    @property
    def latitude(self) -> float: ...


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True)
class Box:
    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, places: Iterable[tuple[float, float]]) -> "Box | None":
        pairs = list(places)
        if not pairs:
            return None
        lons, lats = zip(*pairs, strict=True)
        return cls(min(lons), min(lats), max(lons), max(lats))

    @property
    def kilometre(self) -> float:
        """Degrees of longitude in one kilometre, in the middle of the box."""
        return 1 / (KM_LONGITUDE * max(0.05, math.cos(math.radians((self.south + self.north) / 2))))

    @property
    def width_km(self) -> float:
        return (self.east - self.west) / self.kilometre

    @property
    def height_km(self) -> float:
        return (self.north - self.south) * KM_LATITUDE

    def framed(self, share: float = 0.08) -> "Box":
        """With room around it, no smaller than some kilometres, in the drawing's own shape."""
        height = max(self.height_km * (1 + 2 * share), SMALLEST_KM, self.width_km * (1 + 2 * share) / RATIO)
        width = height * RATIO * self.kilometre
        tall = height / KM_LATITUDE
        middle, level = (self.west + self.east) / 2, (self.south + self.north) / 2
        return Box(middle - width / 2, level - tall / 2, middle + width / 2, level + tall / 2)

    def spot(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Hundredths of width and height from the upper left corner."""
        x = 100 * (longitude - self.west) / (self.east - self.west)
        y = 100 * (self.north - latitude) / (self.north - self.south)
        return round(x, 2), round(y, 2)

    def holds(self, place: Placed) -> bool:
        return self.west <= place.longitude <= self.east and self.south <= place.latitude <= self.north

    @property
    def query(self) -> str:
        return f"{self.west:.5f},{self.south:.5f},{self.east:.5f},{self.north:.5f}"


@dataclass
class Cluster(Generic[P]):
    x: float
    y: float
    members: list[P]


def clusters(places: Sequence[P], box: Box) -> list[Cluster[P]]:
    """What would cover one another on a phone becomes one; the first of them gives the place."""
    made: dict[tuple[int, int], list[Cluster[P]]] = {}
    every: list[Cluster[P]] = []
    across, down = NARROW / 100, NARROW / RATIO / 100
    for place in places:
        x, y = box.spot(place.longitude, place.latitude)
        cell = (int(x * across // APART), int(y * down // APART))
        near = (one for dx in (-1, 0, 1) for dy in (-1, 0, 1) for one in made.get((cell[0] + dx, cell[1] + dy), ()))
        home = next((one for one in near if math.hypot((one.x - x) * across, (one.y - y) * down) < APART), None)
        if home is None:
            home = Cluster(x, y, [])
            made.setdefault(cell, []).append(home)
            every.append(home)
        home.members.append(place)
    return every


def scale_of(box: Box) -> tuple[float, float]:
    """The longest round number of kilometres that takes at most a quarter of the width: (hundredths, km)."""
    most = box.width_km / 4
    length = max((km for km in ROUND_KM if km <= most), default=ROUND_KM[0])
    return round(100 * length / box.width_km, 2), length


def ticks_of(low: float, high: float) -> list[float]:
    """Two to five round degrees between the two."""
    step = next((step for step in ROUND_DEGREES if (high - low) / step <= 5), ROUND_DEGREES[-1])
    first = math.ceil(low / step)
    return [round((first + n) * step, 3) for n in range(int((high - first * step) / step) + 1)]


def middle_of(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Of the area a ring encloses."""
    twice = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        twice, x, y = twice + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (x / (3 * twice), y / (3 * twice)) if twice else ring[0]
