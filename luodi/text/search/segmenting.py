"""Words of a text, as the index knows them: plain characters, lower case, cut by rjieba with words of the trade."""

import importlib
import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from luodi.text.reading.plain import SIMPLER
from luodi.text.reading.wordlists import DATA as READING

DATA = Path(__file__).parent / "data"
OWN_WORDS = DATA / "words.txt"
STOP_WORDS = frozenset((DATA / "stop_words.txt").read_text(encoding="utf-8").split())
FOLDED = str.maketrans(SIMPLER)
WORD = re.compile(r"[0-9a-z㐀-鿿]")
CHINESE = re.compile(r"[㐀-鿿]{2,}")
LONGEST = 24  # characters; what is longer is an address of a page or a mistake


def fold(text: str) -> str:
    """Half width, simplified, lower case. Texts that mean the same on paper are the same string afterwards."""
    return unicodedata.normalize("NFKC", text).translate(FOLDED).lower()


class Segmenter:
    """Cuts texts. rjieba keeps one dictionary a process: words of a second dictionary come on top of the first."""

    def __init__(self, dictionary: str = "") -> None:
        """`dictionary`: a file of the city's own words, one a line, besides those of the trade. Raises OSError."""
        files = [OWN_WORDS, READING / "trades.txt", READING / "class_words.txt"]
        files += [Path(dictionary)] if dictionary else []
        texts = [path.read_text(encoding="utf-8") for path in files]
        # The package's own dictionary takes 34 MB from its import on: only who cuts texts has to have it.
        self._jieba: Any = importlib.import_module("rjieba")
        self.digest = blake2b("\n".join([*texts, *sorted(STOP_WORDS)]).encode(), digest_size=8).hexdigest()
        for line in "\n".join(texts).splitlines():
            if not line.startswith("#"):
                for word in CHINESE.findall(fold(line)):
                    self._jieba.add_word(word, None, None)

    def words(self, text: str) -> list[str]:
        """In the order of the text; a long word is followed by the shorter ones in it."""
        return [
            word
            for word in self._jieba.cut_for_search(fold(text))
            if WORD.search(word) and word not in STOP_WORDS and len(word) <= LONGEST
        ]


@lru_cache(4)
def segmenter(dictionary: str = "") -> Segmenter:
    return Segmenter(dictionary)
