"""Power to be supplied and people to be employed."""

import re

from luodi.text.reading.letter import Letter
from luodi.text.reading.money import phase_of
from luodi.text.reading.quantities import Quantity, Sort
from luodi.text.reading.roles import (
    PART,
    SUM,
    Claim,
    is_existing,
    is_in_present_sentence,
    is_of_itself,
    is_rate,
    value_of,
)
from luodi.text.reading.values import Value

PLANT_SIZE = re.compile(
    r"光伏|pv|装机|电站|风电|风机|储能|发电|逆变|solar|分布式|wind|组件|功率器件|压缩机"
    r"|电机|产能|年产|单机|核电|机组|地热|充电桩|快充|超充|output of"
)
LOAD = re.compile(
    r"用电|供电|配电|电力|变压器|负荷|负载|容量|电源|双回路|配套用电|电(?=\s*[\d约要不])"
    r"|load|power(?! (?:plant|station))"
    r"|electric|transformer|supply|connection|grid"
)
BARE_POWER = re.compile(
    r"(?<![充发家储放来])(?:用电|供电|配电|电力|变压器|电)(?:容量|负荷)?(?:要|需要?|约|大概|得|[:是])?\s*$"
)
DATA_CENTRE = re.compile(r"机柜|机房|机楼|算力|智算|数据中心|\bidc\b|it load|data cent(?:re|er)")
EMPLOY = re.compile(
    r"用工|用(?=[\d一二三四五六七八九十百千两])|雇工|雇佣|雇用|雇|录用|聘|作业员|人手|要人|用人|员工|职工"
    r"|工人|就业|招工|招聘|招收|招募|招|岗位|用人|人数"
    r"|定员|人员|编制|解决|吸纳|带动|提供|需要?人|带来|请(?=[\d一二三四五六七八九十百])|达产后?(?=\d)"
    r"|季节工|临时工|护理人员|操作工|普工|技工|工程师|研发"
    r"|团队规模|满员|人左右"
    r"|employ|hire|hiring|recruit|staff|fte|job|headcount|workers|workforce|create|people|positions"
    r"|researchers|engineers|operators|scientists|technicians"
)
PRESENT_STAFF = re.compile(
    r"现有|目前|已有|现在|在职|在册|团队(?!规模|将|预计|要)|跟着走|随迁|一起(?:搬|过来|走)|旗下|(?:firm"
    r"|company|group|team"
    r"|business) with|集团(?:共)?有|公司(?:共)?有|我们(?:共)?有|全球|在[^,]{2,6}有|拥有|a team of|team of|currently"
    r"|existing|worldwide|globally|we (?:have|employ|are)"
)
FUTURE = re.compile(
    r"新增|招|预计|计划|将|拟|需要|达产|后|扩(?:到|充|招)|增加|拟用|满员|第[一二三]年|hire|will|create|plan"
    r"|recruit|new"
)
HEADCOUNT = re.compile(
    r"(?:用工|用人|员工|工人|人数|人员|定员|就业|岗位|招工?|雇|聘|人手?(?:呢|的话|嘛|不多))(?:人数|数|规模"
    r"|总数|呢)?(?:[:,约大概在要得用]|差不多|\||可能|预计"
    r"|首期|一期|初期|个){0,6}\s*$"
    r"|(?:hiring|hire|headcount|staff|employees|workforce|jobs|employ)(?: of| about| around|:| up to){0,2}\s*$"
)
HEADCOUNT_WORD = re.compile(r"headcount|staff|employ|hire|hiring|jobs|人员|用工|员工")
AT_FULL = re.compile(r"\s*(?:at|when|once) (?:we are |we're )?(?:at |in )?full|\s*in full operation")
HIRED = re.compile("employ|hire|hiring|jobs?|recruit|need|will|team")
NEW_STAFF = re.compile("新增|增聘|增雇|再招|增至|增加到|扩到|new")
NEWLY = re.compile(r"(?:新增|新招|新聘|增聘|再招)[^,。;\d]{0,6}$")
VISITORS = re.compile(
    r"考察|参观|来访|一行|参会|代表团|游客|学生|在校|学位|会员|村民|学员|床位|患者|老人|客流|容纳|接待|就餐"
    r"|参加|visit|delegation|guests|students|beds"
    r"|seats"
)


