"""Finding by words: what both engines promise. They are fed with words already cut."""

from collections.abc import Callable, Iterable
from typing import Protocol

from luodi.text.search.documents import Hit, Limits
from luodi.text.search.store import Texts

WEIGHTS = {"title": 2.0, "tags": 2.0, "body": 1.0}
Cut = Callable[[str], list[str]]


class Words(Protocol):
    """An index of words in a folder of its own, that follows the store."""

    @property
    def fresh(self) -> bool:
        """Whether the folder held nothing that could be used."""

    def take_in(self, documents: Iterable[Texts], cut: Cut) -> None:
        """Later states of documents; can be found when this returns."""

    def clear(self) -> None: ...

    def refresh(self) -> None:
        """Sees what the writer has taken in since."""

    def find(self, words: list[str], limit: int, limits: Limits) -> list[Hit]:
        """Any of the words, best first."""

    def close(self) -> None: ...
