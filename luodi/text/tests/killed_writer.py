"""A process that puts offers and is killed by the system at the place it is told: FOLDER PLACE."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from luodi.text.search import Document
from luodi.text.search.encoders import Vectors
from luodi.text.search.index import Index
from luodi.text.search.words_in_tantivy import TantivyWords
from luodi.text.tests.letter_encoder import LetterEncoder

BATCH = 10
BATCHES = 10
FATAL = 4  # the batch in which it is killed


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def text_of(key: int) -> str:
    return f"第{key}号厂房，编号{key * 7919}"


class DyingEncoder(LetterEncoder):
    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        vectors = super().encode(texts, asking=asking)
        if len(self.encoded) > BATCH * (FATAL - 1):
            die()
        return vectors


def rebuild(index: Index) -> None:
    """From where the last commit left it."""
    for batch in range(index.sequence, BATCHES):
        keys = range(batch * BATCH, (batch + 1) * BATCH)
        index.put(Document(key, text_of(key), phrases=(text_of(key),)) for key in keys)
        index.commit(sequence=batch + 1, mark=f"rebuild {batch + 1}")


def main(folder: str, place: str) -> None:
    encoder = DyingEncoder() if place == "while vectors are made" else LetterEncoder()
    index = Index(Path(folder), encoder, writable=True)
    take_in, begun = TantivyWords.take_in, []

    def dying(self, documents, cut):
        begun.append(1)
        if len(begun) == FATAL and place == "before words are taken in":
            die()
        take_in(self, documents, cut)
        if len(begun) == FATAL and place == "before it is noted that they were":
            die()

    TantivyWords.take_in = dying
    rebuild(index)


if __name__ == "__main__":
    main(*sys.argv[1:])
