"""Amounts of money and what they are: investment, output, tax; and what looks like one of them and is not."""

import re
from datetime import date

from luodi.text.reading.letter import Letter
from luodi.text.reading.quantities import Quantity, Sort
from luodi.text.reading.roles import (
    PART,
    Claim,
    Cue,
    bound_of,
    find_cues,
    is_existing,
    is_in_present_sentence,
    is_of_itself,
    is_rate,
    nearest_cue,
    settle,
)
from luodi.text.reading.values import Value, as_amount

ROLES = re.compile(
    r"(?P<both>(?:装修|设备|改造|土建)(?:费用?)?(?:加上?|和|及|与|、|\+|连|带)(?:装修|设备|改造|土建)(?:费用?"
    r"|投入|投资)*)"
    r"|(?P<none>funding|自筹|到位|滚动投|跟投|领投|参投|亩产(?:税收|值|税)?|每亩(?:税收|产值)?|管理规模"
    r"|基金规模|返投|佣金|罚款|参会费|回购|服务费"
    r"|缴存|违约金|债务|负债|注册资[本金]|资本额|资本金|采购额?|货值|产值密度|注册资金|实缴资?本?|认缴"
    r"|registered capital|paid-?in"
    r"|share capital|估值|valuation|市值|融资|募资|募集(?:资金)?|贷款|授信|借款|loan|financing"
    r"|[年月]?租金?(?:预算|总额|上限|控制)|租金|[年月]租金?(?:预算|总额|上限|控制)?|房租|押金|物业费|租赁费"
    r"|rents? (?:of|is|per|price|budget|around"
    r"|about|level)|rental|利税|利润|净利"
    r"|profit|ebitda|补贴|补助|奖励|扶持资金|subsid\w*|电费|电价|运费|单价|售价|工资|年薪|月薪"
    r"|投资强度|亩均投资|强度|总资产|净资产|资产总额|assets|订单|合同额|合同金额|进口额"
    r"|出口额|交易额|成交额|地价|土地(?:款|价格|出让金|成本)|出让金"
    r"|保证金|定金|学费|票价|特惠价|价格|每股|gdp|节省|节约|成本|费用)"
    r"|(?P<part>设备(?:投资|购置费?|采购|投入)?(?:约)?|土建(?:投资|工程|费用)?|厂房建设"
    r"|基建|装修(?:费用)?|铺底流动资金|流动资金"
    r"|working capital|equipment|machinery|研发投入|研发费用"
    r"|追加(?!到)|additional|后续(?:再)?(?:投|追加)\w?|首付|第一笔|其中|建筑工程费|安装工程|建安(?:工程)?(?:费用?)?)"
    r"|(?P<fixed>固定资产(?:总?投资|投入)?(?:总?额)?|固投|固资投资|fixed[ -]assets?(?: investment)?"
    r"|investment in fixed assets|fixed investment|(?:不含流动资金的?"
    r"|扣除流动资金的?)(?:投资)?(?!\s*[\d一二三四五六七八九])|fixed(?=:))"
    r"|(?P<output>(?:年|达产)?(?:总?产值|产出|产能价值)|年?(?:销售|营业|主营业务|营业总"
    r"|业务)(?:收入|额)|年收入|新增销售|营收|销售额|营业额"
    r"|年销售?|流水|业绩|(?:annual |yearly )?(?:output(?: value)?|sales|revenues?|turnover))"
    r"|(?P<tax>(?:年)?(?:纳税额?|缴税|交税|年税(?:收|额|金)?|税(?=一年|每年|大概|大约|约)|税(?=[:|])"
    r"|税收(?!优惠|政策|减免|返还)|税金|上缴税|入库税"
    r"|税额|全口径税)|(?:annual "
    r"|yearly )?tax(?:es| (?:contribution|revenue|payments?|paid))?(?! (?:incentive|break|holiday"
    r"|polic|rebate|relief|refund)))"
    r"|(?P<sum>合计|总计|共计|加起来|总共|一共)"
    r"|(?P<total>(?:项目)?(?:计划|预计|拟|估算)?总?投资(?:总?额|规模|金额|概算|估算|预算"
    r"|额度)*|总投(?!产)|投入(?:资金)?|投下去"
    r"|拟投(?!产)|计划投(?!产)|准备投(?!产)|预计投(?!产)|打算投(?!产)"
    r"|再投(?!产)|先投(?!产)|要投(?!产)|想投(?!产)|投个"
    r"|投(?=[约近超\d一二三四五六七八九两十百千])|预算|盘子|概算|斥资|出资|耗资|砸|拿出"
    r"|资金|项目规模|手里有|手头有?|手上|总盘子?|拿(?=[\d约一二两三四五六七八九十百千])|投(?=[:|])"
    r"|total(?=:)|规模(?:大致|大约|大概|约)?[在为]?(?=\d)"
    r"|budgeted|手上有"
    r"|capex|capital expenditure|(?:total |planned |overall |project )?(?:investments?|budget"
    r"|invest(?:ing)?)(?: (?:volume|amount|sum|size))?|project (?:cost|value)|spend(?:ing)?)"
)
TOTAL_WORD = re.compile(
    r"总投|总盘子|总预算|总额|总概算|合计|共计|总计|一共|总共|total|overall|altogether|\bin all\b|总规模"
)
PHASE = re.compile(
    r"(?:([一二三四首]|前|后)期|第([一二三四])阶段|\bphase (\d|one|two|three|i{1,3})\b|\b(first|second|third) phase)"
)
PHASE_BEHIND = re.compile(
    r"\s*(?:in|for|during) (?:the )?(?:phase )?(one|two|three|1|2|3|first|second|third)(?: phase)?\b"
)
WHOLE = re.compile(r"全部|合计|总计|共计|一共|总共|总|加起来|共(?=[\d约])|达产|total|altogether")
FIRST_PHASE = ("一", "首", "前", "1", "one", "i", "first")
ONLY_PHASE = re.compile(
    r"(?:本次|这次|此次|目前|先)?(?:只|仅)(?:谈|说|报|指|就|针对|考虑|包含|申请)?[^,。;]{0,6}"
    r"(?:一期|首期|第一阶段)|only (?:about "
    r"|for )?(?:the )?(?:phase (?:1|one|i)\b|first phase)|以(?:上|下)(?:均|都)?(?:为|指)一期"
)
SEVERAL_YEARS = re.compile(
    r"累计|(?:[两三四五六七八九十]|\d+)年(?:内|间)?(?:共|合计|总共|总计|可?累计|下来)"
    r"|(?:未来|今后)(?:[两三四五]|\d)年|over \w+ years"
    r"|cumulative"
)
PRESENT = re.compile(
    r"老厂|旧厂|原厂|本部|去年|上一?年|前年|20\d\d年|目前|现有|现在|当前|已(?:实现|达|经)"
    r"|last year|currently|in 20\d\d|现年|近三年"
)
PLANNED = re.compile(
    r"达产|投产|预计|预期|可(?:实现|达)|建成|满产|后|将|力争|计划|目标|项目|expected|will"
    r"|full|planned|project|once|当年"
    r"|第[一二三四五]年|能(?:做到|达)"
)
OWN = re.compile(r"(?:公司|我司|集团|企业|母公司|我们|本公司|company|group|we|our|the firm)")
IMPLIED = re.compile(
    r"(?:左右|上下)?(?:能|可以|够)|的[^,。;]{2,10}项目"
    r"|(?:就|做|搞|建|上|开|办)|to (?:build|set up|establish)|(?:的)?(?:项目"
    r"|盘子|资金|预算|投)"
)
FUND = re.compile(r"\s*(?:规模)?的[^,。;]{0,12}基金|\s*(?:产业|引导|母|子|创投)基金")
ALONE = re.compile(
    r"(?:[\s,。;!?:]|就|约|大概|大约|左右|上下|差不多|算下来|投资嘛|总共|(?:这个)?项目|也?就是|打住|封顶"
    r"|以内|以上|不到|出头|吧|呢|嘛|啊|的样子|整|可以吗|行吗)*"
)
RAISED = re.compile(r"(?:提高|提升|增加|增长|扩大|翻)[到至]?$")
BY_PHASE = re.compile(r"[一二三首]期(?:约|大概)?$")
EQUAL = re.compile(
    r"(?:折合|约合|合(?=人民币|\d)|相当于|equivalent to|equal to|i\.e\.)(?:人民币|美元|美金)?[约为大概共 ]{0,3}$"
)
FIELD = {"total": "total_investment", "fixed": "fixed_investment", "output": "annual_output", "tax": "annual_tax"}


