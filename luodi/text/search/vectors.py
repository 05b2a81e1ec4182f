"""Sentence vectors in files that are mapped into memory: one writer appends, many readers look on.

Beside the vectors lie their coordinates on the 160 axes along which texts of the trade differ most, where these are
known for the encoder. Among many, candidates are chosen by those, and then compared exactly.

How many rows count is said elsewhere, by whoever commits them: what a killed writer left behind the last committed
row is written over. The file grows by whole extents, so a reader maps it anew only now and then.
"""

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luodi.text.search.encoders import Encoder, Vectors

EXTENT = 4096  # rows
CHUNK = 1024  # rows that fit into the processor's cache and are compared with every question while there
SPARE = 5  # times as many candidates as are wanted: all but 4 in 1,000 of the nearest are among them
JUDGED = 50  # scores of a sample above the threshold: it then lets through the number wanted, give or take a fifth
MANY = 8000  # rows; fewer are all compared exactly
DATA = Path(__file__).parent / "data"
FEW = 0.2  # up to this share of the rows they are picked out one by one
Rows = NDArray[np.int64]


class VectorFile:
    """Rows of `dim` float32 numbers."""

    def __init__(self, path: Path, dim: int, writable: bool) -> None:
        self._path, self._dim, self._writable = path, dim, writable
        self._width = 4 * dim
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT if writable else os.O_RDONLY)
        self._mapped: Vectors = np.empty((0, dim), np.float32)

    @property
    def held(self) -> int:
        """Rows there is room for."""
        return os.fstat(self._handle).st_size // self._width

    def write(self, first: int, vectors: Vectors) -> None:
        """Rows `first` and on."""
        needed = first + len(vectors)
        if needed > self.held:
            os.ftruncate(self._handle, -(-needed // EXTENT) * EXTENT * self._width)
        content, at = memoryview(vectors.tobytes()), first * self._width
        while content:
            written = os.pwrite(self._handle, content, at)
            content, at = content[written:], at + written

    def read(self, first: int, count: int) -> Vectors:
        """A copy, for one look at all of them: pages that are mapped stay."""
        content = os.pread(self._handle, count * self._width, first * self._width)
        return np.frombuffer(content, np.float32).reshape(count, self._dim)

    def flush(self) -> None:
        """Returns when the disk has it."""
        os.fsync(self._handle)

    def rows(self, count: int) -> Vectors:
        """The first `count` rows."""
        if count > len(self._mapped):
            # As a plain array: numpy spends more on a slice of a memmap than on comparing a small part of it.
            self._mapped = np.asarray(np.memmap(self._path, np.float32, "r", shape=(self.held, self._dim)))
        return self._mapped[:count]

    def close(self) -> None:
        self._mapped = np.empty((0, self._dim), np.float32)
        os.close(self._handle)


class Space:
    """The vectors of one encoder in a folder."""

    def __init__(self, folder: Path, encoder: Encoder, writable: bool) -> None:
        axes = DATA / f"axes_{encoder.name}.npy"
        self._axes: Vectors | None = np.load(axes).astype(np.float32) if axes.exists() else None
        self._full = VectorFile(folder / "vectors.f32", encoder.dim, writable)
        self._rough: VectorFile | None = None
        if self._axes is not None:
            mark = zlib.crc32(self._axes.tobytes())  # other axes, another file
            self._rough = VectorFile(folder / f"rough-{mark:08x}.f32", self._axes.shape[1], writable)

    @property
    def held(self) -> int:
        """Vectors there is room for; fewer than were committed means that the file was cut by somebody else."""
        return self._full.held

    def complete(self, count: int) -> None:
        """Makes the coordinates of the first `count` rows where they are not there."""
        if self._rough is None or self._axes is None or self._rough.held >= count:
            return
        for first in range(0, count, EXTENT):
            self._rough.write(first, self._full.read(first, min(EXTENT, count - first)) @ self._axes)
        self._rough.flush()

    def write(self, first: int, vectors: Vectors) -> None:
        self._full.write(first, vectors)
        if self._rough is not None and self._axes is not None:
            self._rough.write(first, vectors @ self._axes)

    def flush(self) -> None:
        for one in self._files():
            one.flush()

    def close(self) -> None:
        for one in self._files():
            one.close()

    def nearest(self, count: int, asked: Vectors, among: Rows, limit: int) -> tuple[Rows, Vectors]:
        """The rows that may be among the `limit` nearest of any question, and their cosines [questions, rows].

        `among`: ascending, of the first `count` rows.
        """
        if self._rough is not None and self._axes is not None and len(among) > max(MANY, SPARE * limit):
            rough = cosines(self._rough.rows(count), asked @ self._axes, among)
            among = among[(rough >= reach_about(rough, SPARE * limit)).any(axis=0)]
        return among, self.cosines(count, asked, among)

    def cosines(self, count: int, asked: Vectors, among: Rows) -> Vectors:
        return cosines(self._full.rows(count), asked, among)

    def _files(self) -> list[VectorFile]:
        return [self._full, *([self._rough] if self._rough is not None else [])]


def reach(line: Vectors, limit: int) -> float:
    """What the best `limit` of the scores reach."""
    return float(np.partition(line, -limit)[-limit]) if limit < len(line) else -np.inf


def reach_about(lines: Vectors, limit: int) -> Vectors:
    """What about `limit` of the scores of each line reach, judged by every so-many-th: a column of thresholds."""
    step = max(1, limit // JUDGED)
    sampled = lines[:, ::step]
    place = -min(-(-limit // step), sampled.shape[1])
    return np.partition(sampled, place, axis=1)[:, place, None]


def cosines(vectors: Vectors, asked: Vectors, among: Rows) -> Vectors:
    """Of the rows `among` with each question: an array [questions, among]. Exact. `among`: ascending."""
    if len(among) <= FEW * len(vectors):
        return _compared(len(among), asked, lambda part: vectors[among[part]])
    near = _compared(len(vectors), asked, lambda part: vectors[part])
    return near if len(among) == len(vectors) else near[:, among]


def _compared(count: int, asked: Vectors, chunk: Callable[[slice], Vectors]) -> Vectors:
    near = np.empty((len(asked), count), np.float32)
    questions = np.ascontiguousarray(asked.T)
    for first in range(0, count, CHUNK):
        part = slice(first, first + CHUNK)
        near[:, part] = (chunk(part) @ questions).T
    return near
