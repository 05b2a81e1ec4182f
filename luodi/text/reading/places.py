"""Places the project is wished at; not where the investor comes from, whom he writes to, or what he turns down."""

import re

from luodi.text.reading.english_places import place_value, read_english_places
from luodi.text.reading.letter import Letter
from luodi.text.reading.place_names import Mention, find_names, is_division_at
from luodi.text.reading.unknown_places import can_be_a_name, find_unknown
from luodi.text.reading.values import Value

WISHED_BEFORE = re.compile(
    r"(?:在|到|去|放|放在|落|落在|落户|落地|选址|选|位于|布局|于|往|来|回|区域|地点|位置"
    r"|意向|倾向|优先|首选|最好|希望|考虑|看好|看中|靠近?|临近|毗邻|近"
    r"|距离?|离|其次|备选|中意|或|或者|和|与|及|以及|、|/|是|为|投资|进驻|入驻|迁至|迁到"
    r"|搬到|搬至|搬去|辐射|了解(?:一下)?|听说|想|拟|扎根|意向地|有没有"
    r"|请问|看看?|可选|目标|挨着|拟建|(?<![a-z])(?:or|and|in|near)|site|location|选址,|落)\s*:?\s*(?:一下"
    r"|贵市|贵地|中国|山东|咱们?|你们|我们)?\s*$"
)
WISHED_AFTER = re.compile(
    r"\s*(?:优先|都在[比看谈选考]|都可|都行|都看|都要|都考虑|都接受|也看|皆|也行|也可|均可|皆可|即可|就行"
    r"|为主|为佳|最好|附近|周边|一带|片区|交界|那边|这边|那片|方向|境内"
    r"|区域|范围|内|有没有|有无|哪|能|可以|的?(?:工业用地|用地|工业园|园区|厂房|仓库|标准厂房|写字楼"
    r"|土地|地块|工业地|屋顶|楼宇)|投资|建|设立|落户|设|找|租|买|开|办|新建"
    r"|拿|发展|或|和|与|、|/|新项目|新厂|新基地|开个|做|搞|布局|投|扩|为宜|为好|较好|更好|preferred|ok\b"
    r"|first choice|priority|or\b"
    r"|成(?=[,。;]|$)|备选|的(?:都)?优先|还是|优选|首选|就近|北|南|东|西|市区)"
)
DENIED_BEFORE = re.compile(
    r"(?:不去|不想去|不到|不在|不要|不选|不考虑|除了?|放弃|排除|太远的?|不是|而非|别|不"
    r"|避开|没看上|离开|not (?:in|to)|except"
    r"|other than)[^,。;、]{0,6}$"
)
DENIED_AFTER = re.compile(
    r"(?:那边|那里)?[^,。;、(]{0,4}(?:饱和|不好做|成本高)|[^,。;、(]{0,3}(?:暂?不考虑|不考虑|太远|太偏|太贵"
    r"|不合适|就算了|除外|以外|之外|不去"
    r"|不行|已?考察[^。]{0,14}不|[看谈考察]{1,2}过|[….,。\s]{0,6}[哦啊呃]?(?:不对|说错|写错|打错|口误)"
    r"|[^,。;]{0,10}已?(?:放弃|否了|不予考虑)"
    r"|之外|免了|不在考虑|没谈成|看过了|先不|就不|谈崩|不要)"
)
ORIGIN_BEFORE = re.compile(
    r"(?:从|自|由|来自|[迁搬撤]出|离开|总部(?:位于|设?在|是|为)?|注册(?:在|于|地)?|老家|籍贯|原籍"
    r"|公司(?:位于|设?在|是|地处)?|(?:我们|我司|我公司|本公司|我方"
    r"|我厂|集团|本集团|企业|工厂|厂子?|人)(?:是|设?在|位于|来自|地处|总部)|祖籍|现在|(?<!高)原"
    r"|目前在|现有|已在|已经在|已于|母公司(?:在|位于)|先后在|此前在|之前在"
    r"|供应|出口|销往|卖到|供给|客户在|给|另|分别在|拥有|我是|发往|运往|运到|对接|除|坐落|配套|供货"
    r"|服务|(?:企业|单位|公司|主体):)\s*(?:于)?\s*$"
)
ORIGIN_AFTER = re.compile(
    r"\s*(?:某[^,。;]{0,6}(?:企|公司|厂)|的[^,。;]{0,8}(?:公司|企业)(?=[,。;])|的[^,。;]{0,6}(?:厂|公司"
    r"|基地|门店)(?:整体|全部)?(?:要"
    r"|想|准备|打算)?[搬迁关]|都?(?:落|做|投|建|开|办|干|租|待|经营)[过了]|已有|已经有"
    r"|有[一二两三四五六七八九十几多\d]+(?:个|家|座|处|间|条)|都有(?:厂|店|项目"
    r"|基地|公司|分)|(?:那边|这边)?(?:我们)?(?:已经?|现)?(?:有(?:一?个?(?:老|分)?工厂"
    r"|老?厂(?!房出租)|基地|子?公司|分公司|总部|生产|仓|一|两|二"
    r"|三|几|多|\d|门店|项目|办事处|研发)|建有|租有|建成|设有|投产|开业)|总部|搬|迁(?!往)"
    r"|过来|老厂|工厂|的?(?:一家|公司|企业|集团|民营|民企|客户|市场"
    r"|总部|老板|同行|供应商|团队|朋友|商会|厂子|上市公司|项目已|主机厂|母公司|基地已)"
    r"|人[,。!\s]|(?:做|干|经营|从事|搞).{0,12}(?:的[,。]"
    r"|年(?:了|多)?[,。])|籍|股份|有限|科技|实业|制造有限|投资有限|口音|户口|商人|大学|注册)"
)
RETURN_BEFORE = re.compile(r"(?:老家|家乡|籍贯|故乡|祖籍)(?:在|是)?$")
RETURN = re.compile(r"回(?:去|来|乡|家|老家)|返乡")
UNKNOWN_INSIDE = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:为宜|为佳|为好|最好|优先|一带|附近|周边|那边|那一片)")
REST = re.compile(r"([\u4e00-\u9fff]{2,5})(?=[,。;、\n]|$)")
ALONE = re.compile(r"[\s,。;!?]*([\u3400-\u9fff、/ ]+?)(?:都行|都可以?|均可)?[\s,。;!?]*")
BESIDE = re.compile(r"\s*(?:[、/或和与及]|或者|还是|or|and)\s*")
ALIKE = re.compile(r"\s*[、和与及/]\s*")
AS_IT_IS = re.compile(r"我司|我公司|本公司|我们公司|我厂|我集团|本集团|本企业|我社|(?<!有)公司")
FIRST_WORDS = re.compile(r"(?:求购|求租|急|想问|你好|您好|在吗)?[\s:,]*([\u4e00-\u9fff]{2,9})(?=[\s,\d])")
SEPARATOR = re.compile("[、/或和 ]+")
MOVED_TO = re.compile(r"(?:放|搬|迁|落|想|设)[^,]{0,4}$")
PROVINCE_SAID = re.compile(r"(?:在|到|落|放)[^|]{0,2}\||[点域址向]:\||\|(?:优先|都行|均可|都可以?|为主)")
FAR = 120  # characters of a clause that can speak of a place in it
MOST = 30  # places of one letter
TOWN = re.compile(r"([\u3400-\u9fff]{2})(?=[,。;\n/、]|$)")
TOWN_BEFORE = re.compile(r"([\u3400-\u9fff]{2})(?=设(?:立|生产|厂|分)|建(?:设|厂|一)|投资|租|买|办厂|拿地|找)")
SET_IN = re.compile(r"(?:在|到|放|去|落户|选址|落|搬至|[,。;\n])$")
JOINED = re.compile(r"\s*(?:[、/,;和或与及]|或者|以及|还是|or|and)?\s*")
AT_YOURS = re.compile(r"(?:在|于|落户|到|来)贵(?:市|区|县|镇|园区?|开发区|高新区|地|经开区)(?!.{0,3}(?:供|客户))")
NEARBY = re.compile(r"就近(?!建厂|设厂|配套)|原址|原地|原厂区|厂区旁|隔壁|毗邻地块")
OFFICE = re.compile(
    r"\s*[\u4e00-\u9fff]{0,8}?(?:局|委员会|人民政府|政府|管委会|招商|投促|发改委|商务局"
    r"|办公室(?!\d|面积|空间|租)|专班|海关|日报|晚报|市长|区长|书记|领导"
    r"|党委)(?!.{0,3}附近)"
)
EXISTING = re.compile(
    r"现(?:于|租)|现有|现厂|现址|厂区位于|已有|原有|已(?:经)?在|目前(?!.*(?:想|拟|打算|计划|需))"
    r"|现在(?:的|在)|老厂|旧厂|总部|公司(?:设)?在|注册|客户|主机厂"
    r"|市场|分公司|之前|曾|去年|已建|已投|先后"
)
WISH = re.compile(
    r"想|拟|计划|打算|希望|准备|需|考虑|放|优先|落户|落地|选址|布局|新增|这次|寻|找|要|欲|盼|意向|再|迁|搬|最好"
)


