"""Names of places in a text: divisions by a table of facts, zones, towns, harbours by their endings."""

import re
from dataclasses import dataclass
from pathlib import Path

from luodi.text.reading.trade_words import trade_at
from luodi.text.reading.wordlists import LISTS as WORDS

DATA = Path(__file__).parent / "data" / "divisions.txt"
TOWNS = Path(__file__).parent / "data" / "towns.txt"
TOWN = 5  # level in the table of what counts only where the text tells that it is a place
ENDING = (
    r"(?:经济技术开发区|高新技术产业(?:开发区|园区)|经济开发区|高新技术开发区|经济示范区"
    r"|经济区|经开区|高新区|开发区|综合保税区|保税港区|保税区|综保区|自由贸易试验区"
    r"|自贸试验区|自贸区|自贸港|先行区|起步区|示范区|新片区"
    r"|合作区|投资区|度假区|集聚区|功能区|试验区|管理区|新区|新城|科学城|科技城|大学城|产业城"
    r"|高铁站|航空港(?:经济综合实验)?区?|临港区|临空区|产业园区?|工业园区?"
    r"|化工园区?|化工区|工业区|科技园区?|软件园区?|物流园区?|科创园|智造园|生态园|港区|空港|机场|港口|口岸|片区|组团"
    r"|街道|自治县|自治州|林区|地区|[市区县镇乡港谷湾岛])"
)
ZONE = re.compile(
    rf"[\u4e00-\u9fff]{{0,8}}?{ENDING}(?!委|[\u4e00-\u9fff]?(?:长|级|场价|政府|场(?!周|附|边)|面|域(?!$)"
    rf"|位)|(?<=港)[币元资商股府])"
)
BARE_ENDING = re.compile(ENDING)
CUT = re.compile(
    r"^.*(?:落(?:户|地)?|或者?|左右|[亩平个处块]|哪[个些]?|什么|请?问|任何|贵[市区县省地方]"
    r"|[们下的说贵等在到去于址放选往向近靠临是为和与及对想要有从离距位进入看将把至含即如需做这那此该建省给挨由盼因只也并但就让用带拿住]"
    r"|中(?![央德法新日韩意俄欧关原山兴国心])|[找来](?!宾)|意向|倾向|优先|考虑|布局|投资|了解|区域|地点"
    r"|附近|周边|希望|最好"
    r"|计划|其次|首选|备选|比如|或者|以及|毗邻|项目|公司|我们|拟|打算)"
)
NO_PLACE = re.compile(
    r"^(?:[我你本贵该各哪两几一二三四五六七八九十个全整其某小多同城此的们大所]{1,3}"
    r"|)(?:高铁站|园区|区|市|县|镇|乡|港|谷|湾|岛|街道|产业园区?|工业园区?|片区|地区"
    r"|口岸|机场|港口|科技园区?|物流园区?|化工园区?|新城|港区|示范区|工业区|物流港|功能区"
    r"|集聚区|合作区|试验区|管理区|度假区|组团|化工区|港口)$"
    r"|^(?:股市|上市|超市|城市|都市|省市|集市|门市|夜市|全市|外市|小区|社区|厂区|库区|景区"
    r"|辖区|片区|市区|[主老中新]?城区|郊区|山区|库区|住宅区|办公区|生产区|服务区"
    r"|商业区|居民区|生活区|研发区|仓储区|功能区|园区|专区|北上市|主板上市|\w*上市|\w*超市"
    r"|\w*社区|\w*小区|\w*厂区|\w*厂房\w*|香港|海港|渔港|深水港|内河港|铁路口岸|公路口岸|水路口岸"
    r"|静脉产业园|艺术区|[回返下家故城]乡|[旧老新]机场|\\w*城镇|到港|进港"
    r"|离港|内地|各地区|\w*半岛|\w*群岛|海岛|海湾|工业港|自由港|\w*地区|校区|灾区|\w*牧区"
    r"|\w*林区|\w*产区|\w*市场|集中区|\w*租赁.*区"
    r"|\w*[制罐储滩场堆产加冻气氢]区|\w*大[市区]|\w*机坪|\w*免税区|沿海\w*|沿江\w*|内陆\w*|\w{0,3}[两各三]区)$"
)
# What can stand before a county's two characters; after others they are parts of other words: 投资兴建, 电子长丝
BEFORE_COUNTY = re.compile(
    r"[^\u4e00-\u9fff]$|[在到落于来去选往向靠近离距和与及或者是为好望虑放回从自由找想省市区县州拟迁搬解地先们我司要点址]$"
    r"|[就除原驻设赴至像如比看问了给的求租买户次说有里即内带对定考块边旁儿跟同叫待呆做建算划标置局域察备较意接进入]$"
    r"|投资$|老家$|家乡$|籍贯$"
)
AMBIGUOUS = WORDS["doubtful_places"]  # also ordinary words or brands: only where the text says that it is a place


