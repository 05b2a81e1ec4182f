"""The search index of one kind of thing, in a folder: one process writes, any number read.

Below the folder each encoder has a place of its own, so that going back to an encoder costs only the tail that is
missing there. What was put counts from `commit` on; a writer killed before it has put nothing, and vectors and words
are then brought to the last commit when the index is opened again.
"""

import fcntl
import importlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock

import numpy as np

from luodi.text.search.documents import ENGINE_NAMES, NO_LIMITS, NUMBERS, Document, Hit, Limits
from luodi.text.search.encoders import Encoder, Vectors
from luodi.text.search.segmenting import Segmenter, segmenter
from luodi.text.search.store import State, Store
from luodi.text.search.table import Table
from luodi.text.search.vectors import Space
from luodi.text.search.words import Words

STORE = "documents.sqlite3"
LAYOUT = "1"  # of the files; another one is built anew
TOGETHER = 1000  # documents written at once
ENCODED_TOGETHER = 64  # texts
REMEMBERED = 256  # questions whose vectors are kept


class Busy(Exception):
    """Another process writes this index."""


class Index:
    """Searches are those of `Searchable`. Threads may share one: each search waits for the one before."""

    def __init__(
        self,
        folder: Path,
        encoder: Encoder,
        *,
        writable: bool = False,
        engine: str = "tantivy",
        cut: Segmenter | None = None,
    ) -> None:
        """`engine`: tantivy or sqlite. A reader of what is not there yet finds nothing until it is. Raises Busy."""
        self._folder, self._encoder, self._writable = folder / encoder.name, encoder, writable
        self._engine, self._cut = engine, cut or segmenter()
        self._format = f"{LAYOUT} {','.join(NUMBERS)}"
        self._threads = RLock()
        self._asked: dict[str, Vectors] = {}
        self._waiting: dict[int, Document] = {}
        self._lock = -1
        self._state, self._pending, self._table = State(), State(), Table()
        self._following, self._followed = (
            f"words {engine}",
            "",
        )  # the name of what says how far words have come; and that
        self._store: Store | None = None
        self._words: Words | None = None
        self._space: Space | None = None
        if writable:
            self._open_to_write()
        else:
            self.refresh()

    @property
    def size(self) -> int:
        """Documents that can be found."""
        return self._table.size

    @property
    def sequence(self) -> int:
        """As the last commit said; 0: everything is to be put anew."""
        return self._state.sequence

    @property
    def mark(self) -> str:
        """As the last commit said."""
        return self._state.mark

    # writing

    def put(self, documents: Iterable[Document]) -> None:
        """Each takes the place of an earlier one with its key."""
        self._to_write()
        for one in documents:
            self._waiting[one.key] = one
            if len(self._waiting) >= TOGETHER:
                self._write_out()

    def drop(self, keys: Iterable[int]) -> None:
        """Keys that are not there are none of its business."""
        self._write_out()
        store = self._to_write()
        store.begin()
        self._pending = self._pending._replace(stamp=store.drop(keys, self._pending.stamp))

    def clear(self) -> None:
        """Forgets every document, and how far the writer had come. Vectors stay, so the same texts cost nothing."""
        self._waiting.clear()
        store = self._to_write()
        store.begin()
        store.clear()
        self._pending = State(generation=self._pending.generation + 1, rows=self._pending.rows)

    def commit(self, *, sequence: int, mark: str = "") -> None:
        """What was put can be found when this returns, and outlives the process from then on.

        `sequence` and `mark` are kept in the same moment: the last event taken in, and where a rebuild stands.
        """
        self._write_out()
        store = self._to_write()
        if self._space and self._pending.rows != self._state.rows:
            self._space.flush()
        store.begin()
        self._pending = self._pending._replace(sequence=sequence, mark=mark)
        store.set_state(self._pending)
        store.commit()
        self._follow()

    def close(self) -> None:
        """What was not committed is forgotten."""
        for part in (self._words, self._space, self._store):
            if part is not None:
                part.close()
        self._words = self._space = self._store = None
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    # searching

    def by_words(self, text: str, limit: int, limits: Limits = NO_LIMITS) -> list[Hit]:
        with self._threads:
            self.refresh()
            return self._words.find(self._cut.words(text), limit, _as_stored(limits)) if self._words else []

    def by_meaning(self, texts: Sequence[str], limit: int, limits: Limits = NO_LIMITS) -> list[list[Hit]]:
        with self._threads:
            self.refresh()
            rows = self._table.rows(limits)
            if self._space is None or not len(rows):
                return [[] for _text in texts]
            return self._table.best(self._space, self._state.rows, self._questions(texts), rows, limit)

    def closeness(self, texts: Sequence[str], keys: Sequence[int]) -> list[list[float]]:
        with self._threads:
            self.refresh()
            found = np.zeros((len(texts), len(keys)), np.float32)
            rows = self._table.rows_of(keys)
            there = np.flatnonzero(rows >= 0)
            if self._space is not None and len(there):
                wanted, back = np.unique(rows[there], return_inverse=True)
                near = self._table.closeness(self._space, self._state.rows, self._questions(texts), wanted)
                found[:, there] = np.maximum(near, 0)[:, back]
            lines: list[list[float]] = found.tolist()
            return lines

    def payloads(self, keys: Iterable[int]) -> dict[int, bytes]:
        with self._threads:
            self.refresh()
            return self._store.payloads(list(keys)) if self._store else {}

    def refresh(self) -> None:
        """Sees what the writer has committed since. Searches do so themselves."""
        with self._threads:
            if not self._writable and (self._store or self._open_to_read()):
                self._follow()

    # within

    def _open_to_write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            raise Busy(str(self._folder)) from error
        store = self._store = Store(self._folder / STORE, writable=True)
        if self._encoder.dim:
            self._space = Space(self._folder, self._encoder, writable=True)
        self._pending = store.state()
        self._make_sound(store)
        if not store.said(self._following):
            shutil.rmtree(self._folder / self._engine, ignore_errors=True)
        self._words = _open_words(self._engine, self._folder, writable=True)
        if self._words.fresh:
            store.say(self._following, "")
        self._follow()

    def _make_sound(self, store: Store) -> None:
        """Nothing is trusted that another layout, another dictionary or a cut file has made."""
        store.begin()
        short = self._space is not None and self._space.held < self._pending.rows
        if short:
            store.forget_phrases()
        elif self._space is not None:
            self._space.complete(self._pending.rows)
        if short or store.said("format") != self._format:
            store.clear()
            self._pending = State(self._pending.generation + 1, rows=0 if short else self._pending.rows)
            store.set_state(self._pending)
            store.say("format", self._format)
        if store.said("dictionary") != self._cut.digest:
            for engine in ENGINE_NAMES:
                store.say(f"words {engine}", "")
            store.say("dictionary", self._cut.digest)
        store.commit()

    def _open_to_read(self) -> bool:
        """Whether the writer has been here."""
        if not (self._folder / STORE).exists():
            return False
        store = Store(self._folder / STORE, writable=False)
        try:
            if store.said("format") != self._format or not store.said(self._following):
                store.close()
                return False
            space = Space(self._folder, self._encoder, writable=False) if self._encoder.dim else None
            words = _open_words(self._engine, self._folder, writable=False)
        except (sqlite3.OperationalError, FileNotFoundError):  # the writer is making the files this very moment
            store.close()
            return False
        self._store, self._words, self._space = store, words, space
        return True

    def _follow(self) -> None:
        """Memory and words come to the last commit."""
        store, words = self._opened()
        with store.snapshot():
            state, following = store.state(), store.said(self._following)
            if state.generation != self._state.generation:
                self._table, self._state = Table(), State()
            if state != self._state:
                self._table.take_in(store.facts_since(self._state.stamp))
                self._state = state
        if self._writable:
            self._bring_words(following)
        elif following != self._followed:
            words.refresh()
            self._followed = following

    def _bring_words(self, following: str) -> None:
        store, words = self._opened()
        generation, stamp = map(int, (following or "-1 0").split())
        if generation != self._state.generation:
            words.clear()
            stamp = 0
        if stamp != self._state.stamp:
            words.take_in(store.texts_since(stamp), self._cut.words)
        store.say(self._following, f"{self._state.generation} {self._state.stamp}")

    def _write_out(self) -> None:
        store = self._to_write()
        store.begin()
        documents, self._waiting = list(self._waiting.values()), {}
        texts = {text: None for one in documents for text in one.phrases} if self._space else {}
        places = store.places_of(list(texts))
        places |= self._encode(store, [text for text in texts if text not in places])
        self._pending = self._pending._replace(stamp=store.put(documents, places, self._pending.stamp))

    def _encode(self, store: Store, texts: list[str]) -> dict[str, int]:
        first = self._pending.rows
        for begun in range(0, len(texts), ENCODED_TOGETHER):
            assert self._space is not None
            self._space.write(first + begun, self._encoder.encode(texts[begun : begun + ENCODED_TOGETHER]))
        store.add_phrases(texts, first)
        self._pending = self._pending._replace(rows=first + len(texts))
        return {text: first + place for place, text in enumerate(texts)}

    def _to_write(self) -> Store:
        if self._store is None or not self._writable:
            raise PermissionError(f"{self._folder} is open to read only, or closed")
        return self._store

    def _opened(self) -> tuple[Store, Words]:
        assert self._store is not None
        assert self._words is not None
        return self._store, self._words

    def _questions(self, texts: Sequence[str]) -> Vectors:
        """One a row. The latest are remembered: what trades need is asked again and again."""
        new = [text for text in dict.fromkeys(texts) if text not in self._asked]
        found = dict(zip(new, self._encoder.encode(new, asking=True), strict=True)) if new else {}
        found |= {text: self._asked.pop(text) for text in texts if text in self._asked}
        self._asked |= found
        for text in list(self._asked)[:-REMEMBERED]:
            del self._asked[text]
        return np.array([found[text] for text in texts], np.float32).reshape(len(texts), self._encoder.dim)


def _open_words(engine: str, folder: Path, *, writable: bool) -> Words:
    """Only the engine that is chosen need be installed. Raises ValueError for another name."""
    if engine not in ENGINE_NAMES:
        raise ValueError(engine)
    module = importlib.import_module(f"luodi.text.search.words_in_{engine}")
    words: Words = module.open_words(folder / engine, writable)
    return words


def _as_stored(limits: Limits) -> Limits:
    """Numbers rounded as those of the documents are, so that an equal one stays equal."""
    return replace(
        limits,
        at_least={name: float(np.float32(low)) for name, low in limits.at_least.items()},
        at_most={name: float(np.float32(high)) for name, high in limits.at_most.items()},
    )
