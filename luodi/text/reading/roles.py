"""Which field a quantity belongs to: by the nearest word that names a role, by what it hangs on, and by who has it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from luodi.text.reading.letter import Letter
from luodi.text.reading.quantities import Quantity
from luodi.text.reading.values import Value, as_amount

BOUND = re.compile(
    r"(?:不低于|不小于|不少于|不超过|不高于|不大于|不多于|至少|最少|起码|最多|至多|超过|超"
    r"|近|约|大约|大概|左右|将近|差不多|预计|以上|以内|以下|以上"
    r"|起|上下|at least|no less than|not less than|more than|over|up to|at most|less than|about"
    r"|around|approx\.?|approximately|roughly|minimum|max)\s*(?:为|是|在|达)?\s*$"
)
BOUND_AFTER = re.compile(r"\s*(?:以上|以内|以下|左右|上下|起|之内|之间|or more|or so|minimum|max)")
EXISTING = re.compile(
    r"(?<!租赁)(?<!租用)(?<!利用)(?<!收购)现有|(?<![出兑体实表])现(?=\d|$)|已有|目前(?!.{0,6}(?:需|想|拟|计划|要|打算"
    r"|考虑))|原有|自有|已建|已租|已投(?!产)"
    r"|已经(?:有|租|投|建)|[租买建盖]了|现在(?:有|的|租|在|[这那]边)|眼下|现厂"
    r"|原(?!有)[\u4e00-\u9fff]{0,5}厂房|[华东南北西中]{2}工厂|老厂(?!房改造)"
    r"|原厂(?!家)|旧厂(?!房改造)|(?:外地|别处)的|(?:我们|我司|我"
    r"|公司|企业|集团|总部)在[^,]{1,8}(?:有|建有|租)"
    r"|\b(?:currently|existing|already|at present|now (?:have|has|employ)|today|(?:our|the) (?:present"
    r"|current))\b|we (?:now )?(?:have|operate|own|employ|run)\b|(?:这边|那边|本部)(?:已)?有"
)
OLD = re.compile(
    r"(?:不是|并非|而非|原计划|原定|(?<!按)(?<!照)原来?说|原报|原拟|最早|最初|一开始|原先|原本"
    r"|(?<!按)(?<!照)(?<!跟)(?<!和)原来|之前"
    r"|此前|上次|先前|本来|误写|写成|错写|别写|当初|起初|老方案|初稿"
    r"|originally|previously|instead of|rather than|used to be"
    r"|\bnot(?! (?:less|more|exceed|below|under|over)))[^,。;:]{0,14}$"
)
MENDED = re.compile(
    r"(?:写错|打错|说错|笔误|更正|勘误|又定|最终|最后定|敲定|改(?=\d)|应为|应是|应该是|改为|改成|调整为|调整到|调到"
    r"|下调|上调|调[高低]|压减|核减|缩减至|压缩至|降低到|减为|减至|减到|降为|降至|缩至|调减为|增为|扩大到"
    r"|扩至|变为|变更为|增加到|增至|追加到|提高到|压缩到|缩减到|哦不|不对|correction"
    r"|sorry|i mean|changed to|should be|revised to|now)"
)
PRESENT_FACT = re.compile(
    r"现(?:于|在)[^,。;]{1,10}(?:租|设|建|有)|现厂区|现厂房|现址|(?:目前|现在|现有|已有)[^,。;]{0,14}(?:有"
    r"|厂房|厂|员工|职工|人员|土地|工厂"
    r"|基地)|老厂(?=[,。;])|总部(?:在|位于|设在)?[\u4e00-\u9fff]{2,6},|在[^,。;]{1,8}有[^,。;]{0,8}(?:厂"
    r"|基地)"
    r"|\b(?:have|has) been \w+ing\b|\bsince (?:19|20)\d\d|\bruns? (?:a|two|three|four|several)\b"
    r"|\b(?:our|the) (?:present|current|existing) (?:plant|factory|site|office|facility|works)"
)
WISH = re.compile(
    r"\b(?:need|want|look|plan to|require|will (?:need|require|build|employ|hire|create)|new)\b|需|想|拟|计划"
    r"|要|打算|新增|新建|扩建|预计|达产|投产后|建成|希望|准备|这次|本次|项目|可|将"
)
ITSELF = re.compile(
    r"(?:我公司|我司|本公司|公司|我厂|本企业|我集团|集团)(?:是|系)?(?:一家|成立于|创立于|创办于|创建于|位于"
    r"|坐落|始建于)"
)
ASKING = re.compile("投资|用地|租|买|选址|落户|建设|招|聘|用工")
EACH = re.compile(
    r"(?:每(?!年)|单体|单个|单块|单片|单栋|各|人均|亩均|平均|\beach\b|\bper\b|\bevery\b|单台|单价)[^,。;]{0,9}$"
)
EACH_AFTER = re.compile(
    r"\s*(?:的)?(?:以上|左右)?\s*(?:/(?!\s*(?:年|year|annum))|每|一(?:亩|平|个月|年一)|each\b|apiece|per (?!year"
    r"|annum)|a month|每)"
)
PART = re.compile(
    r"(?:其中|包括|包含|(?<!不)含(?!税)|首付|首批|头一[步年期批笔]|第一步|第一年|先期|先行|先(?=投|上|拿|建)"
    r"|including|of which|incl\.?|initially|to begin with)[^。;]{0,12}$"
)
INSIDE = re.compile(r"\(\s*(?:其中|内?含|包括|包含|including|of which|incl)")
STALE = re.compile(r"\s*(?:是|为|系)(?:老|旧|原|之前|以前)(?:的)?(?:版本|数字?|方案|口径|稿)")
SUM = re.compile(
    r"(?:合计|总计|共计|总共|一共|全部|总的?|累计|共|加起来|in total|total|altogether|overall)[^,。;\d]{0,14}$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that may be the value of a field."""

    quantity: Quantity
    strength: int  # 3 a stated total, 2 a word of the role, 1 by default
    phase: str = ""