def read_places(
    letter: Letter, firms: list[tuple[int, int]], addressee: tuple[int, int], named: list[Mention]
) -> list[Value]:
    """`addressee` is a place only where the letter says 在贵区 and names no other."""
    text = letter.plain.text
    masked = [*firms, addressee]
    mentions = [one for one in named if not any(a < one.end and one.start < b for a, b in masked)]
    wished = _wished(letter, mentions)
    if not wished and NEARBY.search(text):
        wished = [one for one in mentions if one.level >= 2 and ORIGIN_AFTER.match(text, one.end)][:1]
    if not wished and AT_YOURS.search(text):
        wished = [one for one in named if addressee[0] <= one.start and one.end <= addressee[1]]
    if not wished:
        wished = _of_first_words(text, mentions)
    wished += [one for one in find_unknown(letter) if not any(one.start < m.end and m.start < one.end for m in named)]
    wished = sorted(wished, key=lambda one: one.start)[:MOST]
    values = [place_value(letter, one.start, _end(text, one)) for one in _most_specific(text, wished)]
    return values + read_english_places(letter, masked)


def _of_first_words(text: str, named: list[Mention]) -> list[Mention]:
    """昆山花桥 呼叫中心: a short message that begins with its place."""
    first = FIRST_WORDS.match(text)
    return [one for one in named if first and one.start == first.start(1)]


