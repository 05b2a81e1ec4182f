"""What is asked of the city: land, plant, office, warehouse, roof, laboratory, fund, policy, partner."""

import re
from collections.abc import Iterator

from luodi.text.reading.letter import Letter
from luodi.text.reading.values import Value

KINDS = {
    "land": r"土地(?!款|成本|证|出让金|流转|价格)|用地|地块|拿地|工业地|净地|毛地|地皮|(?:要|买|批"
    r"|拿|供|找|给|块|征)地(?![方点址区])"
    r"|(?<![\u4e00-\u9fff])地(?=不用|不要|不需)|\bland\b|\bplot\b|greenfield",
    "roof": r"屋顶|屋面|楼顶|\broof(?:top|s|tops)?\b",
    "warehouse": r"仓库|[甲乙丙丁]类(?:仓|库)|(?:成品|原料|周转|中转|备件)库|(?:租|找|要"
    r"|需)[^,。;]{0,6}(?<![水车])库(?=[,。;存放]|$)"
    r"|中心用的?库|仓配|distribution cent(?:re|er)|fulfil+ment|库房|冷库|低温库|恒温库|保鲜库|冷藏库"
    r"|保税仓(?!储)|高标仓|(?:物流"
    r"|中转|分拨|周转|恒温|高台|冷链|中心"
    r"|电商|云|成品|原料|冷藏|冷冻)仓(?!储)|高标库|坡道库|备货仓"
    r"|仓(?=[,。;]|$)|仓储用房"
    r"|平仓|立体库|仓储(?:面积|空间|设施)|(?:租|找|要|需)[^,]{0,6}仓(?!储)|\bwarehouses?\b|cold (?:store"
    r"|storage (?:space|room|facility))|storage space",
    "laboratory": r"(?:找|租|需要?)[^,。;]{0,4}中试(?:平台|基地)|动物房|实验室(?!设备|仪器|家具|耗材|用品)"
    r"|实验楼|研发楼|研发用房|化验室|试验室|洁净室|实验用房"
    r"|中试(?:场地|用房|楼)|\blab(?:orator(?:y|ies)"
    r"|s)?\b(?! equipment)(?:[ -]space)?",
    "office": r"写字楼|总部(?:大楼|楼宇?)|直播间|甲级楼|办公(?!用品|设备|家具|椅|桌|耗材|软件|自动化)"
    r"|商务楼|楼宇|工位|\boffices?\b",
    "plant": r"[甲乙丙丁]类(?:厂|车间)|(?:有没有|租|接手)[^,。;]{0,10}(?:停产|闲置|现成|空置"
    r"|转让)的?[^,。;]{0,8}(?:厂|产线|生产线|车间)"
    r"|(?:接手|接盘|盘下|收购)[^,。;]{0,12}(?:厂|生产线|产线)(?![商家])|(?:take over|acquire|buy|lease"
    r"|rent) an? (?:idle"
    r"|closed|vacant) "
    r"|厂房(?!屋顶|屋面|的屋顶|顶|土建|建设|投资)|车间|摄影棚|影棚|演播厅|标厂|定制厂|代建|生产用房|机房楼"
    r"|(?:租|找|要|买|收购)[^,]{0,4}(?:工厂|厂子?)(?!商|家"
    r"|房|区)|(?:现成|闲置)[^,]{0,3}厂"
    r"|\bworkshop\b|\bhall (?:to|for) (?:lease|rent|let)\b"
    r"|factory (?:to|for) (?:rent|lease|let)|factory (?:building|space|premises|hall"
    r"|unit)s?|(?:plant|production|manufacturing|industrial) (?:building|space|hall|premises"
    r"|unit)s?|standard factory|existing (?:building|factory|plant)|(?:rent|lease|leas\w+|buy"
    r"|take over|acquir\w+)[^,.]{0,24}(?:factory|plant|production|facility)",
    "fund": r"(?:引导|产业|股权|投资|政府|对接|天使|母)?基金(?!会|小镇|投资的|旗下|系|公司|控股)"
    r"|融资(?!租赁)|股权投资|风投|(?:找|寻|对接|引荐|认识|求|推荐)[^,。;]{0,8}(?:投资机构|投资人|投资方|资方)"
    r"|天使轮|种子轮|缺(?:钱|资金)"
    r"|跟投|参股|领投|\b(?:guidance|industry|industrial|government|venture) funds?\b|\b(?:equity"
    r"|venture) (?:funding|capital|investors?|investment)|(?:seek|need|rais|look|access|find"
    r"|introduc)\w*[^.;,]{0,30}\b(?:fund(?:ing|s)?|equity|venture capital)\b|series [abc]\b"
    r"|[abc]\+?轮",
    "policy": r"减免|(?:税收|税费?)(?:返还|怎么算)|认定的?(?:标准|条件)|支持力度|(?:什么|哪些)(?:支持|条件|限制|扶持)"
    r"|(?:外资|外商|独资)[^,。;]{0,12}(?:允许|可以|能)[^,。;]{0,4}吗|准入|能享受|指标怎么|办什么手续"
    r"|what (?:kind of )?(?:support|help|conditions)|foreign ownership|ownership (?:cap|limit)|\brestrictions\b"
    r"|政策|补贴|补助|优惠(?!价)|扶持|奖补|奖励|税收减免|返税|退税|税收优惠|incentives?"
    r"|subsid(?:y|ies)|tax (?:break|holiday"
    r"|rebate|relief)s?|(?:local|preferential|support) polic(?:y|ies)|\bpolic(?:y|ies)\b"
    r"|\bgrants?\b",
}
PATTERNS = {kind: re.compile(words) for kind, words in KINDS.items()}
PARTNER = re.compile(
    r"(?:推荐|引荐|介绍|认识|结识|对接|牵线|接触)[^,。;()]{0,18}?(?:企业|工?厂(?!房)|医院|药企|车企|商家"
    r"|公司|院校|平台|车队|合作社)(?!政策)"
    r"|(?:找|寻|征集)[^,。;()]{0,12}?(?:外协|贴牌|代工|加工|有[^,。;()]{1,8}的)[^,。;]{0,4}(?:厂(?!房)|企业|公司)"
    r"|找[^,。;()]{0,14}(?:厂|企业|公司)(?:一起|合作|帮)|建立[^,。;]{0,4}(?:供货|合作|供应)关系|帮忙牵线"
    r"|外协(?:厂|加工)|缺(?:少|乏)?加工能力|谁能接|供应链(?:伙伴|合作)|采购(?:当地|本地|贵市|贵地)"
    r"|(?:想|希望|打算)[^,。;]{0,8}(?:给|向|为|进入)(?:当地|本地|贵市|贵区|贵地|你们)[^,。;]{0,14}(?:供|配套|企业)"
    r"|introduced to|co-?pack\w*|\bgrowers\b|toll manufactur\w+"
    r"|(?:找|寻|(?<![需要])求|对接|推荐|介绍|认识|接触|希望与|有没有|有无|○○○|○○|征集|招募"
    r"|缺)[^,。;()]{0,16}?(?:合作(?:伙伴|方|企业|商|机会|单位)?|伙伴"
    r"|代工|代加工|加工厂|经销商?|代理商?|供应商|供货商|配套(?:企业|厂|商|厂家)|客户|合资"
    r"|合伙人|下游|上游|渠道|买家|采购商|合作社)"
    r"|(?:找|认识|对接|拿|寻)[^,。;]{0,20}?(?:场景|用户|主机厂"
    r"|改造的[^,。;]{0,6}厂|产地工厂|工厂(?=[,。;]|$|愿|做))|做示范|联合开发"
    r"|(?:找|签|认识|结识|对接|引荐|牵线|推荐|介绍|征集|招募|求|缺|需要)[^,。;()]{0,14}?(?:用户|客户|大厂"
    r"|买家|渠道|货源|货主|车队|服务商"
    r"|投资人(?!资)|采购方|代工|场景|来源|用气方|原料商?)(?=[,。;、和及与 ]|$|一起|做|试|供|谈)"
    r"|(?:有没有|○○○)(?:愿意|想|能|可以)[^,。;]{0,30}(?:企业|厂家?|公司|单位)|谁家有|外发|贴牌|合作机会"
    r"|(?<!中外)合资(?:建|办|设|成立|合作|伙伴|方)"
    r"|寻求合作|想合作|代工(?:厂|方|企业"
    r"|伙伴)|委托加工|贴牌生产|技术入股|联合生产"
    r"|(?:look(?:ing)? for|seek(?:ing|s)?|find(?:ing)?|need|want|search(?:ing)? for|introduc\w+"
    r"|identify)[^.;]{0,40}?(?:partners?|distributors?|suppliers?|customers?"
    r"|contract manufacturers?|oem|joint[ -]venture|agents?|buyers?)"
    r"|joint[ -]venture (?:partner|with)|\bjv partner"
)
RENTED_INSTEAD = re.compile(r"改(?:成|为)租|先租后(?:买|购)|以租代(?:买|购)")
POLITE = re.compile(r"(?:期待|盼|愿|希望)[^,。;]{0,6}(?:与贵|同贵|和贵|贵)[^,。;]{0,8}合作|合作(?:愉快|共赢|事宜)")
DENIED = re.compile(
    r"(?:不|没|无|未|别|勿|免|除了?|而非|除外|\bno\b|\bnot\b|n't|\bwithout\b|\bnor\b|instead of|rather than"
    r"|\bneither\b)(?!.*(?:而是|只|但|想|要的是|but))[^;。]{0,16}$"
    r"|\bnot (?:intend|plan|want|wish|need|interested|looking|going|considering)[^.;,]{0,30}$"
)
DENIED_AFTER = re.compile(
    r"[^,。;\d]{0,4}(?:不用|不新增|不需要?|不要|暂?不考虑|暂?缓|免了|就不|无需|没有?(?:要求|兴趣"
    r"|必要)|先不|已(?:解决|落实|有|经|租|签)|在原|在现|老旧"
    r"|陈旧|不够用|已满|(?:is|are) not|\s*(?:done|closed|completed|raised)|not (?:needed|required|necessary)"
    r"|不在考虑)|\s*(?:isn't|aren't)|[^,。;]{0,6}租好"
)
OWNED = re.compile(
    r"(?:现租用?|现于|对方(?:出|提供)|刚|完成了?|close[d]?|(?<!租赁)(?<!租用)(?<!利用)现有|已有|自有|原有"
    r"|目前(?:的|在|租|有)|已租|已建|老|旧|我们的|我司的|(?:在"
    r"|华\w)[^,需想拟要租找]{1,10}(?:已?有|建有|租有)|拥有|[租买建盖]了|旗下|\d+座|existing (?=x)|our (?:own "
    r"|current )?"
    r"|currently (?:rent|own|use)|we (?:own|have|operate))[^,。;]{0,10}$"
)
STILL = re.compile(r"需|准备|打算|计划|想|拟|新增|再|另|求|找|want|need|look")
BUILT = re.compile(r"(?:新建|建设|自建|兴建|建造|盖|扩建|建|自行建|build|construct|erect|put up|set up)[^,。;]{0,16}$")
RENTED = re.compile(
    r"租|购|买|现成|闲置|标准|定制|代建|收购|空置|已建|厂房(?:一栋|即可|就|也)|或|均可|都"
    r"|rent|lease|buy|existing|ready|standard"
)
LATER = re.compile(r"(?:以后|后期|将来|远期|未来|视情况|later|future)[^,。;]{0,10}$")
BUILDINGS = {"land", "plant", "warehouse", "office", "laboratory", "roof"}
EACH_LAND = re.compile(r"每[座个站家][^,。;]{0,4}占地[^,。;]{0,6}亩")
RENTED_FACTORY = re.compile(
    r"(?:带|有|需|要)[^,。;]{0,8}(?:行车|吊车)|(?:分厂|建厂|设厂|开厂|办厂|个厂"
    r"|工厂)[^。;]{0,16}租[^。;]{0,10}(?:平|方)"
    r"|租[^,。;]{0,10}(?:平|方)[^。;]{0,10}(?:分厂|建厂|设厂|开厂|办厂|生产)"
)
READY = re.compile(
    r"先租(?=[\d一二三四五六七八九十百千万两约])|租[用赁]?约?[\d一二三四五六七八九十百千万两.]+平|(?:现成"
    r"|带行车|建好|闲置"
    r"|空置)[^,。;]{0,6}的?[^,。;]{0,2}(?:也行|也可以?|都行|都可以?|更好)"
)
WITHIN = re.compile(
    r"(?:含|带|附|配套?(?:有|个)?|包括)[^,。;的]{0,6}$"
)  # a store beside the hall is no want of its own


