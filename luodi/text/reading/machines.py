"""Machines that the writer runs tell what he makes with them, not that he builds machines."""

import re
from collections.abc import Iterator
from pathlib import Path

from luodi.text.reading.letter import Letter
from luodi.text.reading.trade_words import Trade

DATA = Path(__file__).parent / "data" / "machines.txt"


def _load() -> dict[str, tuple[str, ...]]:
    rows = [line.partition(" ") for line in DATA.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {word: tuple(codes.split("+")) for codes, _, words in rows for word in words.split(", ")}


MACHINES = _load()
COUNTER = "[台套条只座个组排]"
COUNT = rf"(?:\d[\d,.]*|[一二两三四五六七八九十百千几]{{1,5}})\s?[多余来]?\s?{COUNTER}"
WORD = "|".join(re.escape(word) for word in sorted(MACHINES, key=lambda one: -len(one)))
MACHINE = re.compile(rf"(?<![a-z])(?:{WORD})(?![a-z])")
COUNTED_BEFORE = re.compile(rf"(?:{COUNT}(?:\d+吨)?[^,。;、\d]{{0,8}}|\d[\d,]* (?:[a-z-]+ ){{0,2}})$")
COUNTED_BEHIND = re.compile(
    rf"(?:设备)?\s?[:约共有]?(?:大概|大约|差不多)?\s?{COUNT}"
    r"|[^,。;]{0,4}(?:要|想|准备|全部|整体|打算)(?:一起)?(?:搬|迁)|(?:搬家|搬迁|进场)"
)
BOUGHT = re.compile(
    r"(?:[想要拟先再]上|购置|购入|购进|添置|新增|买[了来入]?|安装|引进|摆放?|装)(?:了|几|多|[^,。;\d]{0,3}的)?$"
)
BUILT = re.compile(
    r"(?:生产|制造|组装|研发|销售|维修|租赁|回收|[年月日]产|产能|主营|(?<![要来])做|专做|产品[:是为])[^,。;]{0,16}$"
)
BUILT_BEHIND = re.compile(
    r"\s*(?:设备)?(?:及|的|和|等)?(?:整机|配件|零部?件|核心部件|维修|贸易|生产(?!线)|制造|研发|销售|租赁|厂(?!房)|公司|经销|项目|企业)"
)
COMPUTING = re.compile(r"(?<![a-z])(?:it[ -]?loads?|it负[载荷]|pue|hpc)(?![a-z])|\d\s?p(?:flops)?的?算力")


def find_machines(letter: Letter) -> Iterator[tuple[Trade, int, int]]:
    """Counted, bought or moved ones: 上12台注塑机, 经编机48台, 织机要搬家; not 做注塑机 or 年产500台压铸机."""
    for match in MACHINE.finditer(letter.text):
        before = letter.clause_before(match.start(), 30)
        run = COUNTED_BEFORE.search(before) or BOUGHT.search(before) or COUNTED_BEHIND.match(letter.text, match.end())
        if run and not BUILT.search(before) and not BUILT_BEHIND.match(letter.text, match.end()):
            yield Trade(match[0], MACHINES[match[0]], False), *match.span()
    for match in COMPUTING.finditer(letter.text):
        yield Trade(match[0], ("64", "65"), False), *match.span()
