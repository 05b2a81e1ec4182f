"""When building or moving in begins, and when production or opening does."""

import re
from datetime import date

from luodi.text.reading.letter import Letter
from luodi.text.reading.moments import When, find_dates
from luodi.text.reading.values import Value

START = re.compile(
    r"进设备|设备进场|开工|动工|打桩|奠基|破土|启动(?:建设|改造)|启动|开建|进场|装机(?!容量|规模|\d)|交房"
    r"|(?:厂房|用房|场地|仓库|签约|合同)[^,。;]{0,16}交付|入驻"
    r"|入场|搬(?!运|来搬)"
    r"|迁入|装修|改造|拿地|施工|开始建|起租|租(?:用)?(?:起|到位)|进驻"
    r"|start(?:s|ing)?(?: of)?(?: construction| building| work| fit)"
    r"|construct\w* (?:\w+ )?(?:start|begin|commence)\w*|break(?:ing)? ground|ground-?breaking"
    r"|mov(?:e|ing)[- ]in|fit-?out|begin|(?<!re)start(?!-?up)|commence|occupy"
)
PRODUCE = re.compile(
    r"投产|量产|试产|试生产|投用|投运|投入(?:使用|运营|生产)|开业|开张|营业(?!收|执|额)"
    r"|运营|建成|竣工|完工|出货|出[^,。;]{0,4}[批个件][^,。;]{0,4}[货品]|交付|下线|正式生产|开始生产|投入运行|通车"
    r"|开园|点亮|点火|试车|试运行|开学|招生|迎来首?批?|接诊|开诊|开营|开馆|出产品|开馆|上线|见产|并网|投料"
    r"|开航|启用|全面达产|开放(?!式|性)|小批量?|取证|试营|restart"
    r"|拿到[^,。;]{0,4}许可|取得[^,。;]{0,4}许可"
    r"|production(?: is| planned| to| will| should| can| must| start\w*| begin\w*)*|operation(?:al|s)?(?!\s+team)"
    r"|open(?:ing|s)?\b|produc(?:e|ing)|complet\w+"
    r"|first (?:output|parts|units|products?|batch|shipments?|deliver\w+)"
    r"|on ?stream|commission\w*|sop\b|running|up and running|go live|launch"
)
PERIOD = re.compile(
    r"(?:建设|施工|工|建造|装修)(?:周期|期|工期|时间)|工期|周期|投产期|建设起止|起止(?:年限|时间|年月)"
    r"|从[^,。;]{1,8}到(?:投产|量产|建成|竣工)|construction period|construction time|build time"
)
FROM = re.compile(
    r"(?:签约|签(?:订|署)?合同|合同(?:签订|签署)?|拿地|供地|交地|摘牌|开工|取得土地"
    r"|土地(?:到位|交付|摘牌)|入驻|交房|到位|批复|进场|signing"
    r"|contract|land (?:handover|delivery|allocation)|lease|permit|approval)[^,。;]{0,8}$"
)
PAST_OR_OTHER = re.compile(
    r"成立|创立|始建|上市|获得|考察|拜访|参观|来访|赴|会面|见面|visit|founded|established|since|注册于|营收|产值|纳税"
)


UNTIL = re.compile(r"\s*[-至到]+\s*")
FULL = re.compile(r"\s*(?:之?内|左右)?(?:就|可|全面|能|即可)*达产(?![后年])")  # 拿地后10个月达产
FROM_TO = re.compile(r"\s*from [a-z ]{3,40}? to (?:the )?(?:first |start of )?(?:output|production|operation|opening)")
PREPOSITION = re.compile(r"\b(?:in|by|from|at|for|until|before|on|during)\s+(?:the )?$")
GIVEN_UP = re.compile(r"(?:别写|不是|并非|原定|原计划|原先|原本|本来|originally|instead of)[^,。;]{0,8}$")