def read_money(letter: Letter, received: date) -> list[Value]:
    cues = find_cues(ROLES, letter.text)
    claims: dict[str, list[Claim]] = {}
    for quantity in letter.quantities:
        if quantity.sort != Sort.MONEY or is_rate(letter, quantity) or quantity.low < 1000:
            continue
        if FUND.match(letter.text, quantity.end) or EQUAL.search(letter.clause_before(quantity.start, 16)):
            continue
        role, cue = _role(letter, cues, quantity)
        if role in FIELD and not _is_of_today(letter, role, cue, quantity, received):
            claims.setdefault(role, []).append(_claim(letter, cue, quantity))
    values = []
    for role, found in claims.items():
        values += _value(letter, FIELD[role], settle(letter, [one for one in found if one.strength]))
    return values


def _role(letter: Letter, cues: list[Cue], quantity: Quantity) -> tuple[str, Cue | None]:
    cue = nearest_cue(letter, cues, quantity)
    if cue is None:
        before = letter.clause_before(quantity.start, 12)
        return (
            ("total", None)
            if quantity.currency
            or _is_alone(letter, quantity)
            or BY_PHASE.search(before)
            or (IMPLIED.match(letter.clause_after(quantity.end, 16)) and before in ("", "就", "也就", "大概", "约"))
            else ("", None)
        )
    if (
        cue.role == "total"
        and letter.text[cue.start : cue.end] == "资金"
        and re.search(r"(?:注册|流动|扶持|引导|补贴|自有)$", letter.text[: cue.start])
    ):
        return "", cue
    if letter.text[cue.start : cue.end] == "其中" and re.search(
        "达产|满产|投产", letter.text[cue.end : quantity.start]
    ):
        return _role(letter, [one for one in cues if one is not cue], quantity)
    if cue.role == "part" and quantity.start - cue.end > 14:
        return "", cue
    if cue.role == "sum":
        return (_summed(letter, cues, cue) if quantity.currency or _has_money(letter, cue) else ""), cue
    if cue.role == "both":
        return "total", cue
    if cue.role == "total" and PART.search(letter.clause_before(quantity.start)) and cue.end <= quantity.start:
        return "", cue
    return cue.role, cue


