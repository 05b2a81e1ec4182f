"""How each kind is marked on a map: by a shape and a letter, so that no colour has to be told apart."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from luodi.supply.rules import KINDS

# Paths around 0,0, some 26 px across.
SQUARE = "M-11-11H11V11H-11Z"
HOUSE = "M-12 12V-2L0-13 12-2V12Z"
TALL = "M-9-13H9V13H-9Z"
HEXAGON = "M-13 0-6.500-11.500H6.500L13 0 6.500 11.500H-6.500Z"
TRIANGLE = "M0-14 15 12H-15Z"
DIAMOND = "M0-15 15 0 0 15-15 0Z"
OCTAGON = "M-5.500-13H5.500L13-5.500V5.500L5.500 13H-5.500L-13 5.500V-5.500Z"
PENTAGON = "M0-14 13.500-4 8.500 12H-8.500L-13.500-4Z"
ROUND = "M0-13A13 13 0 1 1 0 13 13 13 0 1 1 0-13Z"


@dataclass(frozen=True)
class Mark:
    """`drop` is how far below the middle the letter stands."""

    letter: Any
    path: str
    drop: float = 4.5


MARKS: dict[str, Mark] = {
    "land": Mark(_("地"), SQUARE),
    "plant": Mark(_("厂"), HOUSE, 7),
    "office": Mark(_("办"), TALL),
    "warehouse": Mark(_("仓"), HEXAGON),
    "roof": Mark(_("顶"), TRIANGLE, 8.5),
    "laboratory": Mark(_("验"), PENTAGON),
    "park": Mark(_("园"), OCTAGON),
    "energy": Mark(_("电"), DIAMOND),
}
OTHER = Mark(_("另"), ROUND)


def mark_of(kind: str) -> Mark:
    return MARKS.get(kind, OTHER)


def legend(kinds: set[str]) -> list[tuple[Mark, str]]:
    """Each mark in use with the names of its kinds."""
    named: dict[Mark, list[str]] = {}
    for kind in KINDS.values():
        if kind.code in kinds:
            named.setdefault(mark_of(kind.code), []).append(str(kind.name))
    return [(mark, " / ".join(names)) for mark, names in named.items()]