def read_power(letter: Letter) -> list[Value]:
    claims = []
    for quantity in letter.quantities:
        bare = quantity.sort == Sort.OTHER and not quantity.unit and 100 <= quantity.low <= 200_000
        if bare and not BARE_POWER.search(letter.text[max(0, quantity.start - 10) : quantity.start]):
            continue
        if not bare and quantity.sort != Sort.POWER:
            continue
        if is_existing(letter, quantity) or is_rate(letter, quantity) or not (bare or _is_supply(letter, quantity)):
            continue
        before = letter.clause_before(quantity.start)
        total = SUM.search(before) or re.search("总(?:用电|负荷|负载|容量|装机)", before[-20:])
        strength = 3 if total else 0 if PART.search(before) else 1 if bare else 2
        claims.append(Claim(quantity, strength, phase_of(letter, quantity)))
    return value_of(letter, "power_kva", claims)


def _is_supply(letter: Letter, quantity: Quantity) -> bool:
    """Power wanted from the grid, not the size of a solar plant or of a machine."""
    if "va" in quantity.unit or "伏安" in quantity.unit:
        return True
    near = letter.clause_before(quantity.start, 20) + " " + letter.clause_after(quantity.end, 10)
    hosts = "w" in quantity.unit and DATA_CENTRE.search(letter.text)
    return bool(LOAD.search(near) or hosts) and not PLANT_SIZE.search(near)


def read_jobs(letter: Letter) -> list[Value]:
    claims = []
    for quantity in letter.quantities:
        if not _are_wanted_staff(letter, quantity):
            continue
        phase = phase_of(letter, quantity)
        at_full = AT_FULL.match(letter.text, quantity.end)
        claims.append(
            Claim(quantity, 3 if at_full else _strength(letter.clause_before(quantity.start, 24), phase), phase)
        )
    return value_of(letter, "jobs", claims)


def _are_wanted_staff(letter: Letter, quantity: Quantity) -> bool:
    bare = quantity.sort == Sort.OTHER and bool(_is_bare_headcount(letter, quantity))
    if not (bare or quantity.sort == Sort.PEOPLE) or not 2 <= quantity.high < 200_000 or is_rate(letter, quantity):
        return False
    reach = 60 if letter.is_english else 24
    before, after = letter.clause_before(quantity.start, 24), letter.clause_after(quantity.end, reach // 2)
    words = letter.text[max(letter.sentence(quantity.start)[0], quantity.start - reach) : quantity.end] + after
    if not (bare or EMPLOY.search(words)) or VISITORS.search(before + after):
        return False
    if quantity.unit in ("people", "persons") and not HIRED.search(words):
        return False
    if PRESENT_STAFF.search(before + after) and not NEW_STAFF.search(before):
        return False
    return not (
        before.endswith((" of the ", " of our ", "跟过去"))
        or is_existing(letter, quantity)
        or is_in_present_sentence(letter, quantity)
        or is_of_itself(letter, quantity)
        or _is_of_the_firm(letter, quantity)
    )


def _strength(before: str, phase: str) -> int:
    if re.search(r"满产|满员|达产|全部投产|(?:增至|增加到|扩到|growing to|rising to)[^,]{0,4}$", before):
        return 3
    if phase:
        return 2
    if NEWLY.search(before):
        return 4
    if PART.search(before) or re.search(r"(?:大专|本科|硕士|博士|高管|(?<![及和与])管理人员|间接)[^,]{0,6}$", before):
        return 0
    return 3 if SUM.search(before) or re.search(r"用工|总|就业|定员|员工|total", before) else 2


def _is_bare_headcount(letter: Letter, quantity: Quantity) -> re.Match[str] | None:
    """员工600; 人呢招个七八十个; 人不多, 三百来号; hiring 300."""
    if quantity.unit not in ("", "个", "号"):
        return None
    if AT_FULL.match(letter.text, quantity.end):
        return HEADCOUNT_WORD.search(letter.text, letter.sentence(quantity.start)[0], quantity.start)
    return HEADCOUNT.search(letter.text[max(0, quantity.start - 16) : quantity.start])


def _is_of_the_firm(letter: Letter, quantity: Quantity) -> bool:
    """员工180人的软件公司; 我司员工300人."""
    before = letter.clause_before(quantity.start, 24)
    behind = re.match(r"\s*的[^,]{0,8}(?:公司|企业|团队|工厂|厂)", letter.text[quantity.end : quantity.end + 14])
    own = re.search(r"(?:我司|我公司|本公司|公司|企业|集团|我们)(?:[^,]{0,4})(?:员工|职工|人员)", before)
    return bool(behind or own) and not FUTURE.search(before)