def _is_alone(letter: Letter, quantity: Quantity) -> bool:
    """2.4亿, between commas: money on such a scale that nothing names is what will be spent."""
    begin, end = letter.clause(quantity.start)
    said = letter.text[begin : quantity.start] + letter.text[quantity.end : end]
    return quantity.low >= 1_000_000 and ALONE.fullmatch(said) is not None


def _has_money(letter: Letter, cue: Cue) -> bool:
    begin, end = letter.sentence(cue.start)
    return any(
        one.sort == Sort.MONEY and one.high >= 100_000 for one in letter.quantities if begin <= one.start < cue.start
    ) or bool(re.search("亿", letter.text[cue.start : end]))


def _summed(letter: Letter, cues: list[Cue], cue: Cue) -> str:
    """固投3.2亿, 流动资金0.8亿, 总计4亿: what the amounts before were parts of."""
    begin = letter.sentence(cue.start)[0]
    last = next((one.role for one in reversed(cues) if begin <= one.start < cue.start and one.role != "sum"), "total")
    return "total" if last in ("fixed", "part") else last


def phase_of(letter: Letter, quantity: Quantity) -> str:
    """The phase last named before the quantity in its sentence, unless a total came in between."""
    begin = max(letter.sentence(quantity.start)[0], quantity.start - 60)
    phases = list(PHASE.finditer(letter.text, begin, quantity.start))
    behind = PHASE_BEHIND.match(letter.text, quantity.end)
    if behind:
        return behind[1]
    if not phases or WHOLE.search(letter.text, phases[-1].end(), quantity.start):
        return ""
    return next(part for part in phases[-1].groups() if part)


def _claim(letter: Letter, cue: Cue | None, quantity: Quantity) -> Claim:
    near = letter.clause_before(quantity.start) + letter.clause_after(quantity.end, 10)
    phase = phase_of(letter, quantity)
    if phase and ONLY_PHASE.search(letter.text):
        return Claim(quantity, 3 if phase in FIRST_PHASE else 0)
    if TOTAL_WORD.search(near) and not (phase and PHASE.search(near)):
        return Claim(quantity, 3)
    return Claim(quantity, 2 if cue or phase else 1, phase)


def _is_of_today(letter: Letter, role: str, cue: Cue | None, quantity: Quantity, received: date) -> bool:
    """Of the company as it is, or of several years: 去年营收3亿, 五年累计纳税1亿."""
    if role in ("total", "fixed"):
        return is_existing(letter, quantity) or bool(
            re.search(r"累计|去年|已投", letter.clause_before(quantity.start, 24))
        )
    before = letter.clause_before(quantity.start) + letter.clause_after(quantity.end, 12)
    if is_in_present_sentence(letter, quantity) or is_of_itself(letter, quantity):
        return True
    if SEVERAL_YEARS.search(before):
        return True
    present = PRESENT.search(before)
    if present and not RAISED.search(letter.clause_before(quantity.start)):
        year = re.match(r"20\d\d", present[0])
        return not year or (int(year[0]) <= received.year and not PLANNED.search(before))
    begin, end = letter.sentence(quantity.start)
    if letter.is_english and role == "output" and not PLANNED.search(letter.text, begin, end):
        return True
    sentence = letter.text[begin : quantity.end + 8]
    word = letter.text[cue.start : cue.end] if cue else ""
    own = OWN.search(before) or re.match(
        r"\s*的?[^,。;\d]{0,6}(?:公司|企业|集团)", letter.text[quantity.end : quantity.end + 14]
    )
    return (
        bool(own) and not PLANNED.search(sentence) and bool(re.search("营|收|销|turnover|revenue|sales|税|产值", word))
    )


def _value(letter: Letter, field: str, claims: list[Claim]) -> list[Value]:
    if not claims:
        return []
    quantities = [one.quantity for one in claims]
    currency = next((one.currency for one in quantities if one.currency), "CNY")
    amount = as_amount(sum(one.low for one in quantities), sum(one.high for one in quantities))
    start, end = letter.plain.span(quantities[0].start, quantities[-1].end)
    bound = bound_of(letter, quantities[0])
    if currency == "CNY":
        return [Value(f"{field}_yuan", amount, start, end, bound)]
    if isinstance(amount, dict):
        return [Value(field, {**amount, "currency": currency}, start, end, bound)]
    return [Value(field, {"amount": amount, "currency": currency}, start, end, bound)]
