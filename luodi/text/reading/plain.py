"""Text made plain for the grammar: full width and traditional characters become ordinary, each keeps its origin."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from luodi.text.firm_words import TRADITIONAL_TO_SIMPLIFIED

TABLE = Path(__file__).parent / "data" / "traditional.txt"
DIALECT = "嘅的喺在哋们啲些冇没係是"


def _pairs() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#")) + TRADITIONAL_TO_SIMPLIFIED + DIALECT
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


SIMPLER = _pairs()
SIMPLER |= {"㎡": "平方米", "㎢": "平方公里", "～": "-", "~": "-", "—": "-", "–": "-", "−": "-", "‐": "-", "－": "-"}
SIMPLER |= {
    "“": '"',
    "”": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "’": "'",
    "‘": "'",
    "　": " ",
    "\u00a0": " ",
}
SIMPLER |= {
    "，": ",",
    "；": ";",
    "：": ":",
    "？": "?",
    "！": "!",
    "（": "(",
    "）": ")",
    "【": "(",
    "】": ")",
    "／": "/",
}
SIMPLER |= {"²": "2", "³": "3", "×": "x", "＊": "x", "*": "x", "：": ":", "．": ".", "〜": "-", "\t": " ", "\r": "\n"}


# Words typed by sound, each with what was meant; as long as what they replace.
MISTYPED = {
    r"(?<=[\d一二三四五六七八九十百千])[玩晚](?![上会])": "万",
    r"(?<=[\d一二三四五六七八九十百千])[来多][玩晚]": "来万",
    r"(?<=\d)忆|(?<=[\d个])义(?=[元,。 ])": "亿",
    r"(?<=[\d十百千])母(?![亲婴公乳])": "亩",
    r"(?<=\d)平[放芳访]": "平方",
    r"[长场]房(?=[\d出租,。])|(?<=[找租要建标准])[长场]房|(?<![广市农牧机球考现])场房(?![屋间产子地])": "厂房",
    r"[投头][自姿兹籽仔](?=[大约\d一二三四五六七八九十两:额总])|头资": "投资",
    r"[左做坐]佑|[做坐]右": "左右",
    r"电活|店话|电[化华](?=[\d:是])": "电话",
    r"咋们": "咱们",
    r"[坪平]方[迷米](?<!平方米)": "平方米",
    r"泡末(?=[箱板盒])": "泡沫",
    r"千[福弗佛]安": "千伏安",
    r"仓酷|苍库": "仓库",
    r"产直(?=[\d约大])": "产值",
    r"变压气": "变压器",
    r"员功": "员工",
}
# 8600(万元): the unit in brackets behind its number
BRACKETED = re.compile(r"(?<=\d)\((万元|亿元|亩|平方米|万平方米|人|kva)\)")
MEANT = tuple(MISTYPED.values())
TYPED = re.compile("|".join(f"(?P<w{index}>{words})" for index, words in enumerate(MISTYPED)))


def _meant(match: re.Match[str]) -> str:
    return MEANT[int((match.lastgroup or "w0")[1:])]


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` in plain characters; `origin[i]` is where its character i stands in what was typed."""

    typed: str
    text: str
    lower: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in what was typed."""
        return self.origin[start], self.origin[end - 1] + 1

    def without(self, spans: Iterable[tuple[int, int]]) -> "Plain":
        """The same with these stretches blanked."""
        text, lower = self.text, self.lower
        for start, end in spans:
            blank = "§" * (end - start)
            text, lower = text[:start] + blank + text[end:], lower[:start] + blank + lower[end:]
        return Plain(self.typed, text, lower, self.origin)

    def words(self, start: int, end: int) -> str:
        first, last = self.span(start, end)
        return self.typed[first:last]


def plain(typed: str) -> Plain:
    characters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(typed):
        for one in _simple(character):
            characters.append(one)
            origin.append(place)
    text = TYPED.sub(_meant, "".join(characters).replace("平方公尺", "平方米 "))
    text = BRACKETED.sub(lambda m: f" {m[1]} ", text)
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return Plain(typed, text, lower, tuple(origin))


@lru_cache(8192)
def _simple(character: str) -> str:
    if character < "\x7f":
        return SIMPLER.get(character, character)
    return SIMPLER.get(character) or "".join(SIMPLER.get(one, one) for one in unicodedata.normalize("NFKC", character))
