"""Lists of words kept as data: `name: words` a line in data/words.txt."""

from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_lists() -> dict[str, frozenset[str]]:
    lines = (DATA / "words.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(": ") for line in lines if not line.startswith("#")]
    return {name: frozenset(words.split()) for name, _, words in rows}


LISTS = read_lists()
