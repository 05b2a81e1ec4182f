"""Sentence vectors in a file that is mapped into memory: one writer appends, many readers look on.

How many rows count is said elsewhere, by whoever commits them: what a killed writer left behind the last committed
row is written over. The file grows by whole extents, so a reader maps it anew only now and then.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luodi.text.search.encoders import Vectors

EXTENT = 4096  # rows
CHUNK = 1024  # rows that fit into the processor's cache and are compared with every question while there
FEW = 0.2  # up to this share of the rows they are picked out one by one
UNLIKE = -2.0  # less than any cosine


class VectorFile:
    """Rows of `dim` float32 numbers."""

    def __init__(self, path: Path, dim: int, writable: bool) -> None:
        self._path, self._dim, self._writable = path, dim, writable
        self._width = 4 * dim
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT if writable else os.O_RDONLY)
        self._mapped: Vectors = np.empty((0, dim), np.float32)

    @property
    def held(self) -> int:
        """Rows there is room for; fewer than were committed means that the file was cut by somebody else."""
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

    def flush(self) -> None:
        """Returns when the disk has it."""
        os.fsync(self._handle)

    def rows(self, count: int) -> Vectors:
        """The first `count` rows."""
        if count > len(self._mapped):
            self._mapped = np.memmap(self._path, np.float32, "r", shape=(self.held, self._dim))
        return self._mapped[:count]

    def close(self) -> None:
        self._mapped = np.empty((0, self._dim), np.float32)
        os.close(self._handle)


def cosines(vectors: Vectors, asked: Vectors, among: NDArray[np.integer] | None = None) -> Vectors:
    """Of every row with each question: an array [questions, rows]; UNLIKE for rows that are not `among`. Exact."""
    if among is not None and len(among) > FEW * len(vectors):
        among = None
    near = np.full((len(asked), len(vectors)), UNLIKE, np.float32) if among is not None else _empty(asked, vectors)
    for part, chunk in _picked(vectors, among) if among is not None else _all(vectors):
        for line, question in zip(near, asked, strict=True):
            line[part] = chunk @ question
    return near


def _empty(asked: Vectors, vectors: Vectors) -> Vectors:
    return np.empty((len(asked), len(vectors)), np.float32)


def _all(vectors: Vectors) -> Iterator[tuple[slice, Vectors]]:
    for first in range(0, len(vectors), CHUNK):
        part = slice(first, first + CHUNK)
        yield part, vectors[part]


def _picked(vectors: Vectors, among: NDArray[np.integer]) -> Iterator[tuple[NDArray[np.integer], Vectors]]:
    for first in range(0, len(among), CHUNK):
        part = among[first : first + CHUNK]
        yield part, vectors[part]
