"""Which division of GB/T 4754-2017 an enquiry is about, by its words of trade: a ranked list, best first."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from luodi.text.reading.letter import Letter
from luodi.text.reading.machines import COUNT, find_machines
from luodi.text.reading.trade_context import ASKED, TYPES, score_of, with_use
from luodi.text.reading.trade_words import ENDS, Trade, trade_at
from luodi.text.reading.values import Value
from luodi.text.reading.wordlists import LISTS as WORDS

MOST = 3
CHAINED = WORDS["only_chained"]  # 烘焙设备 is a trade, 设备 by itself is what anybody buys
RUN = 2.5  # score of a machine that he runs: less than of a product he names
CLEAR, HINT = 1.0, 0.3  # scores: of a word that tells, and of one that says little
ALONGSIDE = re.compile(r"\s*[、和及与/+]\s*")
FIRST_SAID = 1.0  # who writes names his trade first
LISTED = re.compile(
    r"(?:(?:拟建|建设|生产|项目|主要建设)内容|(?:主要|主导|拟产)?产品(?:名称|方案)?|建设项目)\s*(?:[:|为是]\s*)+([^,。;|\n]{2,40})"
)
BUILT = re.compile(r"仓|库|楼|中心|房|宿舍|食堂")  # the buildings of a list of contents
LISTED_MORE = 3.0  # what stands there outweighs the company's name and the words around
MADE_WHAT = re.compile(
    r"(?:(?:拟建|建设|生产|项目)内容[:|]|做|生产|制造|主营|从事|(?:产品|材料)(?:为|是|:)|加工|经营|主打|专做|行业:|用途:)(?:的是"
    r"|的)?([a-z0-9-]{0,10}[\u4e00-\u9fff]{2,12})"
)
WHAT_ENDS = re.compile(r"的|项目|生产|制造|加工|产线|工厂|厂|公司|企业|研发|销售|生意|业务|这|那|和|及|为主|等")
SERVED = re.compile(r"(?:组件|设备|产品|零部件|部件|材料|行业)?(?:的|及|相关)?")  # 钙钛矿组件的检测
WITH_MAKING = re.compile(r"\s*[、和与及,]?\s*(?:生产|制造|销售|加工|研发|开发|软件|团队)")
COMMERCE = frozenset(["51", "52"])
WITH_IT = re.compile(rf"[、和与及]\s?{COUNT}")  # 模具和12台吹塑机: both are bought
APART = re.compile(r"[,。;、/+ ]|[找要需租给供建做想拟]|对接")


@dataclass(frozen=True, slots=True)
class Hit:
    trade: Trade
    start: int
    end: int
    score: float


def read_industry(letter: Letter, masked: list[tuple[int, int]], zones: list[tuple[int, int]]) -> list[Value]:
    """`masked` stretches (companies, addressees) are read only where nothing else tells the trade, `zones` never."""
    hits = _with_listed(letter, _with_machines(letter, find_trades(letter)))
    hits = [one for one in hits if not any(a < one.end and one.start < b for a, b in zones)]
    outside = [one for one in hits if not any(a < one.end and one.start < b for a, b in masked)]
    if all(one.score < CLEAR for one in outside):  # nothing clear: the company's own name may tell
        outside = sorted({*outside, *hits}, key=lambda one: one.start) if outside else []
    told = [one for one in outside if one.score > HINT]
    ranked = (
        _by_last_syllables(letter, told) or _ranked(letter, told) or _ranked(letter, outside) or _ranked(letter, hits)
    )
    return [Value("industry_division", code, *letter.plain.span(hit.start, hit.end)) for code, hit in ranked[:MOST]]


def _by_last_syllables(letter: Letter, told: list[Hit]) -> list[tuple[str, Hit]]:
    """做麻花钻头的, 光缆护套料: no list has it, but what it ends with tells the division."""
    for match in MADE_WHAT.finditer(letter.denying):
        stop = WHAT_ENDS.search(match[1])
        words = match[1][: stop.start()] if stop else match[1]
        begin, end = match.start(1), match.start(1) + len(words)
        inside = [one for one in told if begin <= one.start < end]
        if (told and not inside and not LISTED.match(letter.denying, match.start())) or any(
            one.end >= end for one in inside
        ):
            continue
        found = next((row for row in ENDS if words.endswith(row[0]) and words != row[0]), None)
        if found:
            start = match.start(1)
            return [(found[1], Hit(Trade(words, (found[1],), False), start, start + len(words), 1.0))]
    return []


def find_trades(letter: Letter) -> list[Hit]:
    text = letter.text
    hits: list[Hit] = []
    place = 0
    while place < len(text) - 1:
        trade = trade_at(text, place)
        if trade is None:
            place += 1
            continue
        end = place + len(trade.word)
        chained = bool(hits) and hits[-1].end == place
        score = 0 if trade.word in CHAINED and not chained else score_of(letter, trade, place, end)
        if chained and trade.word in CHAINED & TYPES and not WITH_MAKING.match(text, end):
            score = max(score, 2.0)  # 船舶设计
        if not score and trade.word in ASKED and chained:
            score = 1.0  # 锂电叉车: not a fork-lift that the site needs
        if score > 0:
            hits.append(Hit(with_use(letter, trade, place), place, end, score))
        place = end if len(trade.word) > 2 or trade.word.isascii() else place + 1
    return hits


def _with_listed(letter: Letter, hits: list[Hit]) -> list[Hit]:
    listed = [match.span(1) for match in LISTED.finditer(letter.text)]
    return [
        replace(one, score=one.score + LISTED_MORE)
        if one.score > HINT
        and not BUILT.search(one.trade.word)
        and any(a <= one.start and one.end <= b for a, b in listed)
        else one
        for one in hits
    ]


def _with_machines(letter: Letter, hits: list[Hit]) -> list[Hit]:
    run = [Hit(trade, start, end, RUN) for trade, start, end in find_machines(letter)]
    others = [
        replace(one, score=HINT) if any(WITH_IT.fullmatch(letter.text, one.end, m.start) for m in run) else one
        for one in hits
        if not any(m.start < one.end and one.start < m.end for m in run)
    ]
    return sorted([*others, *run], key=lambda one: one.start)


def _describes(letter: Letter, hit: Hit, following: Hit) -> bool:
    between = letter.text[hit.end : following.start]
    if following.trade.word in TYPES:
        return len(between) <= 8 and not APART.search(between)
    if SERVED.fullmatch(between) and between.endswith("的"):
        return following.trade.divisions[0] > "42"
    if hit.trade.divisions[0] in COMMERCE and following.trade.divisions[0] not in COMMERCE:
        return False  # 跨境电商进口化妆品
    return len(between) <= 2 and not re.search("[,、/。和与;及+ 的(:]", between)


def _described(letter: Letter, hits: list[Hit]) -> set[int]:
    """Which hits only describe the one behind them; 医疗器械和试剂批发 describes the wholesale with both."""
    described: set[int] = set()
    for index in range(len(hits) - 2, -1, -1):
        hit, following = hits[index], hits[index + 1]
        if (following.score > 0.3 and _describes(letter, hit, following)) or (
            index + 1 in described
            and hits[index + 2].trade.word in TYPES
            and ALONGSIDE.fullmatch(letter.text, hit.end, following.start)
        ):
            described.add(index)
    return described


def _ranked(letter: Letter, hits: list[Hit]) -> list[tuple[str, Hit]]:
    """The last of a chain of nouns is what the others describe: 家电钣金 is sheet metal."""
    scores: dict[str, float] = defaultdict(float)
    best: dict[str, Hit] = {}
    first = letter.clause(hits[0].start)[1] if hits else 0
    described = _described(letter, hits)
    for index in range(len(hits) - 2, -1, -1):  # 中成药及保健食品厂: what follows the last is said of both
        hit, following = hits[index], hits[index + 1]
        if hit.score > HINT and ALONGSIDE.fullmatch(letter.text, hit.end, following.start):
            hits[index] = replace(hit, score=max(hit.score, following.score))
    for index, hit in enumerate(hits):
        score = hit.score + (FIRST_SAID if hit.end <= first and hit.score > 0.3 else 0)
        if index in described:
            score *= 0.55
            following = hits[index + 1]
            hits[index + 1] = replace(following, score=max(following.score, 0.9 * hit.score))
        for rank, code in enumerate(hit.trade.divisions):
            part = score * (0.6 if rank else 1)
            if part > scores[code]:
                scores[code], best[code] = part + 0.15 * min(scores[code], 3), hit
            else:
                scores[code] += 0.15 * part
    order = sorted(scores, key=lambda code: -scores[code])
    return [(code, best[code]) for code in order]