def _wished(letter: Letter, mentions: list[Mention]) -> list[Mention]:
    """慈溪余姚都可以: names side by side share what is said of one of them, unless one is turned down."""
    rows: list[list[Mention]] = []
    for one in mentions:
        if rows and JOINED.fullmatch(letter.plain.text, rows[-1][-1].end, one.start):
            rows[-1].append(one)
        else:
            rows.append([one])
    wished = []
    for row in rows:
        verdicts = [_is_wished(letter, one) for one in row]
        for index in range(len(row) - 2, -1, -1):  # 固安、香河都不考虑
            between = letter.plain.text[row[index].end : row[index + 1].start]
            if verdicts[index + 1] is False and ALIKE.fullmatch(between) and _is_turned_down(letter, row[index + 1]):
                verdicts[index] = False
        shared = True in verdicts
        wished += [one for one, said in zip(row, verdicts, strict=True) if said or (said is None and shared)]
    return wished


def _is_wished(letter: Letter, one: Mention) -> bool | None:
    """None where nothing speaks for or against it."""
    text = letter.plain.text
    clause = letter.clause(one.start)
    before = letter.text[max(clause[0], one.start - FAR) : one.start]
    after = letter.denying[one.end : one.end + 16]
    if (
        DENIED_BEFORE.search(letter.clause_before(one.start, 10))
        or _is_turned_down(letter, one)
        or OFFICE.match(text, one.end)
        or _is_where_the_firm_is(letter, one)
    ):
        return False
    if RETURN_BEFORE.search(before) and RETURN.search(letter.text):
        return True
    if ORIGIN_BEFORE.search(before) and (before.endswith("出") or not MOVED_TO.search(before[-5:])):
        return False
    if ORIGIN_AFTER.match(text, one.end) and not re.search(r"(?:到|至|去|放|落户|想在|拟在|计划在)$", before):
        return False
    if re.search("园区?$", text[one.start : one.end]) and re.search(
        "(?:改造|建设|打造|建成|建|创建|运营|开发)[^,]{0,6}$", before
    ):
        return False
    existing = list(EXISTING.finditer(before))
    wish = WISH.search(before, existing[-1].end() if existing else 0)
    if existing and not wish:
        return False
    if (
        re.search(r"(?:现有|已有|原有|自有)", before)
        and re.search(r"在$", before)
        and not re.search(r"(?:放|想|拟|计划)在$", before)
    ):
        return False
    if (
        WISHED_AFTER.match(text, one.end)
        or (one.level >= 2 and UNKNOWN_INSIDE.match(text, one.end))
        or WISHED_BEFORE.search(before)
    ):
        return True if one.level > 1 or PROVINCE_SAID.search(before[-4:] + "|" + after[:5]) else None
    if one.certain and _stands_alone(text, clause, one):
        return True
    return None if not one.certain or one.level < 3 else bool(wish) or None


