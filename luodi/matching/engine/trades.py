"""The divisions of GB/T 4754 that a text speaks of, by the word lists of the reader of enquiries."""

from luodi.text.reading.letter import letter
from luodi.text.reading.trades import find_trades

MOST = 3


def divisions_of(*texts: str) -> tuple[str, ...]:
    """Likeliest first; what stands in the first text weighs most."""
    scores: dict[str, float] = {}
    for weight, text in zip((2.0, 1.0, 0.5), texts, strict=False):
        for hit in find_trades(letter(text)):
            for rank, code in enumerate(hit.trade.divisions):
                scores[code] = max(scores.get(code, 0.0), weight * max(hit.score, 0.5) * (0.6 if rank else 1.0))
    return tuple(sorted(scores, key=lambda code: -scores[code])[:MOST])