def find_cues(pattern: re.Pattern[str], text: str) -> list[Cue]:
    """`pattern` has one named group a role."""
    return [Cue(match.lastgroup or "", match.start(), match.end()) for match in pattern.finditer(text)]


def nearest_cue(letter: Letter, cues: Iterable[Cue], quantity: Quantity, reach: int = 34) -> Cue | None:
    """The last one before the quantity in its sentence; else the first right behind it, before the next number."""
    begin = letter.sentence(quantity.start)[0]
    clause_end = letter.clause(quantity.end - 1)[1]
    behind = None
    before = None
    for cue in cues:
        if begin <= cue.start and cue.end <= quantity.start:
            before = cue
        elif behind is None and quantity.end <= cue.start < min(
            clause_end, quantity.end + (16 if letter.text[cue.start].isascii() else 8)
        ):
            behind = cue
    free = behind and not any(quantity.end <= q.start < behind.start for q in letter.quantities)
    if behind and free and (before is None or _claims_backwards(letter, before, behind, quantity)):
        return behind
    if before and quantity.start - before.end <= reach:
        return before
    return behind


def _claims_backwards(letter: Letter, before: Cue, behind: Cue, quantity: Quantity) -> bool:
    """拿3亿投资: the word behind counts where the one before already has its number, or stands in another clause."""
    taken = any(before.end <= q.start and q.end <= quantity.start for q in letter.quantities)
    direct = re.fullmatch(
        r"\s*(?:左右|上下|以上|多)?\s*(?:的|of|in|for)?\s*(?:年|annual|total)?\s*",
        letter.text[quantity.end : behind.start],
    )
    return bool(direct) and (taken or before.start < letter.clause(quantity.start)[0])


def bound_of(letter: Letter, quantity: Quantity) -> str:
    before = BOUND.search(letter.text[max(0, quantity.start - 14) : quantity.start])
    after = BOUND_AFTER.match(letter.text, quantity.end)
    return " ".join(found[0].strip() for found in (before, after) if found)


def is_rate(letter: Letter, quantity: Quantity) -> bool:
    before = letter.clause_before(quantity.start, 14)
    after = letter.clause_after(quantity.end, 14)
    asked = letter.text[quantity.start : quantity.end] in ("一亩", "一平", "一平米", "一平方")  # 多少钱一亩
    return quantity.per or asked or bool(EACH.search(before)) or bool(EACH_AFTER.match(after))


def is_existing(letter: Letter, quantity: Quantity) -> bool:
    """Belongs to what the company already has, not to what it wants."""
    before = letter.clause_before(quantity.start, 120 if letter.is_english else 30)
    wanted = re.search(
        r"需|想|拟|计划|要(?!求)|打算|新增|新建|扩建|另|再|增加|\bwant|\bneed|\bplan(?!t)|looking|require|\badd\b",
        before,
    )
    found = EXISTING.search(before)
    if (
        found
        and found[0] == "existing"
        and re.search(
            r"look|seek|need|want|rent|lease|buy|acquire"
            r"|take over",
            before,
        )
    ):
        return False
    return found is not None and not (wanted and wanted.start() > found.start())