def _is_turned_down(letter: Letter, one: Mention) -> bool:
    return bool(DENIED_AFTER.match(letter.denying[one.end : one.end + 24]))


def _is_where_the_firm_is(letter: Letter, one: Mention) -> bool:
    """我司主营扫地机器人, 在深圳宝安租厂房2万平。: a sentence of the company as it is, without any wish."""
    begin, end = letter.sentence(one.start)
    own = AS_IT_IS.search(letter.text, begin, one.start)
    return (
        own is not None and letter.text[one.start - 1 : one.start] == "在" and not WISH.search(letter.text, begin, end)
    )


def _stands_alone(text: str, clause: tuple[int, int], one: Mention) -> bool:
    """A clause of nothing but places: 盐城大丰 / 江西/湖南 / 萧山瓜沥/衙前."""
    row = ALONE.fullmatch(text, clause[0], clause[1]) if clause[1] - clause[0] <= FAR else None
    if row is None or not row[1] or len(row[1]) > 24:
        return False
    rest = row[1].replace(text[one.start : one.end], "", 1)
    pieces = [piece for piece in SEPARATOR.split(rest) if piece]
    return all(2 <= len(piece) <= 6 and (can_be_a_name(piece) or bool(find_names(piece))) for piece in pieces)


def _end(text: str, one: Mention) -> int:
    """With a name inside it that no table knows: 崂山金家岭为宜."""
    labelled = re.search(r"(?:选址|地点|位置|区域|意向地?)[^,。;]{0,4}$", text[max(0, one.start - 10) : one.start])
    inside = UNKNOWN_INSIDE.match(text, one.end) or (labelled and REST.match(text, one.end))
    town = TOWN.match(text, one.end) or TOWN_BEFORE.match(text, one.end)  # 最好在温岭泽国,
    if (
        not inside
        and town
        and one.level <= 3
        and SET_IN.search(text[max(0, one.start - 8) : one.start])
        and can_be_a_name(town[1])
    ):
        inside = town
    if inside is None or WISHED_AFTER.match(text, one.end) or is_division_at(text, one.end):
        return one.end
    return inside.end(1)


def _most_specific(text: str, wished: list[Mention]) -> list[Mention]:
    """Without the province or prefecture where a place inside it is named, and without repetitions.

    平舆、驻马店都看: what a separator puts beside another is meant for itself.
    """
    kept: list[Mention] = []
    cities = {one.city for one in wished if one.level == 2}
    for one in wished:
        own = ("", one.city) if len(cities) == 1 else (one.city,)  # a zone lies in the only city named
        inner = [m for m in wished if m.level > one.level and (one.level == 1 or m.city in own)]
        peer = any(
            BESIDE.fullmatch(text, min(a.end, b.end), max(a.start, b.start)) for a, b in ((one, m) for m in inner)
        )
        words = text[one.start : one.end]
        said = any(words in text[m.start : m.end] and m.end - m.start > len(words) for m in wished)
        if not said and (one.level > 2 or not inner or peer):
            kept.append(one)
    return kept
