"""What is looked for on behalf of an enquiry: its text, its wishes one by one, and what its activity needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.matching.engine.facts import Asked
from luodi.matching.engine.needs import Called, Need, called_for, called_from

PARTS = 6


@dataclass(frozen=True, slots=True)
class Probes:
    text: str
    lower: str
    parts: tuple[str, ...]
    needs: tuple[Called, ...]  # rows whose activity is the enquirer's
    answers: tuple[Called, ...]  # rows whose words the enquirer says: their activity may need him


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
