"""How much a word of trade says about the writer's own trade: what he makes, sells, needs, or whom he serves."""

import re
from dataclasses import replace

from luodi.text.reading.letter import Letter
from luodi.text.reading.trade_words import Trade
from luodi.text.reading.wordlists import LISTS as WORDS

ASKED = WORDS["needs_of_a_site"]  # mostly things a site needs
GENERIC = WORDS["common_trades"]  # stand beside other trades
TYPES = WORDS["trade_types"]  # what is done with the things named before: 冻品贸易, 疫苗的第三方配送
FALLBACK = WORDS["weak_trades"]  # count only where nothing else is said
ACTIVITY = re.compile(
    r"(?:做|盖|生产|从事|主营|主要|经营|制造|加工|研发|建设?|搞|办|开|产|为|是|项目|产品|建成"
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
    r"(?:给|为|供(?!电)|供应|客户(?:群体|群|主要)?(?:是|为|有)?|客群(?:是|为)?|配套|卖给|服务于?|面向|用于"
    r"|应用于|替|靠近"
    r"|临近|附近|围绕|替代|上游|下游|supply(?:ing)? "
    r"|for (?:the )?|customers? (?:are|include)|used in|near)[^,。;]{0,9}$"
)
OF_CUSTOMER = re.compile(
    r"\s*(?:厂商|客户|企业|主机厂|厂|行业|市场|领域)?\s*(?:供|做配套|配套|代工|提供"
    r"|的供应商|用的?|使用|园区|系|customers|applications"
    r"|industry)"
)
TAKEN_IN = re.compile(
    r"(?:采购|外购|消耗|收购(?!价)|进口|购买|急需|缺|存放|储存|存储|堆放|回收处理费)[^,。;]{0,6}$"
)  # bought, not made
MADE = re.compile(
    r"(?:做|生产|制造|主营|从事|产品(?:为|是|:)?|行业(?:为|是|:)|加工|经营|主打|主攻|专做|深耕|专注于?"
    r"|年产[^,。;]{0,10}?[吨台套件万]"
    r"|项目名称:|建设内容:|用途:|业务是|主业是)(?:的是|的)?\s*$"
)
MEDICAL = re.compile(r"(?:医用|医疗|手术|诊断用|临床用)[^,。;]{0,4}$")
VEHICLE = re.compile(r"(?:汽车|车用|车载|新能源车|整车|商用车|乘用车|车身|底盘)[^,。;]{0,2}$")
DENIED = re.compile(r"(?:不|没|无|非|别|not |no |n't |without )[^,。;]{0,6}$")
DEVICES = frozenset(["34", "38", "39", "40"])
PARTS = frozenset(["33", "34", "38", "39"])
MAKING = re.compile(r"\s*(?:、|和|及|与)?(?:生产|制造|销售|加工|设计|团队|人员|楼|用房|投入|费用|车间)")
COUNTED = re.compile(
    r"(?<!产)(?<!产能)[\d一二两三四五六七八九十百几][台套](?:的)?$|投[^,。]{2,12}做$"
)  # machines bought
USED = re.compile(r"(?:^|[,。;、\s]|采|需|要|会|使|涂装|工艺|均|都)用$")
NO_TRADE = re.compile(
    r"手机(?:号|\s*[:(]?\s*\+?\d)|电话|微信|电容量|客服:|小程序(?![^,。]{0,4}(?:开发|公司))"
    r"|租赁(?=[\d约一二两三四五六七八九十百千万]|厂|标准|现|园|房"
    r"|办公|仓|楼|写字|场|土|期|合同|价|费|面积|方式)"
)
FIRM = re.compile(
    r"\s*(?:的)?(?:公司|机构|企业|厂家|厂商|商(?=[,。;、 ]|$)|服务商|运营商|集成商|投资商|项目|平台|中心|基地"
    r"|(?=[,。;]|$)|创业|团队)"
)
NEEDED = re.compile(
    r"(?:找|寻|(?<![主首])要(?!求)|需|求|对接|认识|结识|缺|靠近?|邻?近|离|带|周边|附近|旁边?|[能可]|想拿|采|联合)"
    r"(?![^,。;]*(?:做|建|办|开|搞|生产|投|上|设立|落户|落地))[^,。;]{0,8}$"
)


# 淀粉基可降解膜, 竹制餐盒: what it is made of, not what it is
MATERIAL = re.compile(
    r"(?:基(?![地础因金建站本板酸团])|制(?![造作药品备剂冷氧氢成革糖衣浆])|质(?![量检谱保控子]))(?=[\u4e00-\u9fff])"
)


def with_use(letter: Letter, trade: Trade, start: int) -> Trade:
    """A device is medical, and a part one of vehicles, by the words before it."""
    first = trade.divisions[0]
    before = letter.text[max(0, start - 8) : start]
    if first in DEVICES and MEDICAL.search(before):
        return replace(trade, divisions=("35", *trade.divisions))
    if first in PARTS and VEHICLE.search(before):
        return replace(trade, divisions=("36", *trade.divisions))
    return trade


def score_of(letter: Letter, trade: Trade, start: int, end: int) -> float:
    before = letter.clause_before(start, 16)
    if DENIED.search(before) or NO_TRADE.match(letter.text, start):
        return 0
    wide = len(trade.word) / 2 if trade.word.isascii() else len(trade.word)
    score = min(wide, 6.0) - (0.6 if trade.official else 0)
    made = MADE.search(before)
    if (trade.word in FALLBACK or trade.word.endswith("总部")) and not (made or FIRM.match(letter.text, end)):
        return 0 if MAKING.match(letter.text, end) else 0.3
    if trade.word in GENERIC:
        score -= 1.2
    active, head = ACTIVITY.search(before), HEAD.match(letter.text, end)
    score += 2 * bool(active) + 1.5 * bool(head) + 1.5 * bool(made)
    firm = FIRM.match(letter.text, end)
    if trade.word in ASKED and not (made or (firm and firm[0])):
        return 0
    if COUNTED.search(before) or USED.search(before) or MATERIAL.match(letter.text, end):
        return 0.1
    customer = CUSTOMER.search(before) and not re.search(r"项目|做", before[-6:])
    if customer or OF_CUSTOMER.match(letter.text, end) or (trade.word not in TYPES and TAKEN_IN.search(before)):
        score -= 3.5
    elif not made and not head and NEEDED.search(before):
        score -= 2
    return max(score, 0.1)