NEVER = WORDS["misleading_places"]  # a place only with its ending


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    level: int  # 1 province, 2 prefecture, 3 county, 4 zone, town, harbour
    certain: bool
    city: str = ""  # the prefecture a county lies in


def _load() -> dict[str, list[tuple[str, int, str]]]:
    """By the first two characters: names without their ending, level, prefecture."""
    index: dict[str, dict[str, tuple[int, str]]] = {}

    def add(name: str, level: int, city: str) -> None:
        row = index.setdefault(name[:2], {})
        row.setdefault(name, (level, city))

    lines = [line for line in DATA.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in lines:
        if line.startswith("["):
            add(re.sub(r"省\]$|\]$", "", line)[1:], 1, "")
    for line in lines:
        for zone in line[1:].split() if line.startswith("!") else ():
            add(zone, 4, "")
        city, has_counties, counties = line.partition("=")
        if has_counties and len(city) > 1:
            add(city, 2, city)
    for line in lines:
        city, _, counties = line.partition("=")
        for county in counties.split():
            add(county, 3, city)
    for line in TOWNS.read_text(encoding="utf-8").splitlines():
        city, _, towns = line.partition("=")
        for town in towns.split() if not line.startswith("#") else ():
            add(town, TOWN, city)
    return {key: sorted(((n, *v) for n, v in row.items()), key=lambda one: -len(one[0])) for key, row in index.items()}


DIVISIONS = _load()
DIVISION_ENDING = re.compile(
    r"(?:[\u4e00-\u9fff]{1,6}族自治[县州区]|自治[县州区]|特别行政区|新区|市(?!场|政|面|值|电|容|占|售"
    r"|级|区|长|局|委|北|南|中)|区(?!域|块|别|间)|县"
    r"|省|地区|盟|旗|州(?!际))"
)


TOWN_ENDING = re.compile(r"(?:镇|街道|乡|片区|工业区|工业园区?|产业园区?|经开区|开发区|新城|园区)")
PLACED = re.compile(r"(?:[在于到去至放]|落户|选址|靠近|临近|毗邻|首选|优先|意向|考虑|地点:|区域:|[\s,、/或和及])$")
BESIDE = re.compile(r"\s*(?:[、/,或和与及]|或者|以及|or|and)?\s*")
SHORT_ZONE = re.compile(r"(?<=[或和与及、/])(?:者)?((?:高新|经开|综保|空港|临空|临港)区?)(?![技术企业产成])")
ZONE_OF = re.compile(r"(?:高新|经开|综保|临空)区?(?![技术企业产成])")


def find_names(text: str) -> list[Mention]:
    mentions = _divisions(text)
    mentions += [Mention(*match.span(1), 4, False) for match in SHORT_ZONE.finditer(text)]
    for match in ZONE.finditer(text):
        start = match.start() + _cut(match[0])
        start = max(
            [
                start,
                *(
                    one.start
                    for one in mentions
                    if start < one.start <= match.end() - 2
                    and one.certain
                    and one.level <= 3
                    and not BARE_ENDING.fullmatch(text, one.start, match.end())
                ),
            ][:2]
        )
        words = text[start : match.end()]
        if (
            len(words) < 2
            or NO_PLACE.match(words)
            or text[start - 1 : start] in ("有", "个")
            or len(words) > 12
            or _is_named_by_trade(words)
        ):
            continue
        level = 3 if re.search(r"(?<!园)[市县]$|(?<![新发高开保示济港园业务片能聚作验理城特贸税])区$", words) else 4
        known = [one for one in mentions if one.start <= start and one.end >= match.end()]
        if not known and not (level == 3 and len(words) > 5):
            mentions.append(Mention(start, match.end(), level, level == 4 and len(words) > 2))
    return _chained(text, mentions)


def _is_named_by_trade(words: str) -> bool:
    """循环经济产业园, 食品园区: a kind of park, not one of them."""
    head = re.sub(rf"{ENDING}$", "", words)
    place = 0
    while place < len(head) and (trade := trade_at(head, place)):
        place += len(trade.word)
    return words.endswith(("园", "园区", "工业区", "集聚区")) and 0 < len(head) == place


def _cut(words: str) -> int:
    """Where the name begins in what was caught before its ending; 临港, 到 and the like inside an ending stay."""
    ending = re.search(rf"{ENDING}$", words)
    head = words[: ending.start()] if ending else words
    found = CUT.match(head)
    return found.end() if found else 0


def is_division_at(text: str, place: int) -> bool:
    return any(text.startswith(name, place) for name, _, _ in DIVISIONS.get(text[place : place + 2], ()))


def _divisions(text: str) -> list[Mention]:
    mentions: list[Mention] = []
    place = 0
    while place < len(text) - 1:
        known = DIVISIONS.get(text[place : place + 2])
        row = next((one for one in known if text.startswith(one[0], place)), None) if known else None
        if row is None:
            place += 1
            continue
        name, level, city = row
        end = place + len(name)
        ending = DIVISION_ENDING.match(text, end)
        beside = (
            bool(mentions) and city and mentions[-1].city == city and BESIDE.fullmatch(text, mentions[-1].end, place)
        )
        if level == TOWN:
            ending = TOWN_ENDING.match(text, end)
            if not (ending or beside or _is_town(text, place, name, city)):
                place += 1
                continue
            level = 4
        elif (name in NEVER or _is_inside_a_word(text, place, name, level, mentions)) and not ending and not beside:
            place += 1
            continue
        ending = ending or (level <= 3 and ZONE_OF.match(text, end)) or None
        end = ending.end() if ending else end
        certain = bool(ending) or (name not in AMBIGUOUS and (level != 4 or len(name) > 2))
        mentions.append(Mention(place, end, level, certain, city))
        place = end
    return mentions


def _is_inside_a_word(text: str, place: int, name: str, level: int, mentions: list[Mention]) -> bool:
    follows = bool(mentions) and mentions[-1].end == place
    return (
        level == 3
        and len(name) == 2
        and place > 0
        and not follows
        and BEFORE_COUNTY.search(text[place - 2 : place] if place > 1 else text[:place]) is None
    )


def _is_town(text: str, place: int, name: str, city: str) -> bool:
    """虎门 is one where the text names 东莞, or where only a place can stand."""
    return len(name) > 3 or (bool(city) and city in text) or bool(PLACED.search(text[max(0, place - 4) : place]))


def _chained(text: str, mentions: list[Mention]) -> list[Mention]:
    """青岛市 and 城阳区 side by side are one place, as specific as the last."""
    chain: list[Mention] = []
    for one in sorted(mentions, key=lambda m: (m.start, -m.end)):
        last = chain[-1] if chain else None
        if last and one.start <= last.end and (one.level > last.level or one.level == 4) and one.end > last.end:
            chain[-1] = Mention(last.start, one.end, one.level, last.certain or one.certain, last.city or one.city)
        elif not last or one.start >= last.end:
            chain.append(one)
    return chain
