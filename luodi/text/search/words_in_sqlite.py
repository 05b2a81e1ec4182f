"""Finding by words without tantivy: SQLite's FTS5 over the same words, in a file of its own."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from luodi.text.search.documents import NUMBERS, Hit, Limits
from luodi.text.search.store import Texts
from luodi.text.search.words import WEIGHTS, Cut

TABLES = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 ({", ".join(WEIGHTS)}, tokenize = "unicode61 tokenchars '.+-'");
CREATE TABLE IF NOT EXISTS facts (key INTEGER PRIMARY KEY, kind TEXT, districts TEXT, {", ".join(NUMBERS)});
"""
FIND = f"""
SELECT words.rowid, -bm25(words, {", ".join(map(str, WEIGHTS.values()))}) AS score
FROM words JOIN facts ON facts.key = words.rowid WHERE words MATCH ? %s ORDER BY score DESC, words.rowid LIMIT ?
"""


class SqliteWords:
    def __init__(self, folder: Path, writable: bool) -> None:
        """Raises sqlite3.OperationalError where a reader finds no file."""
        folder.mkdir(parents=True, exist_ok=True) if writable else None
        path = folder / "words.sqlite3"
        self.fresh = not path.exists()
        address = f"{path.absolute().as_uri()}?mode={'rwc' if writable else 'ro'}"
        self._base = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
        if writable:
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.executescript(TABLES)

    def take_in(self, documents: Iterable[Texts], cut: Cut) -> None:
        self._base.execute("BEGIN IMMEDIATE")
        for one in documents:
            self._base.execute("DELETE FROM words WHERE rowid = ?", (one.key,))
            self._base.execute("DELETE FROM facts WHERE key = ?", (one.key,))
            if not one.gone:
                texts = (" ".join(cut(text)) for text in (one.title, one.tags, one.body))
                self._base.execute(
                    "INSERT INTO words (rowid, title, tags, body) VALUES (?, ?, ?, ?)", (one.key, *texts)
                )
                facts = (one.key, one.kind, one.districts, *_numbers(one))
                self._base.execute(f"INSERT INTO facts VALUES ({', '.join('?' * len(facts))})", facts)
        self._base.execute("COMMIT")

    def clear(self) -> None:
        self._base.executescript("DELETE FROM words; DELETE FROM facts;")

    def refresh(self) -> None:
        """Nothing to do: every search sees what was committed."""

    def find(self, words: list[str], limit: int, limits: Limits) -> list[Hit]:
        if not words:
            return []
        match = " OR ".join(f'"{word.replace(chr(34), "")}"' for word in dict.fromkeys(words))
        conditions = list(_conditions(limits))
        kept = "".join(f"AND {condition} " for condition, _values in conditions)
        values = [value for _condition, some in conditions for value in some]
        return list(map(Hit._make, self._base.execute(FIND % kept, (match, *values, limit))))

    def close(self) -> None:
        self._base.close()


def _numbers(one: Texts) -> list[float | None]:
    return [number if number == number else None for number in np.frombuffer(one.numbers, np.float32).tolist()]


def _conditions(limits: Limits) -> Iterator[tuple[str, list[str | float]]]:
    """Known facts that are wrong keep a document out."""
    if limits.kinds:
        yield "(kind = '' OR kind IN (SELECT value FROM json_each(?)))", [json.dumps(sorted(limits.kinds))]
    if limits.not_kinds:
        yield "kind NOT IN (SELECT value FROM json_each(?))", [json.dumps(sorted(limits.not_kinds))]
    if limits.districts:
        named = "SELECT 1 FROM json_each(facts.districts) AS own, json_each(?) AS named WHERE own.value = named.value"
        yield f"(districts = '' OR EXISTS ({named}))", [json.dumps(sorted(limits.districts))]
    for name, low in limits.at_least.items():
        yield f"({_column(name)} IS NULL OR {_column(name)} >= ?)", [low]
    for name, high in limits.at_most.items():
        yield f"({_column(name)} IS NULL OR {_column(name)} <= ?)", [high]


def _column(name: str) -> str:
    """Only names of columns get into the statement. Raises ValueError."""
    return NUMBERS[NUMBERS.index(name)]


open_words = SqliteWords
