"""The investor's own name, as written."""

import re
from dataclasses import dataclass

from luodi.text.reading.letter import Letter
from luodi.text.reading.values import Value

ENDING = (
    r"(?:股份有限公司|有限责任公司|集团有限公司|控股有限公司|有限公司|株式会社"
    r"|(?<!本)(?<!我们)集团(?!总部|的|是|公司(?!\s*[,。(（]))(?:公司)?"
    r"|合伙企业(?:\((?:有限|普通)合伙\))?|研究院|设计院|合作社|事务所)"
)
ASSOCIATION = re.compile(
    r"(?:我会|本会|我们|我校|我院)(?:系|是|为)([\u4e00-\u9fff]{4,20}?(?:协会|商会|学会|联合会|学校|学院|医院|大学))"
)
PREPARED = re.compile(r"(?:下属|设立|成立|筹建|组建|拟设)([\u4e00-\u9fff]{4,14}\(筹[建备]?\))")
CHINESE_NAME = re.compile(
    rf"(?:[\u4e00-\u9fff\u3040-\u30ffA-Za-z0-9·&]|\((?=[\u4e00-\u9fff]{{2,6}}\))"
    rf"|(?<=[\u4e00-\u9fff])\)){{2,26}}?{ENDING}"
)
NAMED = re.compile(
    r"(?:公司(?:全称|名称|名)|投资方|投资主体|企业名称|单位名称|单位|申报单位|意向企业|投资人)(?:为|是|:|叫|名为"
    r"|名叫)\s*([\u4e00-\u9fffA-Za-z0-9·()&]{3,30}?)(?=[,。;\n(]|$)"
)
CUT = re.compile(
    r"^.*?(?:(?:申报|意向|项目|业主|申请|投资|承租|联系|实施|填报|报送)(?:单位|主体)|(?:意向|申报|申请)(?:企业|公司)|全称为|全称是|全称|名称为|名称是|名为|名叫|叫做|我们是来自|我们是|我司是"
    r"|这里是|我公司是|本公司是|我是|我方是|我代表|代表|受|由|系(?!统|列)|来自|就是|一家"
    r"|为(?!(?:民|康|来|尔))|是|致|自|关于|商请|请支持|支持|[独合]资企业|与|和(?!(?:平|顺|谐|记|美|泰|盛|利"
    r"|众|信|创|融))|及"
    r"|向|对|给|被|:|投资方|投资主体|企业名称|单位名称"
    r"|公司名称|甲方|乙方|母公司|子公司|我司|我公司|本公司|的(?=[\u4e00-\u9fff]{4}))"
)
LATIN_ENDING = (
    r"(?:Co\.?,? ?Ltd\.?|Pte\.? Ltd\.?|Pty\.? Ltd\.?|Sdn\.? Bhd\.?|Ltd\.?|Limited|Inc\.?"
    r"|GmbH(?: & Co\. KG)?|AG|ASA?|ApS|LLC|LLP|Corporation|Corp\.?|S\.?p\.?A\.?|S\.r\.l\.?|B\.?V\.?|AB|Oyj?"
    r"|K\.K\.|S\.A\.(?:S\.)?|PLC|plc|A/S|SE|N\.V\.|Group|Holdings?|KG|Company)"
)
LATIN_NAME = re.compile(
    rf"(?<![A-Za-z0-9.])(?:[A-Z][\w&'’.-]*|&)(?: (?:[A-Z][\w&'’.-]*|&|and|of|de"
    rf"|\([A-Z]\w+\))){{0,6}},? {LATIN_ENDING}(?![\w])"
)
PARENT = re.compile(r"\s*(?:的|在华|全资|控股|投资|设立|旗下|下属|子公司|独资|企业|,|[(]){1,6}\s*")
AGENT = re.compile(r"(?i)advisory|consult|咨询|律师|law|顾问|事务所")
CLIENT = re.compile(r"(?i)our client|for a client|受[^,。;]{0,20}委托|委托方|(?:我们|我)的?客户")
LATIN_LEAD = re.compile(
    r"(?:(?:We're|We are|We|I'm|The|This|Our|From|At|For|As|Dear|Hi|Hello|[A-Z]+-listed|[A-Z][a-z]+-based) )+"
)
OTHERS = re.compile(
    r"(?:客户|供应商|供货商|合作伙伴|给|配套|对手|原来?在|隔壁|附近|听说|看到|如|例如|像"
    r"|服务于?|收购|竞争|介绍|推荐|投诉|举报|customers?"
    r"|clients?|suppliers?|supply(?:ing)?|such as|like|serve|acquire)[^,。;\n]{0,8}$"
)
OFFICE = re.compile(r"(?:^|[市区州肥宁京海圳])事务所$|促进|招商局|人民政府|管委会|投资促进|发展和改革|城投集团|贵")
ADDRESSEE = re.compile(
    r"(?m)^[ ]*(?:致|dear|尊敬的)?[^,。;\n想拟我要]{2,24}(?:局|委|办|中心|管委会|政府|办公室"
    r"|公司|单位|领导|专班|科|处|部|署|厅|组|同志|主任|科长|处长|局长|team|sir"
    r"|madam)\s*,?\s*(?:\n|:)"
)


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    own: bool