def read_kinds(letter: Letter, has_land: bool) -> list[Value]:
    found: dict[str, tuple[int, int]] = {}
    denied: set[str] = set()
    for kind, start, end in _mentions(letter):
        if _is_denied(letter, start, end):
            denied.add(kind)
        elif (kind == "warehouse" and WITHIN.search(letter.clause_before(start, 12))) or (
            kind == "plant" and letter.text[start] in "找要" and PARTNER.match(letter.denying, start)
        ):
            continue
        elif kind not in found and not _is_owned(letter, start):
            found[kind] = (start, end)
    if RENTED_INSTEAD.search(letter.text) and not has_land:
        denied.add("land")
        found.pop("land", None)
    if "land" not in found and "land" not in denied and (each := EACH_LAND.search(letter.text)):
        found["land"] = each.span()
    if has_land and "land" not in found and "land" not in denied:
        found["land"] = _land_quantity(letter)
    sought = READY if found.keys() & BUILDINGS else RENTED_FACTORY
    if not found.keys() & (BUILDINGS - {"land"}) and "plant" not in denied and (hall := sought.search(letter.denying)):
        found["plant"] = hall.span()
    for kind in ("plant", "warehouse", "laboratory", "office"):
        if kind in found and "land" in found and _is_to_be_built(letter, *found[kind]):
            del found[kind]
    return [
        Value("kind", kind, *letter.plain.span(*place)) for kind, place in sorted(found.items(), key=lambda one: one[1])
    ]


