"""Which column a heading means: by words that people write there, the likeliest first."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from luodi.text.sheets.headers import bare
from luodi.text.sheets.tables import JOINT

LATE = 100  # the rank of a heading that nobody listed, known by how it ends


def read_words(text: str) -> dict[str, tuple[str, ...]]:
    """`column: heading heading …` on each line."""
    lines = [line.partition(":") for line in text.splitlines() if line and not line.startswith("#")]
    return {column: tuple(words.split()) for column, _colon, words in lines}


class Names:
    """`words`: column -> headings, of two that mean the same the earlier one is taken; `endings` of unlisted ones.

    `aside` columns are known and never read; `several` may be read from more than one heading; `fold` makes
    headings alike before they are compared (2021年计划 and 2022年计划).
    """

    def __init__(
        self,
        words: Mapping[str, Sequence[str]],
        *,
        endings: Sequence[tuple[str, str]] = (),
        aside: frozenset[str] = frozenset(),
        several: frozenset[str] = frozenset(),
        fold: Callable[[str], str] = str,
    ) -> None:
        self.endings, self.aside, self.several, self.fold = endings, aside, several, fold
        self.known = {bare(word): (column, rank) for column, said in words.items() for rank, word in enumerate(said)}

    def meant(self, heading: str) -> tuple[str, int] | None:
        """The column, and how late its word stands among those that mean it.

        投资·2021年·计划 is asked for whole, then 2021年计划, 计划, then the groups by themselves.
        """
        parts = [self.fold(part) for part in heading.split(JOINT)]
        asked = ["".join(parts[start:]) for start in range(len(parts))] + parts[-2::-1]
        for said in asked:
            if found := self.known.get(bare(said)):
                return found
        said = bare(parts[-1])
        return next(((column, LATE) for end, column in self.endings if said.endswith(end)), None)

    def knows(self, heading: str) -> bool:
        return self.meant(heading) is not None

    def assigned(self, headings: Iterable[str]) -> dict[str, str]:
        """Heading -> column, "" for those that nobody knows or that another one says better."""
        headings = list(headings)
        best: dict[str, tuple[int, str]] = {}
        for heading in headings:
            if found := self.meant(heading):
                column, rank = found
                if column not in best or rank < best[column][0]:
                    best[column] = (rank, heading)
        taken = {heading: column for column, (_rank, heading) in best.items() if column not in self.aside}
        for heading in headings:
            found = self.meant(heading)
            if found and found[0] in self.several:
                taken[heading] = found[0]
        return {heading: taken.get(heading, "") for heading in headings}
