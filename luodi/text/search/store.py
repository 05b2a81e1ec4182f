"""The documents as they were put, in one SQLite file: what memory and the index of words follow.

Every change of a document gives it the next stamp, so whoever follows asks for what is stamped later than what he has
seen. A dropped document stays as an empty row with a stamp. `clear` begins a new generation, which followers begin
from nothing. The vectors' rows are handed out here, each to one text, and count from the commit that they came with.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from luodi.text.search.documents import NUMBERS, Document

TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS phrase (digest BLOB PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS doc (
  key INTEGER PRIMARY KEY, stamp INTEGER NOT NULL, gone INTEGER NOT NULL, kind TEXT NOT NULL, districts TEXT NOT NULL,
  numbers BLOB NOT NULL, places BLOB NOT NULL, title TEXT NOT NULL, tags TEXT NOT NULL, body TEXT NOT NULL,
  payload BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS doc_stamp ON doc (stamp);
"""
AT_ONCE = 500  # values in one statement


class State(NamedTuple):
    """Of the last commit. `sequence` and `mark` are the writer's own: how far it has come."""

    generation: int = 0
    stamp: int = 0
    rows: int = 0
    sequence: int = 0
    mark: str = ""


class Facts(NamedTuple):
    """A stored document without its texts."""

    key: int
    stamp: int
    gone: int
    kind: str
    districts: str  # JSON
    numbers: bytes  # float32, in the order of NUMBERS, nan: unknown
    places: bytes  # int32, rows of its phrases


class Texts(NamedTuple):
    """A stored document as the index of words sees it."""

    key: int
    stamp: int
    gone: int
    kind: str
    districts: str  # JSON
    numbers: bytes
    title: str
    tags: str
    body: str


class Store:
    def __init__(self, path: Path, writable: bool) -> None:
        """Raises sqlite3.OperationalError where a reader finds no file."""
        address = f"{path.absolute().as_uri()}?mode={'rwc' if writable else 'ro'}"
        self._base = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
        if writable:
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = FULL")
            self._base.executescript(TABLES)

    def begin(self) -> None:
        if not self._base.in_transaction:
            self._base.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        if self._base.in_transaction:
            self._base.execute("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside belongs together."""
        self._base.execute("BEGIN")
        try:
            yield
        finally:
            self._base.execute("COMMIT")

    def close(self) -> None:
        """What was not committed is forgotten."""
        self._base.close()

    def state(self) -> State:
        found = self.said("state")
        return State(*json.loads(found)) if found else State()

    def set_state(self, state: State) -> None:
        self.say("state", json.dumps(state, ensure_ascii=False))

    def said(self, name: str) -> str:
        row = self._base.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def say(self, name: str, value: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        self._base.execute("DELETE FROM doc")

    def forget_phrases(self) -> None:
        self._base.execute("DELETE FROM phrase")

    def places_of(self, texts: Sequence[str]) -> dict[str, int]:
        """Of those texts that have a vector."""
        digests = {digest(text): text for text in texts}
        rows = self._in("SELECT digest, place FROM phrase WHERE digest IN", list(digests))
        return {digests[found]: place for found, place in rows}

    def add_phrases(self, texts: Sequence[str], first: int) -> None:
        rows = ((digest(text), first + place) for place, text in enumerate(texts))
        self._base.executemany("INSERT INTO phrase VALUES (?, ?)", rows)

    def put(self, documents: Iterable[Document], places: dict[str, int], stamp: int) -> int:
        """Stamps follow `stamp`; the last one given is returned. A text without a place has no meaning."""
        rows = []
        for one in documents:
            stamp += 1
            numbers = np.array([one.numbers.get(name, np.nan) for name in NUMBERS], np.float32).tobytes()
            own = np.array([places[text] for text in one.phrases if text in places], np.int32).tobytes()
            districts = json.dumps(one.districts, ensure_ascii=False) if one.districts else ""
            facts = (one.key, stamp, 0, one.kind, districts, numbers, own)
            rows.append((*facts, one.title, one.tags, one.body, one.payload))
        self._base.executemany("INSERT OR REPLACE INTO doc VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return stamp

    def drop(self, keys: Iterable[int], stamp: int) -> int:
        for key in keys:
            there = self._base.execute(
                "UPDATE doc SET stamp = ?, gone = 1, numbers = x'', places = x'', title = '', tags = '', body = '',"
                " payload = x'' WHERE key = ? AND gone = 0",
                (stamp + 1, key),
            )
            stamp += there.rowcount
        return stamp

    def facts_since(self, stamp: int) -> Iterator[Facts]:
        columns = ", ".join(Facts._fields)
        rows = self._base.execute(f"SELECT {columns} FROM doc WHERE stamp > ? ORDER BY stamp", (stamp,))
        return map(Facts._make, rows)

    def texts_since(self, stamp: int) -> Iterator[Texts]:
        columns = ", ".join(Texts._fields)
        rows = self._base.execute(f"SELECT {columns} FROM doc WHERE stamp > ? ORDER BY stamp", (stamp,))
        return map(Texts._make, rows)

    def payloads(self, keys: Sequence[int]) -> dict[int, bytes]:
        return dict(self._in("SELECT key, payload FROM doc WHERE gone = 0 AND key IN", keys))

    def _in(self, query: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for first in range(0, len(values), AT_ONCE):
            some = values[first : first + AT_ONCE]
            yield from self._base.execute(f"{query} ({', '.join('?' * len(some))})", some)


def digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()
