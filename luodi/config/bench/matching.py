"""Matching at full size: the index built and rebuilt, enquiries answered by the whole engine, memory, one change."""

import itertools
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from luodi.config.bench.figures import Figure, twentieth
from luodi.config.bench.holding import resident
from luodi.config.bench.offers import Sketch, Text, enquiries, offers
from luodi.matching.engine import needs
from luodi.matching.engine.engine import POOL, Engine, document_of
from luodi.matching.engine.facts import Offered
from luodi.matching.engine.places import plain_place
from luodi.matching.engine.reading_asked import read_asked
from luodi.matching.engine.reading_offer import read_offered
from luodi.text.search.encoders import Encoder, checked_encoder
from luodi.text.search.index import Index

BATCH = 2000
WARM = 20
ASKED = 200
TODAY = date(2026, 11, 23)
CHANGES = 20
TEXTS = 150_000  # distinct ones at most: a city that lists a million things says most of them again and again
SMALL = 100_000  # offers up to which the index is built a second time


def measure_matching(count: int, encoder_name: str, engine: str) -> Iterator[Figure]:
    """In this process, as the watch has it: one that writes and searches."""
    small = count <= SMALL
    bare = resident()
    encoder = checked_encoder(encoder_name)
    loaded = resident()
    yield Figure("encoder, resident", "MB", loaded - bare)
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder), encoder, writable=True, engine=engine)
        built = timed(lambda: put_all(index, count))
        yield Figure("index built from nothing, offers read on the way", "s", *built, 360 if small else 0)
        if small:
            again = timed(lambda: rebuild(index, count))
            yield Figure("index rebuilt from stored vectors, offers read on the way", "s", *again, 120)
        yield from answers(index, 80 if small else 400)
        yield Figure("process that built it all, resident at most", "MB", peak())
        yield from changes(index, count, bool(encoder.dim))
        index.close()
        yield from memory(Path(folder), encoder, engine, small)


def put_all(index: Index, count: int) -> None:
    documents = (document_of(read(sketch)) for sketch in offers(count, min(count, TEXTS)))
    for sequence in itertools.count(1):
        some = list(itertools.islice(documents, BATCH))
        if not some:
            return
        index.put(some)
        index.commit(sequence=sequence)


def rebuild(index: Index, count: int) -> None:
    index.clear()
    put_all(index, count)


def read(sketch: Sketch) -> Offered:
    """What is said equally often is read once; the fields of the row win, as in the product."""
    said = read_text(sketch.text)
    districts = tuple(plain_place(place) for place in (sketch.place,) if place)
    return replace(said, key=sketch.key, districts=districts, numbers={**said.numbers, **sketch.numbers})


@lru_cache(1)
def read_text(text: Text) -> Offered:
    return read_offered(
        key=0,
        kind=text.kind,
        title=text.title,
        description=text.description,
        industries=text.industries,
        tags=text.tags,
    )


def answers(index: Index, bar: float) -> Iterator[Figure]:
    """Each enquiry is a new one: it is read, looked for and ranked with its reasons."""
    matching = Engine(index, needs.seed())
    texts = enquiries(WARM + ASKED)

    def ask(text: str) -> int:
        return len(matching.fits(read_asked(text, TODAY)))

    def search(text: str) -> int:
        return len(index.by_words(text, POOL)) + len(index.by_meaning([text], POOL)[0])

    for name, call, most in (("enquiry, whole engine", ask, bar), ("enquiry, words and meaning alone", search, 0.0)):
        assert any(call(text) for text in texts[:WARM]), "nothing is found at all"
        walls, busy = zip(*(timed(partial(call, text)) for text in texts[WARM:]), strict=True)
        yield Figure(f"{name}, p50", "ms", 1000 * statistics.median(walls), 1000 * statistics.median(busy))
        yield Figure(f"{name}, p95", "ms", 1000 * twentieth(walls), 1000 * twentieth(busy), most)


def changes(index: Index, count: int, meaning: bool) -> Iterator[Figure]:
    """One offer changes; until it is found by what it says since, in words and where there is an encoder by meaning."""
    sketches = itertools.islice(offers(count, min(count, TEXTS)), CHANGES)

    def change(sketch: Sketch) -> None:
        text = replace(sketch.text, title=f"{sketch.text.title}改{sketch.key}号楼")
        document = document_of(read(replace(sketch, text=text)))
        index.put([document])
        index.commit(sequence=count + sketch.key)
        assert sketch.key in {hit.key for hit in index.by_words(text.title, POOL)}
        assert not meaning or sketch.key in {hit.key for hit in index.by_meaning(document.phrases, 5)[0]}

    walls, busy = zip(*(timed(partial(change, sketch)) for sketch in sketches), strict=True)
    yield Figure("changed offer, until it is found, slowest of 20", "s", max(walls), max(busy), 2)


def memory(folder: Path, encoder: Encoder, engine: str, small: bool) -> Iterator[Figure]:
    """A process of its own that opens what is there, asks, and then says what it holds."""
    command = [sys.executable, "-m", "luodi.config.bench.holding", str(folder), encoder.name, engine]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    bare, loaded, held, mapped = map(float, said.split())
    yield Figure("process with the whole product, before the index", "MB", bare)
    yield Figure("index, resident, above it and the encoder", "MB", held - loaded, 0, 400 if small else 3000)
    yield Figure("of that pages of files, which the system takes back when it needs them", "MB", mapped)
    yield Figure("that process all told", "MB", held, 0, 700 if small else 0)


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds that passed, and those this process computed."""
    begun, busy = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - begun, time.process_time() - busy


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
