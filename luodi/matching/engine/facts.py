"""What both sides say, as plain values: read once when a row changes, compared many times."""

from collections.abc import Mapping
from dataclasses import dataclass, field

EVERYWHERE = "*"  # an offer of the whole city lies in every district


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as the ranking sees it. `numbers` has the columns of `supply.Offer`; what is missing is unknown.

    Beside those: `rooms`, `racks`, `roof_m2` (of a hall), `depth_m` (water at a quay), `cold_c` (coldest it keeps).
    """

    key: int
    kind: str  # a code of `luodi.supply.rules.KINDS`
    title: str
    description: str = ""
    words: str = ""  # of trade, and tags, with blanks between
    districts: tuple[str, ...] = ()  # without ending (黄岛); EVERYWHERE for the whole city
    numbers: Mapping[str, float] = field(default_factory=dict)
    divisions: tuple[str, ...] = ()  # of GB/T 4754, likeliest first
    concepts: tuple[str, ...] = ()  # of data/synonyms.txt
    has: frozenset[str] = frozenset()  # codes of data/traits.tsv
    lacks: frozenset[str] = frozenset()
    denied: tuple[str, ...] = ()  # stretches of the text that say what is not there or not allowed
    denied_concepts: tuple[str, ...] = ()  # of data/synonyms.txt, said in those stretches
    limits: tuple[str, ...] = ()  # phrases of data/limits.txt
    only: tuple[str, ...] = ()  # stretches that say what alone is allowed
    far: Mapping[str, float] = field(default_factory=dict)  # km to what the text measures a distance to
    price: Mapping[str, float] = field(default_factory=dict)  # by what it is compared in, see `prices.UNITS`
    available_from: str = ""  # YYYY-MM-DD
    available_until: str = ""
    whole_only: bool = False
    slight: bool = False  # says nothing that anybody could use: a notice, a shop that wants a clerk
    gone: bool = False  # let, signed or withdrawn, by its state or by its text

    @property
    def whole(self) -> str:
        """All it says, as one text."""
        return f"{self.title}。{self.description} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Asked:
    """An enquiry as the ranking sees it. `least` has the columns of `Offered.numbers`."""

    text: str
    kinds: tuple[str, ...] = ()  # `asked_as` of KINDS, what was stated first
    stated: frozenset[str] = frozenset()  # those of them that were said outright; the others are what the text hints at
    refused: frozenset[str] = frozenset()
    must_lie_in: tuple[str, ...] = ()  # districts and zones; one of them has to hold
    wished_in: tuple[str, ...] = ()
    least: Mapping[str, float] = field(default_factory=dict)
    about: frozenset[str] = frozenset()  # columns of `least` said with 左右, 约 or no bound: a fifth less still fits
    divisions: tuple[str, ...] = ()
    wants: frozenset[str] = frozenset()  # codes of data/traits.tsv
    concepts: tuple[str, ...] = ()  # of data/synonyms.txt
    parts: tuple[str, ...] = ()  # the wishes one by one
    words: tuple[str, ...] = ()  # of the want itself: what an offer that denies one of them cannot serve
    near: Mapping[str, float] = field(default_factory=dict)  # km at most from a port, an airport, ...
    at_most: Mapping[str, float] = field(default_factory=dict)  # price, by the unit it is said in, see `prices.UNITS`
    received: str = ""  # YYYY-MM-DD
    needed_from: str = ""  # first and last day of the time when building, moving in or production begins
    needed_by: str = ""
    is_latest: bool = False  # later than `needed_by` will not do