def is_in_present_sentence(letter: Letter, quantity: Quantity) -> bool:
    """目前我们在深圳有两万平厂房, 员工五百人: the sentence began with what is there and has not come to a wish."""
    begin = letter.sentence(quantity.start)[0]
    text = letter.denying[begin : quantity.start]
    found = PRESENT_FACT.search(text)
    return found is not None and not WISH.search(text, found.start())


def is_of_itself(letter: Letter, quantity: Quantity) -> bool:
    """我公司是一家制鞋企业, 员工2300人, 年产值9亿元: the writer presents himself before he wishes anything."""
    begin = letter.sentence(quantity.start)[0]
    found = ITSELF.search(letter.denying, begin, quantity.start)
    return found is not None and not (
        WISH.search(letter.denying, found.end(), quantity.start)
        or ASKING.search(letter.denying, found.end(), quantity.start)
    )


def is_within_brackets(letter: Letter, quantity: Quantity) -> bool:
    """24000㎡(其中洁净区3600㎡, 仓储5000㎡): parts of the number before the bracket."""
    begin = letter.sentence(quantity.start)[0]
    opened = letter.text.rfind("(", begin, quantity.start)
    return opened > letter.text.rfind(")", begin, quantity.start) and bool(INSIDE.match(letter.text, opened))


def is_superseded(letter: Letter, quantity: Quantity) -> bool:
    if OLD.search(letter.clause_before(quantity.start, 24)) and not MENDED.search(
        letter.clause_before(quantity.start, 8)
    ):
        return True
    if STALE.match(letter.text, quantity.end):
        return True
    following = next((q for q in letter.quantities if q.start >= quantity.end and q.sort == quantity.sort), None)
    if following is None or following.start - quantity.end > 30:
        return False
    return bool(MENDED.search(letter.text[quantity.end : following.start]))


def settle(letter: Letter, claims: list[Claim]) -> list[Claim]:
    """The claims that make the value: one, or the phases to be added. Empty where they contradict each other."""
    claims = [one for one in claims if not is_superseded(letter, one.quantity)]
    claims = [one for one in claims if one.quantity.start < letter.quoted] or claims
    if len(claims) > 1 and not any(one.phase for one in claims):
        wished = [one for one in claims if _is_wished(letter, one.quantity)]
        claims = wished or claims
    whole = _of_the_whole(claims)
    top = max((one.strength for one in whole), default=0)
    best = [one for one in whole if one.strength == top]
    phases = {one.phase for one in best if one.phase}
    if len(phases) > 1 and len(phases) == len(best):
        return best
    plain = [one for one in best if not one.phase] or best
    first = plain[0] if plain else None
    if first and all(_same(first.quantity, one.quantity) for one in plain):
        return [first]
    return []


def _is_wished(letter: Letter, quantity: Quantity) -> bool:
    begin, end = letter.sentence(quantity.start)
    begin, end = max(begin, quantity.start - 200), min(end, quantity.end + 200)
    return bool(WISH.search(letter.text, begin, end))


def _of_the_whole(claims: list[Claim]) -> list[Claim]:
    """Without those of single phases where the text gives a total: a stated one, or one larger than any phase."""
    plain = [one for one in claims if not one.phase]
    phased = max((one.quantity.high for one in claims if one.phase), default=0)
    if any(one.strength == 3 or (phased and one.quantity.high > phased) for one in plain):
        return plain
    return [one for one in claims if one.phase] if phased and plain else claims


def _same(one: Quantity, other: Quantity) -> bool:
    if one.currency and other.currency and one.currency != other.currency:
        return True  # 约2亿美元, 折合14亿元: the one said first
    return abs(one.low - other.low) <= 0.011 * one.low and abs(one.high - other.high) <= 0.011 * one.high


def value_of(letter: Letter, field: str, claims: list[Claim]) -> list[Value]:
    """What the settled claims add up to, at the words of the first to the last of them."""
    settled = settle(letter, [one for one in claims if one.strength])
    if not settled:
        return []
    quantities = [one.quantity for one in settled]
    low, high = sum(one.low for one in quantities), sum(one.high for one in quantities)
    start, end = letter.plain.span(quantities[0].start, quantities[-1].end)
    return [Value(field, as_amount(low, high), start, end, bound_of(letter, quantities[0]))]
