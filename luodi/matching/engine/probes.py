"""What is looked for on behalf of an enquiry: its text, its wishes one by one, and what its activity needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.matching.engine.facts import Asked
from luodi.matching.engine.needs import Called, Need, called_for, called_from

PARTS = 6
MOST = 8  # texts that the whole index is asked for by meaning; each costs a pass over all vectors
BY_PART, BY_NEED = 0.5, 0.4  # what an answer to a part or a need weighs against one to the whole


@dataclass(frozen=True, slots=True)
class Probes:
    text: str
    lower: str
    parts: tuple[str, ...]
    needs: tuple[Called, ...]  # rows whose activity is the enquirer's
    answers: tuple[Called, ...]  # rows whose words the enquirer says: their activity may need him

    @property
    def asked(self) -> list[tuple[str, float]]:
        """What the index is asked for, with its weight; nothing twice, and no need whose words another one has."""
        texts = [(self.text, 1.0), *((part, BY_PART) for part in self.parts if part != self.text)]
        texts += [(called.need.phrase, BY_NEED * called.surely) for called in self.needs]
        kept: list[tuple[str, float]] = []
        for text, worth in sorted(texts, key=lambda one: -one[1]):
            if len(kept) < MOST and not any(text in other for other, _ in kept[1:]):
                kept.append((text, worth))
        return kept


def probes_of(asked: Asked, needs: Sequence[Need]) -> Probes:
    lower = asked.text.lower()
    first = asked.parts[0].lower() if asked.parts else lower
    return Probes(
        asked.text,
        lower,
        asked.parts[:PARTS],
        tuple(called_for(lower, first, asked.divisions, needs)),
        tuple(called_from(lower, needs)),
    )
