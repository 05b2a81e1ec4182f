"""A small index in memory: the same answers as the large one for a few thousand offers, and nothing to keep on disk."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from luodi.text.search import NO_LIMITS, Document, Hit, Limits
from luodi.text.search.encoders import Encoder, Vectors

Cut = Callable[[str], list[str]]
K1, B = 1.2, 0.6
TWICE = 2
REMEMBERED = 2000  # questions whose vectors are kept


class Shelf:
    """A `Searchable`; with `NoEncoder` it finds by words alone."""

    def __init__(self, cut: Cut, encoder: Encoder) -> None:
        self._cut = cut
        self._encoder = encoder
        self._documents: dict[int, Document] = {}
        self._words: dict[int, Counter[str]] = {}
        self._having: dict[str, set[int]] = defaultdict(set)
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._questions: dict[str, NDArray[np.float32]] = {}

    @property
    def size(self) -> int:
        return len(self._documents)

    def put(self, documents: Iterable[Document]) -> None:
        for one in documents:
            self.drop([one.key])
            self._documents[one.key] = one
            words = Counter(self._cut(f"{one.title} {one.tags} " * TWICE + one.body))
            self._words[one.key] = words
            for word in words:
                self._having[word].add(one.key)
            if self._encoder.dim:
                self._encoded(one.phrases)

    def drop(self, keys: Iterable[int]) -> None:
        for key in keys:
            if self._documents.pop(key, None):
                for word in self._words.pop(key):
                    self._having[word].discard(key)

    def by_words(self, text: str, limit: int, limits: Limits = NO_LIMITS) -> list[Hit]:
        scores: dict[int, float] = defaultdict(float)
        mean = sum(sum(words.values()) for words in self._words.values()) / max(self.size, 1)
        for word in set(self._cut(text)):
            having = self._having.get(word, ())
            rarity = math.log(1 + (self.size - len(having) + 0.5) / (len(having) + 0.5))
            for key in having:
                often, length = self._words[key][word], sum(self._words[key].values())
                scores[key] += rarity * often * (K1 + 1) / (often + K1 * (1 - B + B * length / mean))
        ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
        return [Hit(key, score) for key, score in ranked if _within(self._documents[key], limits)][:limit]

    def by_meaning(self, texts: Sequence[str], limit: int, limits: Limits = NO_LIMITS) -> list[list[Hit]]:
        if not self._encoder.dim:
            return [[] for _ in texts]
        keys = [key for key, one in self._documents.items() if _within(one, limits)]
        answers = []
        for row in self.closeness(texts, keys):
            order = sorted(range(len(keys)), key=lambda at: (-row[at], keys[at]))[:limit]
            answers.append([Hit(keys[at], row[at]) for at in order])
        return answers

    def closeness(self, texts: Sequence[str], keys: Sequence[int]) -> list[list[float]]:
        known = [key for key in keys if key in self._documents and self._documents[key].phrases]
        lines = np.zeros((len(texts), len(keys)), np.float32)
        if not self._encoder.dim or not texts or not known:
            return [[0.0] * len(keys) for _ in texts]
        phrases = [self._documents[key].phrases for key in known]
        starts = np.cumsum([0, *(len(some) for some in phrases[:-1])])
        vectors = self._encoded(list(chain.from_iterable(phrases)))
        nearest = np.maximum.reduceat(self._asked(texts) @ vectors.T, starts, axis=1)
        place = {key: at for at, key in enumerate(known)}
        columns = [(at, place[key]) for at, key in enumerate(keys) if key in place]
        lines[:, [at for at, _ in columns]] = nearest[:, [there for _, there in columns]]
        found: list[list[float]] = lines.tolist()
        return found

    def payloads(self, keys: Iterable[int]) -> dict[int, bytes]:
        return {key: self._documents[key].payload for key in keys if key in self._documents}

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one a row; each text is encoded once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._vectors[text] for text in texts])

    def _asked(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._questions]
        if len(self._questions) > REMEMBERED:
            self._questions.clear()
            new = list(dict.fromkeys(texts))
        if new:
            self._questions.update(zip(new, self._encoder.encode(new, asking=True), strict=True))
        return np.stack([self._questions[text] for text in texts])


def _within(document: Document, limits: Limits) -> bool:
    if limits.kinds and document.kind and document.kind not in limits.kinds:
        return False
    if document.kind in limits.not_kinds:
        return False
    if limits.districts and document.districts and limits.districts.isdisjoint(document.districts):
        return False
    low = all(document.numbers.get(name, math.inf) >= value for name, value in limits.at_least.items())
    return low and all(document.numbers.get(name, -math.inf) <= value for name, value in limits.at_most.items())
