"""The facts of every document in memory, as columns: hard facts are judged over all of them at once."""

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luodi.text.search.documents import NUMBERS, Hit, Limits
from luodi.text.search.encoders import Vectors
from luodi.text.search.store import Facts
from luodi.text.search.vectors import Rows, Space, reach

AT_ONCE = 20_000  # documents taken in together
TIDY = 0.3  # rows of former states of documents, as a share of all, that are borne with
COLUMN = {name: place for place, name in enumerate(NUMBERS)}
NO_PLACE = np.array([-1], np.int32).tobytes()
UNLIKE = -2.0  # less than any cosine
Codes = NDArray[np.int32]


class Table:
    def __init__(self) -> None:
        self._count = 0  # rows of the columns in use, former states of documents among them
        self._used = 0  # places in use
        self._keys = np.empty(0, np.int64)
        self._alive = np.empty(0, bool)
        self._kinds = np.empty(0, np.int32)
        self._districts = np.empty(0, np.int32)
        self._numbers = [np.empty(0, np.float32) for _name in NUMBERS]
        self._first = np.empty(0, np.int64)  # where a document's phrases begin among the places
        self._places = np.empty(0, np.int32)  # rows of vectors; -1 stands for a document without any
        self._row: dict[int, int] = {}
        self._kind_codes: dict[str, int] = {}
        self._district_codes: dict[str, int] = {}

    @property
    def size(self) -> int:
        return len(self._row)

    def take_in(self, facts: Iterable[Facts]) -> None:
        """Later states of documents, in the order of their stamps."""
        remaining = iter(facts)
        while some := list(islice(remaining, AT_ONCE)):
            self._append(some)
        if self._count - self.size > TIDY * self._count + AT_ONCE:
            self._tidy()

    def _append(self, facts: list[Facts]) -> None:
        for one in facts:
            former = self._row.pop(one.key, None)
            if former is not None:
                self._alive[former] = False
        new = [one for one in facts if not one.gone]
        if not new:
            return
        places = [one.places or NO_PLACE for one in new]
        lengths = np.array([len(own) // 4 for own in places])
        self._grow(
            keys=np.array([one.key for one in new]),
            kinds=_codes(self._kind_codes, (one.kind for one in new)),
            districts=_codes(self._district_codes, (one.districts for one in new)),
            numbers=np.frombuffer(b"".join(one.numbers for one in new), np.float32).reshape(len(new), -1).T,
            first=self._used + np.cumsum(lengths) - lengths,
            places=np.frombuffer(b"".join(places), np.int32),
        )

    def _grow(
        self, *, keys: Rows, kinds: Codes, districts: Codes, numbers: Vectors, first: Rows, places: Codes
    ) -> None:
        count = self._count
        self._keys = _grown(self._keys, count, keys)
        self._alive = _grown(self._alive, count, np.ones(len(keys), bool))
        self._kinds = _grown(self._kinds, count, kinds)
        self._districts = _grown(self._districts, count, districts)
        self._numbers = [_grown(column, count, new) for column, new in zip(self._numbers, numbers, strict=True)]
        self._first = _grown(self._first, count, first)
        self._places = _grown(self._places, self._used, places)
        self._count, self._used = count + len(keys), self._used + len(places)
        self._row.update(zip(keys.tolist(), range(count, self._count), strict=True))

    def _tidy(self) -> None:
        rows = np.flatnonzero(self._alive[: self._count])
        places, first = self._phrases(rows)
        numbers = np.array([column[rows] for column in self._numbers])
        keys, kinds, districts = self._keys[rows], self._kinds[rows], self._districts[rows]
        self._count = self._used = 0
        self._row.clear()
        self._grow(keys=keys, kinds=kinds, districts=districts, numbers=numbers, first=first, places=places)

    def rows(self, limits: Limits) -> Rows:
        """Of the documents that no known fact keeps out."""
        count = self._count
        open_to = self._alive[:count].copy()
        if limits.kinds or limits.not_kinds:
            fits = [
                not kind or ((kind in limits.kinds or not limits.kinds) and kind not in limits.not_kinds)
                for kind in self._kind_codes
            ]
            open_to &= np.array(fits, bool)[self._kinds[:count]]
        if limits.districts:
            fits = [not said or not limits.districts.isdisjoint(json.loads(said)) for said in self._district_codes]
            open_to &= np.array(fits, bool)[self._districts[:count]]
        for name, low in limits.at_least.items():
            open_to &= ~(self._numbers[COLUMN[name]][:count] < low)
        for name, high in limits.at_most.items():
            open_to &= ~(self._numbers[COLUMN[name]][:count] > high)
        return np.flatnonzero(open_to)

    def rows_of(self, keys: Sequence[int]) -> Rows:
        """-1 for a key that is not there."""
        return np.array([self._row.get(key, -1) for key in keys], np.int64)

    def closeness(self, space: Space, count: int, asked: Vectors, rows: Rows) -> Vectors:
        """Of each question with the nearest phrase of each row, an array [questions, rows]; UNLIKE without phrases.

        `rows`: ascending, at least one.
        """
        places, first = self._phrases(rows)
        among = np.unique(places[places >= 0]).astype(np.int64)
        return _nearest(space.cosines(count, asked, among), among, places, first)

    def best(self, space: Space, count: int, asked: Vectors, rows: Rows, limit: int) -> list[list[Hit]]:
        """Of each question the `limit` documents among `rows` with the nearest phrases; of equal ones the lower keys.

        Every phrase is compared once, however many documents say it. The documents sought all say one of the `limit`
        nearest phrases, so only those are looked at. `rows`: ascending, at least one.
        """
        places, first = self._phrases(rows)
        said = np.zeros(count + 1, bool)  # the last stands for no phrase
        said[places] = True
        said[-1] = False
        among, near = space.nearest(count, asked, np.flatnonzero(said), limit)
        said[:] = False
        said[among] = np.any([line >= reach(line, limit) for line in near], axis=0)
        speaking = np.unique(np.searchsorted(first, np.flatnonzero(said[places]), side="right") - 1)
        if not len(speaking):
            return [[] for _line in near]
        some = rows[speaking]
        found = _nearest(near, among, *self._phrases(some))
        return [self._hits(line, some, limit) for line in found]

    def _hits(self, line: Vectors, rows: Rows, limit: int) -> list[Hit]:
        high = np.flatnonzero(line >= reach(line, limit))
        keys, scores = self._keys[rows[high]], line[high]
        order = np.lexsort((keys, -scores))[:limit]
        return list(map(Hit, keys[order].tolist(), scores[order].tolist()))

    def _phrases(self, rows: Rows) -> tuple[Codes, Rows]:
        """The places of these rows one after the other, and where among them each row's begin."""
        if len(rows) == self._count:
            return self._places[: self._used], self._first[: self._count]
        if self._used == self._count:
            return self._places[rows], np.arange(len(rows))
        ends = np.append(self._first[1 : self._count], self._used)
        begins = self._first[rows]
        lengths = ends[rows] - begins
        first = np.cumsum(lengths) - lengths
        return self._places[np.repeat(begins - first, lengths) + np.arange(int(lengths.sum()))], first


def _nearest(near: Vectors, among: Rows, places: Codes, first: Rows) -> Vectors:
    """From the columns of `among` to documents whose phrases begin at `first` of `places`."""
    columns = np.where(places < 0, len(among), np.searchsorted(among, places))
    none = np.full((len(near), 1), UNLIKE, np.float32)
    nearest: Vectors = np.maximum.reduceat(np.hstack((near, none))[:, columns], first, axis=1)
    return nearest


def _grown(column: NDArray[Any], count: int, new: NDArray[Any]) -> NDArray[Any]:
    """`new` behind the first `count` values, in a larger array when there is no room."""
    needed = count + len(new)
    if needed > len(column):
        larger = np.empty(max(needed, count + count // 2), column.dtype)
        larger[:count] = column[:count]
        column = larger
    column[count:needed] = new
    return column


def _codes(known: dict[str, int], said: Iterable[str]) -> Codes:
    return np.array([known.setdefault(word, len(known)) for word in said], np.int32)