def read_dates(letter: Letter, received: date) -> list[Value]:
    found: dict[str, Value] = {}
    whens = find_dates(letter.text, received)
    given_up: When | None = None
    for index, when in enumerate(whens):
        previous = whens[index - 1] if index else None
        field = _field(letter, when, previous, next(iter(whens[index + 1 :]), None))
        if field is None and previous is not None and given_up == previous:
            field = _field(letter, previous, None, None, taken_back=True)  # 投产时间别写今年, 写后年
        if field == "":
            given_up, field = when, None
        if not field or (isinstance(when.value, str) and int(when.value[:4]) < received.year):
            continue
        start, end = letter.plain.span(when.start, when.end)
        if field in found and isinstance(found[field].value, str) and isinstance(when.value, dict):
            continue
        found[field] = Value(field, when.value, start, end)
    return list(found.values())


def _field(
    letter: Letter, when: When, previous: When | None, following: When | None, taken_back: bool = False
) -> str | None:
    """By the first word behind the date in its clause, or the last before it that no other date has taken.

    "" for a date that the writer takes back.
    """
    begin, close = letter.clause(when.start)
    close = min(close, following.start) if following else close
    behind = letter.text[when.end : min(close, when.end + 16)]
    start, produce = START.search(behind), PRODUCE.search(behind)
    before = letter.text[max(begin, previous.end if previous else 0, when.start - 44) : when.start]
    if GIVEN_UP.search(before) and not taken_back:
        return ""
    origin = FROM.search(before) if isinstance(when.value, dict) else None
    if origin:  # 拿地后18个月: what the months run from is not what begins
        before, deadline = before[: origin.start()], True
    else:
        deadline = isinstance(when.value, dict) and _is_deadline(letter, when, before, behind)
    if (origin and FULL.match(behind)) or (isinstance(when.value, dict) and FROM_TO.match(letter.text, when.end)):
        return "produce_by"
    if isinstance(when.value, str) and PERIOD.search(letter.text[begin : when.start]):
        if following and UNTIL.fullmatch(letter.text, when.end, following.start):
            return "start_by"  # 工期: 2026年9月至2028年3月
        if previous and UNTIL.fullmatch(letter.text, previous.end, when.start):
            return "produce_by"
    if isinstance(when.value, dict) and PERIOD.search(before + behind[:6]):
        return "produce_by"
    if isinstance(when.value, dict) and not deadline:
        return None
    if letter.is_english and PREPOSITION.search(before) and (START.search(before) or PRODUCE.search(before)):
        start = produce = None  # construction is to start in Q1 2027 and production in Q3 2028
    if start or produce:
        builds = start is not None and (produce is None or start.start() <= produce.start())
        chosen = start if builds else produce
        if chosen and PAST_OR_OTHER.search(behind[: chosen.start()]):
            return None
        return "start_by" if builds else "produce_by"
    if PAST_OR_OTHER.search(before + behind):
        return None
    starts, produces = list(START.finditer(before)), list(PRODUCE.finditer(before))
    if not starts and not produces:
        return None
    return "produce_by" if produces and (not starts or produces[-1].end() >= starts[-1].end()) else "start_by"


def _is_deadline(letter: Letter, when: When, before: str, behind: str) -> bool:
    """六个月内投产, 签约后8个月投产, within 6 months; not 租期三年, 三年维护."""
    if re.search(r"租期|租赁期|合同期|质保|经验|历史|押金|账期|lease of|免租", before):
        return False
    return bool(
        re.match(
            r"\s*(?:之?内|以内|左右|后|之后|完成|就|建成|投产|量产|开工|动工|竣工|完工|见产|交付|出产品|开业|时间)",
            behind,
        )
        or FROM.search(before)
        or re.search(r"(?:within|in|after|takes?|about|需要?|约|力争|计划|争取)\s*(?:the )?$", before)
        or re.match(r"\s*(?:after|from|of|to)\b", behind)
    )
