"""One concept, many words: 冷库 and 低温库 are the same thing asked for. data/synonyms.txt, one concept a line."""

from collections import defaultdict
from functools import cache

from luodi.matching.engine.traits import read_lines

PLAIN = frozenset(" ".join(read_lines("plain_concepts.txt")).split())  # most offers speak of them


@cache
def words() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By the first two characters, longest first: a word and its concepts, each named by its first word."""
    concepts: dict[str, list[str]] = defaultdict(list)
    for line in read_lines("synonyms.txt"):
        said = line.lower().split()
        for word in said:
            if len(word) > 1 and said[0] not in concepts[word]:
                concepts[word].append(said[0])
    index: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for word, names in concepts.items():
        index[word[:2]].append((word, tuple(names)))
    for rows in index.values():
        rows.sort(key=lambda row: -len(row[0]))
    return dict(index)


def concepts_in(text: str) -> tuple[str, ...]:
    """`text` plain and in lower case. Each once, in the order of the text; the longest word at a place counts."""
    index = words()
    found: dict[str, None] = {}
    for place in range(len(text) - 1):
        for word, names in index.get(text[place : place + 2], ()):
            if text.startswith(word, place):
                found.update(dict.fromkeys(names))
                break
    return tuple(found)
