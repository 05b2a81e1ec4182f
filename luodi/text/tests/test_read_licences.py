"""Licences by where their pieces lie: labels torn or glued, columns, lost words, codes with one wrong character."""

import random

import pytest

from luodi.text import is_uscc
from luodi.text.papers import Licence, form_values
from luodi.text.papers.boxes import Box, levelled, text_of
from luodi.text.papers.codes import believed, credit_code_in
from luodi.text.papers.licence import read_licence
from luodi.text.tests.licences import SUN, credit_code

HEIGHT, CHARACTER = 36, 30
TITLE = (600, 150, "营业执照", 90)
LEFT = [(110, 110, "统一社会信用代码"), (110, 150, SUN.code)]
LEFT += [(120, 370, "名称"), (290, 370, SUN.name), (120, 450, "类型"), (290, 450, SUN.kind)]
LEFT += [(120, 530, "法定代表人"), (300, 530, SUN.representative)]
SCOPE = [(120, 610, "经营范围"), (290, 610, "一般项目：光伏设备及元器件制造"), (290, 650, "；储能技术服务。")]
RIGHT = [(910, 370, "注册资本"), (1080, 370, SUN.capital), (910, 450, "成立日期"), (1080, 450, "2015年03月02日")]
RIGHT += [(910, 530, "营业期限"), (1080, 530, "2015年03月02日至"), (1080, 570, "2045年03月01日")]
PLACE = [(910, 650, "住所"), (1080, 650, "山东省青岛市胶州市滨河路88号"), (1080, 690, "3号楼1单元502室")]
FOOT = [(770, 262, "（副本）"), (1010, 900, "登记机关"), (1170, 900, SUN.authority), (1180, 985, "2021年06月18日")]
FOOT += [(110, 1085, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn")]
WHOLE = [TITLE, *LEFT, *SCOPE, *RIGHT, *PLACE, *FOOT]
READ = Licence(
    code=SUN.code,
    name=SUN.name,
    kind=SUN.kind,
    representative=SUN.representative,
    capital="伍仟万元整",
    established="2015-03-02",
    term="2015-03-02/2045-03-01",
    address="山东省青岛市胶州市滨河路88号3号楼1单元502室",
    scope="一般项目：光伏设备及元器件制造；储能技术服务。",
    authority=SUN.authority,
    issued="2021-06-18",
    copy="副本",
)


def page(pieces):
    return [box(*piece) for piece in pieces]


def box(x, y, text, height=HEIGHT, score=0.99):
    return Box(text, x, y, x + len(text) * CHARACTER * height / HEIGHT, y + height, score)


def without(*texts):
    return [piece for piece in WHOLE if piece[2] not in texts]


def test_twelve_fields_are_read_in_whatever_order_the_pieces_come():
    shuffled = page(WHOLE)
    random.Random(5).shuffle(shuffled)
    assert read_licence(page(WHOLE)) == READ
    assert read_licence(shuffled) == READ
    assert len(READ.known()) == 12


def test_a_label_torn_in_two_or_glued_to_its_value_is_still_a_label():
    torn = without("名称", "住所", "类型", SUN.kind, "注册资本", SUN.capital)
    torn += [(120, 370, "名"), (215, 370, "称"), (910, 650, "住"), (120, 450, "类"), (215, 450, "型" + SUN.kind)]
    torn += [(910, 370, "注册资本" + SUN.capital)]
    assert read_licence(page(torn)) == READ


def test_a_value_that_runs_into_the_next_column_is_parted_from_its_label():
    glued = without("一般项目：光伏设备及元器件制造", "住所")
    line = Box("一般项目：光伏设备及元器件制造住", 290, 650 - 40, 945, 650 - 4, 0.99)
    beside = [(x, y - 40 if y in (650, 690) and x > 900 else y, text, *rest) for x, y, text, *rest in glued]
    read = read_licence([*page(beside), line])
    assert (read.scope, read.address) == (READ.scope, READ.address)


def test_one_misread_character_in_a_long_label_does_no_harm():
    assert read_licence(page([*without("法定代表人"), (120, 530, "法定代裹人")])) == READ


def test_a_field_whose_label_was_lost_stays_blank_and_does_not_run_into_its_neighbour():
    read = read_licence(page(without("类型")))
    assert (read.kind, read.name, read.address) == ("", READ.name, READ.address)


@pytest.mark.parametrize("label", ["住所", "名称"])
def test_an_address_and_a_company_are_known_without_their_label(label):
    assert read_licence(page(without(label))) == READ


def test_a_piece_the_eye_hardly_believes_stays_blank():
    doubtful = [*page(without(SUN.name)), box(290, 370, SUN.name, score=0.7)]
    assert read_licence(doubtful).name == ""


@pytest.mark.parametrize(
    ("field", "printed", "instead"),
    [
        ("capital", SUN.capital, "伍仟方元整"),
        ("established", "2015年03月02日", "2015年13月02日"),
        ("representative", SUN.representative, "2015年"),
        ("kind", SUN.kind, "一二三四"),
    ],
)
def test_a_value_that_is_not_printed_as_its_field_is_stays_blank(field, printed, instead):
    place = next(piece for piece in WHOLE if piece[2] == printed)
    read = read_licence(page([*without(printed), (*place[:2], instead)]))
    assert getattr(read, field) == ""


def test_a_firm_founded_after_its_licence_was_issued_was_misread():
    read = read_licence(page([*without("2021年06月18日"), (1180, 985, "2011年06月18日")]))
    assert (read.established, read.issued) == ("", "")


def test_a_licence_of_one_column_and_old_label_words_is_read():
    lines = ["名称", "胶州市海风小馆", "类型", "个体工商户", "经营者", "穆星野", "组成形式", "个人经营"]
    lines += ["注册日期", "二〇一九年十一月三日", "经营场所", "山东省青岛市胶州市杭州路12号"]
    pieces = [(150 + 200 * (place % 2), 400 + 80 * (place // 2), text) for place, text in enumerate(lines)]
    code = credit_code("92370281MA3C4K2L")
    read = read_licence(page([TITLE, (300, 320, "统一社会信用代码" + code), *pieces, (620, 1300, "登记机关")]))
    assert read.known() == {
        "code": code,
        "name": "胶州市海风小馆",
        "kind": "个体工商户",
        "representative": "穆星野",
        "established": "2019-11-03",
        "address": "山东省青岛市胶州市杭州路12号",
    }


def test_a_partnership_without_end_is_represented_by_a_firm():
    changed = without("法定代表人", SUN.representative, "2015年03月02日至", "2045年03月01日")
    changed += [
        (120, 530, "执行事务合伙人"),
        (340, 530, "青岛云壑资本管理有限公司"),
        (1080, 530, "2015年03月02日至长期"),
    ]
    read = read_licence(page(changed))
    assert (read.representative, read.term) == ("青岛云壑资本管理有限公司", "2015-03-02/长期")


@pytest.mark.parametrize(
    "texts",
    [
        ["商業登記證", "Business Registration Certificate", "業務所用名稱", "陽光能源有限公司", "67890123-000-01-21-4"],
        [
            "投资意向函",
            "名称：青岛曜澜光伏科技有限公司",
            "注册资本5000万元",
            "请提供营业执照办理等支持",
            "联系人 穆先生",
        ],
        ["身份证", "姓名 穆星野", "住址 山东省青岛市", "公民身份号码"],
        [],
    ],
)
def test_what_is_no_business_licence_gives_none(texts):
    assert read_licence(page((100, 100 + 80 * row, text) for row, text in enumerate(texts))) is None


def test_the_registered_capital_and_the_representative_are_nothing_the_form_gets():
    filled = form_values(READ)
    assert (filled.firm, filled.uscc, filled.origin) == (SUN.name, SUN.code, READ.address)
    assert SUN.capital not in repr(filled)
    assert SUN.representative not in repr(filled)


def test_a_name_beside_an_unproven_code_fills_nothing():
    unproven = read_licence(page([*without(SUN.code), (110, 150, SUN.code[:-1] + "0")]))
    assert (unproven.code, unproven.name) == ("", SUN.name)
    assert form_values(unproven).firm == ""


def test_a_record_of_a_licence_does_not_print_the_person():
    assert SUN.representative not in repr(READ)


@pytest.mark.parametrize(("right", "read"), [("8", "B"), ("1", "I"), ("0", "O"), ("2", "Z"), ("3", "8")])
def test_a_code_with_one_confused_character_is_repaired(right, read):
    place = SUN.code.index(right)
    assert believed(SUN.code[:place] + read + SUN.code[place + 1 :]) == SUN.code


def test_a_code_that_no_single_confusion_explains_is_not_believed():
    dice = random.Random(11)
    wrong = 0
    for _ in range(2_000):
        code = list(SUN.code)
        for place in dice.sample(range(18), 2):
            code[place] = dice.choice([c for c in "0123456789ABCDEFGHJKLMNPQRTUWXY" if c != code[place]])
        wrong += believed("".join(code)) not in ("", SUN.code)
    # One in 31 has a right check character by chance; half of these have a letter where only digits may stand.
    assert wrong < 2_000 * 0.03


def test_two_codes_on_one_page_are_one_too_many():
    other = credit_code("91370281MA94K7H5")
    assert is_uscc(other)
    assert credit_code_in(f"{SUN.code} {SUN.code}") == SUN.code
    assert credit_code_in(f"{SUN.code} {other}") == ""


def test_a_code_read_in_two_pieces_is_one():
    halves = [(110, 150, SUN.code[:8]), (110 + 8 * CHARACTER + 5, 150, SUN.code[8:])]
    assert read_licence(page([*without(SUN.code), *halves])).code == SUN.code


def test_a_tilted_page_is_made_level():
    tilted = [
        (text, 0.9, (0, 40 * row, 300, 40 * row + 42, 296, 40 * row + 72, -4, 40 * row + 30))
        for row, text in enumerate(("甲", "乙"))
    ]
    level = levelled(tilted)
    assert abs(level[0].bottom - level[0].top - 30) < 1.5
    assert level[0].bottom < level[1].top


def test_a_watermark_across_the_page_is_left_out():
    lines = [("甲乙丙丁", 0.9, (0, y, 300, y, 300, y + 30, 0, y + 30)) for y in (0, 50, 100)]
    slanting = ("仅供招商使用", 0.9, (0, 120, 300, 0, 312, 30, 12, 150))
    assert [box.text for box in levelled([*lines, slanting])] == ["甲乙丙丁"] * 3


def test_a_scanned_letter_has_its_lines_joined_where_the_margin_broke_them():
    lines = [
        (100, 100, "我公司拟在贵市投资建设光伏组件项目，总投资约1"),
        (100, 150, "2亿元。"),
        (100, 200, "联系人：穆先生"),
    ]
    assert text_of(page(lines)) == "我公司拟在贵市投资建设光伏组件项目，总投资约12亿元。\n联系人：穆先生"