def _mentions(letter: Letter) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(letter.text):
            yield kind, match.start(), match.end()
    for match in PARTNER.finditer(letter.denying):
        if not POLITE.search(letter.text[max(0, match.start() - 6) : match.end() + 4]):
            yield "partner", match.start(), match.end()


def _land_quantity(letter: Letter) -> tuple[int, int]:
    one = next((q for q in letter.quantities if q.sort == "land"), letter.quantities[0])
    return one.start, one.end


def _is_denied(letter: Letter, start: int, end: int) -> bool:
    before = letter.clause_before(start, 24)
    found = DENIED.search(before)
    return bool(found) or bool(DENIED_AFTER.match(letter.denying, end)) or bool(LATER.search(before))


def _is_owned(letter: Letter, start: int) -> bool:
    before = letter.clause_before(start, 24)
    found = OWNED.search(before)
    return bool(found) and not STILL.search(before)


def _is_to_be_built(letter: Letter, start: int, end: int) -> bool:
    """On land that the investor wants, the buildings he will put up are not asked of the city."""
    clause = letter.clause_before(start, 30)
    if BUILT.search(clause) and not re.search("(?:租赁?|租用|购买|收购|现成)[^,。;]{0,6}$", clause):
        return True
    return not RENTED.search(clause + letter.denying[start : min(letter.clause(start)[1], start + 20)])
