"""Which division of GB/T 4754-2017 an enquiry is about, by its words of trade: a ranked list, best first."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from luodi.text.reading.letter import Letter
from luodi.text.reading.values import Value
from luodi.text.reading.wordlists import LISTS as WORDS

DATA = Path(__file__).parent / "data"
LISTS = (("trades.txt", None, False), ("trades_english.txt", ", ", False), ("class_words.txt", None, True))
ASKED = WORDS["needs_of_a_site"]  # mostly things a site needs
MOST = 3
ACTIVITY = re.compile(
    r"(?:做|生产|从事|主营|主要|经营|制造|加工|研发|建设?|搞|办|开|产|为|是|项目|产品|建成"
    r"|投资|专注|深耕|专业|布局|发展|引进|落地|上马|扩|新增|名称|领域|行业|内容|类"
    r"|mak(?:e|es|er|ing)|produc\w+|manufactur\w+|build(?:ing)?|for|an?|of|develop\w*|operat\w+"
    r"|specialis\w+|specializ\w+|our)[^,。;]{0,10}$"
)
HEAD = re.compile(
    r"\s*(?:的)?(?:项目|生产线|产线|厂(?!房屋顶)|工厂|基地|制造|生产|加工|公司|企业|品牌"
    r"|厂商|中心|产业园|facility|plant|factory|line"
    r"|project|manufactur|maker|producer|company|brand|business|firm)"
)
CUSTOMER = re.compile(
    r"(?:给|为|供(?!电)|供应|客户(?:是|为|有)?|配套|卖给|服务于?|面向|用于|应用于|替|靠近"
    r"|临近|附近|围绕|替代|上游|下游|supply(?:ing)? "
    r"|for (?:the )?|customers? (?:are|include)|used in|near)[^,。;]{0,9}$"
)
OF_CUSTOMER = re.compile(
    r"\s*(?:厂商|客户|企业|主机厂|厂|行业|市场|领域)?\s*(?:供|做配套|配套|代工|提供"
    r"|的供应商|用的?|使用|园区|系|customers|applications"
    r"|industry)"
)
TAKEN_IN = re.compile(r"(?:采购|外购|消耗|收购(?!价)|进口|购买|急需|缺|回收处理费)[^,。;]{0,6}$")  # bought, not made
MADE = re.compile(
    r"(?:做|生产|制造|主营|从事|产品(?:为|是|:)?|行业(?:为|是|:)|加工|经营|主打|主攻|专做|深耕|专注于?|年产[^,。;]{0,10}?[吨台套件万]"
    r"|项目名称:|建设内容:|用途:|业务是|主业是)(?:的是|的)?\s*$"
)
MADE_WHAT = re.compile(
    r"(?:做|生产|制造|主营|从事|产品(?:为|是|:)|加工|经营|主打|专做|行业:|用途:)(?:的是|的)?([\u4e00-\u9fff]{2,12})"
)
WHAT_ENDS = re.compile(r"的|项目|生产|制造|加工|产线|工厂|厂|公司|企业|研发|销售|生意|业务|这|那|和|及|为主|等")
SERVED = re.compile(r"(?:组件|设备|产品|零部件|部件|材料|行业)?(?:的|及|相关)?")  # 钙钛矿组件的检测
MEDICAL = re.compile(r"(?:医用|医疗|手术|诊断用|临床用)[^,。;]{0,4}$")
VEHICLE = re.compile(r"(?:汽车|车用|车载|新能源车|整车|商用车|乘用车|车身|底盘)[^,。;]{0,2}$")
DENIED = re.compile(r"(?:不|没|无|非|别|not |no |n't |without )[^,。;]{0,6}$")
DEVICES = frozenset(["34", "38", "39", "40"])
PARTS = frozenset(["33", "34", "38", "39"])
FALLBACK = WORDS["weak_trades"]  # count only where nothing else is said
MAKING = re.compile(r"\s*(?:、|和|及|与)?(?:生产|制造|销售|加工|设计|团队|人员|楼|用房|投入|费用|车间)")
GENERIC = WORDS["common_trades"]  # stand beside other trades


@dataclass(frozen=True, slots=True)
class Trade:
    word: str
    divisions: tuple[str, ...]
    official: bool


@dataclass(frozen=True, slots=True)
class Hit:
    trade: Trade
    start: int
    end: int
    score: float


def _load() -> dict[str, list[Trade]]:
    """By the first two characters, longest word first."""
    index: dict[str, list[Trade]] = defaultdict(list)
    for name, separator, official in LISTS:
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            codes, _, words = line.partition(" ")
            for word in words.split(separator):
                index[word[:2]].append(Trade(word, tuple(codes.split("+")), official))
    for trades in index.values():
        trades.sort(key=lambda one: (-len(one.word), one.official))
    return dict(index)


TRADES = _load()


def _load_ends() -> list[tuple[str, str]]:
    lines = (DATA / "trade_ends.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" ") for line in lines if not line.startswith("#")]
    ends = [(end, code) for code, _, words in rows for end in words.split()]
    return sorted(ends, key=lambda row: -len(row[0]))


ENDS = _load_ends()


def read_industry(letter: Letter, masked: list[tuple[int, int]]) -> list[Value]:
    """`masked` stretches (names of firms, places, addressees) are read only where nothing else tells the trade."""
    hits = find_trades(letter)
    outside = [one for one in hits if not any(a < one.end and one.start < b for a, b in masked)]
    ranked = _ranked(letter, outside) or _by_last_syllables(letter) or _ranked(letter, hits)
    return [Value("industry_division", code, *letter.plain.span(hit.start, hit.end)) for code, hit in ranked[:MOST]]


def _by_last_syllables(letter: Letter) -> list[tuple[str, Hit]]:
    """做麻花钻头的: no list has it, but what it ends with tells the division."""
    for match in MADE_WHAT.finditer(letter.denying):
        stop = WHAT_ENDS.search(match[1])
        words = match[1][: stop.start()] if stop else match[1]
        found = next((row for row in ENDS if words.endswith(row[0]) and words != row[0]), None)
        if found:
            start = match.start(1)
            return [(found[1], Hit(Trade(words, (found[1],), False), start, start + len(words), 1.0))]
    return []


def find_trades(letter: Letter) -> list[Hit]:
    text = letter.text
    hits = []
    place = 0
    while place < len(text) - 1:
        trade = _at(text, place)
        if trade is None:
            place += 1
            continue
        end = place + len(trade.word)
        score = _score(letter, trade, place, end)
        if not score and trade.word in ASKED and hits and hits[-1].end == place:
            score = 1.0  # 锂电叉车: not a fork-lift that the site needs
        if score > 0:
            hits.append(Hit(_with_use(letter, trade, place), place, end, score))
        place = end if len(trade.word) > 2 or trade.word.isascii() else place + 1
    return hits


def _at(text: str, place: int) -> Trade | None:
    for trade in TRADES.get(text[place : place + 2], ()):
        if text.startswith(trade.word, place) and _whole(text, place, trade.word):
            return trade
    one = TRADES.get(text[place])
    return one[0] if one else None


def _whole(text: str, place: int, word: str) -> bool:
    if not word.isascii():
        return True
    end = place + len(word)
    before = text[place - 1 : place]
    return not (before.isascii() and before.isalpha()) and not re.match(r"(?!s?(?![a-z]))[a-z]", text[end : end + 2])


def _with_use(letter: Letter, trade: Trade, start: int) -> Trade:
    """A device is medical, and a part one of vehicles, by the words before it."""
    first = trade.divisions[0]
    before = letter.text[max(0, start - 8) : start]
    if first in DEVICES and MEDICAL.search(before):
        return replace(trade, divisions=("35", *trade.divisions))
    if first in PARTS and VEHICLE.search(before):
        return replace(trade, divisions=("36", *trade.divisions))
    return trade


def _score(letter: Letter, trade: Trade, start: int, end: int) -> float:
    before = letter.clause_before(start, 16)
    if DENIED.search(before):
        return 0
    wide = len(trade.word) / 2 if trade.word.isascii() else len(trade.word)
    score = min(wide, 6.0) - (0.6 if trade.official else 0)
    if trade.word in FALLBACK:
        return 0 if MAKING.match(letter.text, end) else 0.3
    if trade.word in GENERIC:
        score -= 1.2
    active, head = ACTIVITY.search(before), HEAD.match(letter.text, end)
    score += 2 * bool(active) + 1.5 * bool(head) + 1.5 * bool(MADE.search(before))
    if trade.word in ASKED and not active:
        return 0
    customer = CUSTOMER.search(before) and not re.search(r"项目|做", before[-6:])
    if customer or OF_CUSTOMER.match(letter.text, end) or TAKEN_IN.search(before):
        score -= 3.5
    return max(score, 0.1)


def _describes(letter: Letter, hit: Hit, following: Hit) -> bool:
    between = letter.text[hit.end : following.start]
    if SERVED.fullmatch(between) and between.endswith("的"):
        return following.trade.divisions[0] > "42"
    return len(between) <= 2 and not re.search("[,、/。和与;及+ 的]", between)


def _ranked(letter: Letter, hits: list[Hit]) -> list[tuple[str, Hit]]:
    """The last of a chain of nouns is what the others describe: 家电钣金 is sheet metal."""
    scores: dict[str, float] = defaultdict(float)
    best: dict[str, Hit] = {}
    for index, hit in enumerate(hits):
        score = hit.score
        following = hits[index + 1] if index + 1 < len(hits) else None
        if following and following.score > 0.3 and _describes(letter, hit, following):
            score *= 0.55
            hits[index + 1] = replace(following, score=max(following.score, 0.9 * hit.score))
        for rank, code in enumerate(hit.trade.divisions):
            part = score * (0.6 if rank else 1)
            if part > scores[code]:
                scores[code], best[code] = part + 0.15 * min(scores[code], 3), hit
            else:
                scores[code] += 0.15 * part
    order = sorted(scores, key=lambda code: -scores[code])
    return [(code, best[code]) for code in order]
