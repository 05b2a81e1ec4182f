"""Which column of an offer a heading means. No Django."""

from collections.abc import Iterable
from pathlib import Path

from luodi.text.sheets.headers import bare
from luodi.text.sheets.tables import JOINT


def read_words(text: str) -> dict[str, tuple[str, ...]]:
    lines = [line.partition(":") for line in text.splitlines() if line and not line.startswith("#")]
    return {column: tuple(words.split()) for column, _colon, words in lines}


# Parts of a title, where a list has none, and what is no column of its own.
PARTS = ("park", "building", "floor")
ASIDE = ("title", "kind", *PARTS, "place", "pair", "state", "serial")
# Column -> headings, the likeliest first: of two that mean the same the earlier one is taken.
WORDS = read_words((Path(__file__).parent / "data/headings.txt").read_text(encoding="utf-8"))
MEANT = {bare(word): (column, rank) for column, words in WORDS.items() for rank, word in enumerate(words)}
# A heading nobody listed, by how it ends; later than all that are listed.
ENDINGS = (
    ("面积", "area_m2"),
    ("层高", "ceiling_m"),
    ("租金", "price"),
    ("单价", "price"),
    ("电话", "contact"),
    ("地址", "address"),
)
LATE = 100
TOLD = "名称、类别、面积、价格"  # to somebody whose list has no known heading
SEVERAL = frozenset({"description"})  # may be read from more than one heading
CHOICES = (*(column for column in WORDS if column != "serial"),)


def meant(heading: str) -> tuple[str, int] | None:
    """The column, and how late its word stands among those that mean it."""
    group, _joint, own = heading.rpartition(JOINT)
    for said in (bare(heading), bare(own), *(bare(one) for one in reversed(group.split(JOINT)))):
        if said in MEANT:
            return MEANT[said]
    said = bare(own)
    return next(((column, LATE) for end, column in ENDINGS if said.endswith(end)), None)


def is_known(heading: str) -> bool:
    return meant(heading) is not None


def assigned(headings: Iterable[str]) -> dict[str, str]:
    """Heading -> column, "" for those that nobody knows or that another one says better."""
    headings = list(headings)
    best: dict[str, tuple[int, str]] = {}
    for heading in headings:
        if found := meant(heading):
            column, rank = found
            if column not in best or rank < best[column][0]:
                best[column] = (rank, heading)
    taken = {heading: column for column, (_rank, heading) in best.items() if column != "serial"}
    for heading in headings:
        found = meant(heading)
        if found and found[0] in SEVERAL:
            taken[heading] = found[0]
    return {heading: taken.get(heading, "") for heading in headings}