def find_firms(letter: Letter) -> list[Name]:
    text = letter.plain.text
    names = []
    for match in CHINESE_NAME.finditer(text):
        start = match.start() + _lead(match[0])
        name = text[start : match.end()]
        if (
            len(re.sub(rf"{ENDING}$", "", name)) < 2
            or re.search("之|某|上市|[是做我兹]|本集团", name)
            or OFFICE.search(name)
            or re.match(r"(?:请问|有|找|贵|该|某|本|我|这|一|种粮|养殖|种植|大户|几家|多家|当地|村|全资)", name)
        ):
            continue
        names.append(Name(start, match.end(), _is_own(text, start, match.end())))
    names += [Name(*match.span(1), True) for pattern in (PREPARED, ASSOCIATION) for match in pattern.finditer(text)]
    for match in LATIN_NAME.finditer(text):
        if not re.match(r"(?:Dear|We|Our|The|A|Investment)\b(?: \w+)? (?:Group|Company|Holding)", match[0]):
            start, end = _latin_bounds(match)
            names.append(Name(start, end, _is_own(text, start, end)))
    return names


def _latin_bounds(match: re.Match[str]) -> tuple[int, int]:
    """Without We're, The, SGX-listed before it, and without the full stop of the sentence behind it."""
    lead = LATIN_LEAD.match(match[0])
    ends_sentence = match[0].endswith(".") and not re.search(r"Co\.,? ?Ltd\.$", match[0])
    ends_sentence = ends_sentence and re.match(r"\s+[A-Z\n]|\s*$", match.string[match.end() :]) is not None
    return match.start() + (lead.end() if lead else 0), match.end() - ends_sentence


def _lead(words: str) -> int:
    """How much of what stands before the name was caught with it."""
    lead = 0
    while found := CUT.match(words, lead) if lead == 0 else CUT.match(words[lead:]):
        step = len(found[0])
        if len(words) - lead - step < 6:
            break
        lead += step
    return lead


def _is_own(text: str, start: int, end: int) -> bool:
    if AGENT.search(text[start:end]) and CLIENT.search(text):
        return False
    if OTHERS.search(text[max(0, start - 16) : start]):
        return False
    return not re.match(r"\s*(?:\((?:受托|代理)|的(?:客户|供应商|产品)|做配套|配套|供货|代工|投诉)", text[end:])


def read_firm(letter: Letter, names: list[Name]) -> list[Value]:
    own = [one for one in names if one.own]
    if own:
        chosen = own[0]
        if len(own) > 1 and PARENT.fullmatch(letter.plain.text, chosen.end, own[1].start):
            chosen = own[1]
        words = letter.plain.words(chosen.start, chosen.end)
        return [Value("company_name", words, *letter.plain.span(chosen.start, chosen.end))]
    named = NAMED.search(letter.plain.text)
    if named and not re.search(r"下属|旗下|一家|我们|专业|企业|主|生产|做|上市|总部", named[1]) and len(named[1]) >= 4:
        words = letter.plain.words(*named.span(1))
        return [Value("company_name", words, *letter.plain.span(*named.span(1)))]
    return []
