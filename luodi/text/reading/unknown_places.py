"""Towns, streets and parks that no table knows: by what a letter says before and behind a name."""

import re
from collections.abc import Iterator

from luodi.text.reading.letter import Letter
from luodi.text.reading.place_names import Mention
from luodi.text.reading.trade_words import trade_at
from luodi.text.reading.wordlists import LISTS as WORDS

NAME = r"[\u4e00-\u9fff]{2,3}?"
OR = r"(?:或者?|和|及|与|、|/|以及|还是)"
# 在柘皋或者夏阁买三十亩地: what follows can only be meant for the future
PLACED = re.compile(
    rf"(?:在|到|去|落户|落到|落在|放到|放在|搬到|搬去|选址|位于)({NAME})(?:{OR}({NAME}))?"
    r"(?=[买租拿征找]|选址|布局|设立|投资|落户|落地|弄[个块]|搞[个块]|附近|一带|周边|那边"
    r"|这边)(?![\u4e00-\u9fff]{1,3}[了过])"
)
# 南庄最好; 北滘优先
PREFERRED = re.compile(
    r"(?:^|[,。;、:\s(]|或者?|和|最好|优先|靠近|离|距)([\u4e00-\u9fff]{2,4}?)"
    r"(?:最好|优先|为佳|为宜|为好|首选|一带|附近|周边|那边|那一片|那块|那片)"
)
# 意向区域: 长安、虎门、寮步均可
LABELLED = re.compile(
    r"(?:意向|希望|目标|拟?选址|落户|落地|拟落|布局)(?:区域|地点|地区|城市|选址|地"
    r"|园区)?\s*[:|\t]\s*\|?\s*([\u4e00-\u9fff、/或和及 ]{2,40})"
)
ITEM = re.compile(r"[\u4e00-\u9fff]{2,6}?(?=[、/或和及 ]|均可|都可|都行|优先|为主|$)")
NO_NAME = re.compile(
    r"[我你他她这那哪的了不也都就还是有可能要想请给把被让和与或及在到去于从对很太更最每各几两离近靠距临过需看]|依托|为主|利用|围绕"
    r"|[一二三四五六七八九十\d][期楼层年月个号线家块栋套]"
)
COMMON = WORDS["no_names"]


def find_unknown(letter: Letter) -> list[Mention]:
    return [
        Mention(start, end, 4, False) for start, end in _found(letter) if can_be_a_name(letter.plain.text[start:end])
    ]


def _found(letter: Letter) -> Iterator[tuple[int, int]]:
    for pattern in (PLACED, PREFERRED):
        for match in pattern.finditer(letter.plain.text):
            for group in range(1, pattern.groups + 1):
                if match[group]:
                    yield match.span(group)
    for match in LABELLED.finditer(letter.plain.text):
        yield from (item.span() for item in ITEM.finditer(letter.plain.text, *match.span(1)))


def can_be_a_name(words: str) -> bool:
    if NO_NAME.search(words) or any(common in words for common in COMMON):
        return False
    return trade_at(words, 0) is None
