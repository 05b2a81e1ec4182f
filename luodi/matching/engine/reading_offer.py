"""From an offer's fields and text to the facts that matching compares. A field wins over the text."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from luodi.matching.engine.concepts import concepts_in
from luodi.matching.engine.facts import Offered
from luodi.matching.engine.limits import limits_in
from luodi.matching.engine.measures import find_distances, find_measures
from luodi.matching.engine.places import plain_place
from luodi.matching.engine.prices import offered_prices
from luodi.matching.engine.trades import divisions_of
from luodi.matching.engine.traits import one_of, read_lines, stated_traits
from luodi.text.reading.letter import Letter, letter

_GONE = read_lines("gone.txt")
GONE = one_of((*(line for line in _GONE if not line.startswith("!")), *read_lines("gone_phrases.txt")))
STILL_THERE = one_of(line[1:] for line in _GONE if line.startswith("!"))
SLIGHT = one_of(" ".join(read_lines("slight.txt")).split())
WHOLE_ONLY = re.compile(
    r"不(?:可|能|予|做|接受)?(?:分割|拆分|分租|零租|散租|拆零)|(?:只|仅)(?:限|接受|能|做)?整(?:租|体|栋|层|宗)"
)
STARTING = re.compile(r"起租|起售|起订|起(?=[,。;]|$)|可分割?|可拆|可拼|分割|不等|任选|可选")
DENIED = re.compile(
    r"(?:不得|禁止|严禁|不可|不能|不允许|不准|不予|不许|不同意|不接受|不接|不收|不受理|不引进|不引入|不新增|不批|不办|谢绝|拒绝"
    r"|不含|不包括|不包含|不带|不具备?|不提供|不支持|不满足|不符合|不属于?|不适合|不适用|不宜|不开展|无法|没法|难以"
    r"|不在|不做|不通|不临|尚无|没有|缺少|未通|(?<!有)无(?![人线尘菌机缝损障锡纺废需论须])|未(?:配|设|建|装|办|取得|获|批)"
    r"|非(?!标|常))[^,。;!?()]{1,16}"
    r"|[^,。;!?()]{1,10}(?:除外|一律不收|不收|不接|免谈|勿扰)"
)
ONLY = re.compile(r"(?:仅|只)(?:限|供|能|可|做|接受|收|许|用于|适合|适用)[^,。;!?()]{1,16}")
HALL = {"plant", "warehouse", "office", "laboratory", "land", "park", "energy", "roof"}


def read_offered(
    *,
    key: int,
    kind: str,
    title: str,
    description: str = "",
    districts: Sequence[str] = (),
    numbers: Mapping[str, float] | None = None,
    industries: str = "",
    tags: str = "",
    open_now: bool = True,
    price: float | None = None,
    price_unit: str = "",
    price_words: str = "",
    available_from: date | None = None,
    available_until: date | None = None,
) -> Offered:
    """`numbers` has columns of `supply.Offer`; `industries` and `tags` have blanks between their words; `price_unit`
    is a code of `supply.PriceUnit`."""
    made = letter(f"{title}。{description}")
    words = f"{industries} {tags}".strip()
    denied = tuple(match[0] for match in DENIED.finditer(made.text))
    has, lacks = stated_traits(f"{made.text} {words.lower()}")
    known = dict(_numbers(made, kind))
    known.update({column: float(value) for column, value in (numbers or {}).items() if value is not None})
    return Offered(
        key=key,
        kind=kind,
        title=title,
        description=description,
        words=words,
        districts=tuple(plain_place(one) for one in districts if one),
        numbers=known,
        divisions=divisions_of(f"{title} {words}", description),
        concepts=concepts_in(f"{made.text} {words.lower()}"),
        has=has,
        lacks=lacks,
        limits=limits_in(made.text),
        denied=denied,
        denied_concepts=concepts_in(" ".join(denied)),
        only=tuple(match[0] for match in ONLY.finditer(made.text)),
        far=dict(find_distances(made.text)),
        price=offered_prices(price, price_unit, price_words, made.text),
        available_from=available_from.isoformat() if available_from else "",
        available_until=available_until.isoformat() if available_until else "",
        whole_only=bool(WHOLE_ONLY.search(made.text)),
        slight=bool(SLIGHT.search(made.text)),
        gone=not open_now or says_gone(made.text),
    )


def says_gone(text: str) -> bool:
    return bool(GONE.search(STILL_THERE.sub(" ", text)))


def _numbers(made: Letter, kind: str) -> dict[str, float]:
    """The largest of what may be had, by column; the least piece where the text lets it be divided."""
    found: dict[str, float] = {}
    for one in find_measures(made):
        column = one.column
        if column == "roof_m2":
            column = "area_m2" if kind == "roof" else column
        if column == "cold_c":
            found[column] = min(one.low, found.get(column, one.low))
            continue
        if column == "area_m2" and one.high < 20:
            continue
        if column == "area_m2" and kind not in HALL and kind != "firm":
            continue
        if column == "area_m2" and (one.low < one.high or STARTING.match(made.text, one.end)):
            found["smallest_m2"] = min(one.low, found.get("smallest_m2", one.low))
        found[column] = max(one.high, found.get(column, 0))
    if "area_m2" in found and found.get("smallest_m2") == found["area_m2"]:
        del found["smallest_m2"]
    return found
