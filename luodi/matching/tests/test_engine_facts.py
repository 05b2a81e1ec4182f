"""What is read out of an offer and an enquiry for matching, and what one says to the other: one row for every trap."""

from datetime import date

import pytest

from luodi.matching.engine.hard import compare, wished_districts
from luodi.matching.engine.packing import packed, unpacked_asked, unpacked_offer
from luodi.matching.engine.reading_asked import read_asked
from luodi.matching.engine.reading_offer import read_offered

DAY = date(2026, 3, 10)


def asked(text, **given):
    return read_asked(text, DAY, **given)


def offered(title, description="", *, kind="plant", district="临河区", numbers=None, key=1, tags="", open_now=True):
    return read_offered(
        key=key,
        kind=kind,
        title=title,
        description=description,
        districts=[district],
        numbers=numbers,
        tags=tags,
        open_now=open_now,
    )


def verdict(wish, offer, *others):
    """The codes of what fits, of what is softly and of what is hardly amiss."""
    reasons, misfits = compare(wish, offer, wished_districts(wish, [offer, *others]))
    return (
        {one.code for one in reasons},
        {one.code for one in misfits if not one.hard},
        {one.code for one in misfits if one.hard},
    )


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("钢构厂房1.2万平，檐高11.5米", "ceiling_m", 11.5),
        ("单层车间，32/10吨双梁起重机两部", "crane_t", 32),
        ("耐磨地坪6吨", "floor_load_t_m2", 6),
        ("楼面荷载0.75吨", "floor_load_t_m2", 0.75),
        ("专变3150，天然气已通", "power_kva", 3150),
        ("可用容量5.5万kVA", "power_kva", 55000),
        ("前沿水深9.5米", "depth_m", 9.5),
        ("客房168间，电梯齐备", "rooms", 168),
        ("三楼整层320个42U架", "racks", 320),
        ("-25℃至-18℃单层库", "cold_c", -25),
        ("自有负二十度大库", "cold_c", -20),
        ("车间顶棚2.6万平", "roof_m2", 26000),
        ("900-1300平可分割", "smallest_m2", 900),
        ("900-1300平可分割", "area_m2", 1300),
    ],
)
def test_an_offer_s_text_gives_the_numbers_its_fields_lack(text, column, value):
    assert offered(text).numbers[column] == value


def test_a_field_wins_over_the_text():
    assert offered("厂房5000平", numbers={"area_m2": 4200}).numbers["area_m2"] == 4200


@pytest.mark.parametrize(
    "text",
    [
        "已于上月与一家企业签订合同",
        "此条信息已失效",
        "已挂牌成交",
        "目前已全部租满",
        "暂停招租",
        "不再接受看场",
        "区里决定自用，对外招租取消",
        "已由某座椅企业竞得",
        "刚签了合同，仅作留档",
        "本期额度已用完",
        "上周刚签给一家做电池的",
        "租约签到2031年",
        "房东改主意自己用了",
        "该处已有租客",
        "政策于去年底到期",
        "需求已由外地企业承接",
        "签约中，不再带看",
        "档期已排满",
        "产权纠纷，暂停交易",
    ],
)
def test_an_offer_that_says_it_is_gone_is_gone(text):
    assert offered("标准厂房3000平", text).gone


@pytest.mark.parametrize(
    "text",
    [
        "原租户撤出，设备完好",
        "出租率已达七成，余三千平",
        "已取得排污许可",
        "租约已到期，现对外招租",
        "已签约客户三十家",
    ],
)
def test_an_offer_that_speaks_of_others_is_still_there(text):
    assert not offered("标准厂房3000平", text).gone


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("租厂房8000平以上，层高9米，20吨行车，地坪5吨，配电5000kVA", {"area_m2": 8000, "ceiling_m": 9, "crane_t": 20,
         "floor_load_t_m2": 5, "power_kva": 5000}),
        ("租1万平低温库，零下18度以下", {"area_m2": 10000, "cold_c": -18}),
        ("想整租酒店，150间房以上", {"rooms": 150}),
        ("找厂房屋顶2万平以上做光伏", {"roof_m2": 20000}),
    ],
)  # fmt: skip
def test_an_enquiry_s_numbers_are_read(text, least):
    assert asked(text).least == least


def test_a_kind_that_is_turned_down_is_no_wish():
    wish = asked("中央厨房租现成食品车间6000平，不拿地")
    assert "land" in wish.refused
    assert "land" not in wish.kinds
    assert verdict(wish, offered("食品产业园地块60亩", kind="land"))[2] == {"kind_refused"}


@pytest.mark.parametrize(
    ("text", "must", "wished"),
    [
        ("租厂房3000平，必须在鄞州", ("鄞州",), ()),
        ("租厂房3000平，鄞州、慈溪都行", ("鄞州", "慈溪"), ()),
        ("租厂房3000平，鄞州优先", (), ("鄞州",)),
        ("租厂房3000平，全市都可以，不限区县", (), ()),
        ("从慈溪搬来，租厂房3000平", (), ()),
    ],
)
def test_a_must_and_a_wish_of_place_are_told_apart(text, must, wished):
    wish = asked(text)
    assert (set(wish.must_lie_in), set(wish.wished_in)) == (set(must), set(wished))


def test_an_offer_elsewhere_is_out_where_the_place_is_a_must_and_lower_where_it_is_a_wish():
    here, there = offered("厂房3000平", district="鄞州区"), offered("厂房3000平", district="慈溪市")
    assert verdict(asked("租厂房，必须在鄞州"), there, here)[2] == {"elsewhere"}
    assert verdict(asked("租厂房，鄞州优先"), there, here)[1] == {"elsewhere"}
    assert "in_place" in verdict(asked("租厂房，必须在鄞州"), here)[0]


def test_a_place_that_nobody_here_knows_rules_nothing_out():
    assert verdict(asked("租厂房，必须在奉化"), offered("厂房3000平", district="临河区"))[2] == set()


def test_a_number_that_is_short_is_a_misfit_and_an_unknown_one_is_not():
    wish = asked("租厂房8000平以上，配电1250kVA以上")
    assert verdict(wish, offered("厂房9000平", numbers={"power_kva": 800}))[2] == {"short"}
    assert verdict(wish, offered("厂房，面积面议"))[2] == set()


def test_about_leaves_room_and_at_least_does_not():
    short = offered("厂房4500平")
    assert verdict(asked("租厂房5000平左右"), short)[2] == set()
    assert verdict(asked("租厂房5000平以上"), short)[2] == {"short"}


def test_a_store_that_is_not_cold_enough_is_out():
    wish = asked("租冷库5000平，零下18度以下")
    assert verdict(wish, offered("果蔬库6000平，-5℃", kind="warehouse"))[2] == {"too_warm"}
    assert "enough" in verdict(wish, offered("冻库6000平，-25℃", kind="warehouse"))[0]


@pytest.mark.parametrize(
    ("wish", "text", "code"),
    [
        ("涂装车间，租3000平，喷漆环评要能过", "厂房3500平，不得喷涂", "trait_missing"),
        ("无人机总装，租3000平，要能试飞", "厂房3500平，机场净空区，禁止飞行测试", "trait_missing"),
        ("做食品的，租2000平车间", "厂房2500平，无食品许可条件", "trait_missing"),
        ("要5000平仓，能做保税维修", "厂房6000平，区外普通厂房，不能开展保税", "trait_missing"),
        ("箱房改装，找场地3000平，可以焊接", "堆场厂房5000平，禁止焊接、切割", "denied"),
        ("要租能打样培训的场地3000平", "楼层4000平，不得举办培训", "denied"),
        ("危险废物利用，要场地3000平", "场地4000平，不受理危废类项目", "denied"),
        ("做宠物食品的，租车间3000平", "厂房3500平，园区谢绝食品类企业", "denied"),
        ("电镀线，租3000平", "厂房3500平，电镀除外", "denied"),
        ("做冷冻肉的，租零下18度库3000平", "库3500平，0-4℃", "too_warm"),
    ],
)
def test_what_an_offer_denies_rules_it_out(wish, text, code):
    assert code in verdict(asked(wish), offered(text))[2]


def test_what_alone_is_allowed_is_named():
    assert "only" in verdict(asked("做模具的，租车间1000平"), offered("车间1200平", "仅供研发流片"))[1]


def test_a_whole_that_is_not_divided_is_too_much():
    wish = asked("租写字楼200平")
    assert "whole_only" in verdict(wish, offered("写字楼1800平整层", "不分割出租", kind="office"))[1]
    assert "whole_only" not in verdict(wish, offered("写字楼1800平", "可分割", kind="office"))[1]


def test_a_distance_is_kept():
    wish = asked("租仓库5000平，距机场20公里内")
    assert "near" in verdict(wish, offered("仓库6000平，距机场8公里", kind="warehouse"))[0]
    assert verdict(wish, offered("仓库6000平，距机场60公里", kind="warehouse"))[2] == {"too_far"}


def test_facts_come_back_from_their_bytes():
    wish, offer = (
        asked("租厂房8000平左右，鄞州优先，不拿地"),
        offered("厂房9000平，不得喷涂", numbers={"power_kva": 800}),
    )
    assert unpacked_asked(packed(wish)) == wish
    assert unpacked_offer(packed(offer)) == offer


@pytest.mark.parametrize(
    ("text", "unit", "most"),
    [
        ("租金不超过20元/㎡·月", "m2_month", 20),
        ("厂房2000平，租金15块以内", "m2_month", 15),
        ("每平每月一块五以内", "m2_month", 1.5),
        ("预算15-20元/㎡·月", "m2_month", 20),
        ("月租25元/㎡内", "m2_month", 25),
        ("日租 2 元以内", "m2_day", 2),
        ("租金控制在每平每天1块5以内", "m2_day", 1.5),
        ("每亩不超过18万", "mu", 18),
        ("地价不高于二十五万一亩", "mu", 25),
        ("rent no more than RMB 20 per sqm per month", "m2_month", 20),
    ],
)
def test_the_most_that_is_to_be_paid_is_read(text, unit, most):
    assert asked(text).at_most == {unit: most}


@pytest.mark.parametrize(
    "text",
    [
        "目前租金18元/㎡·月以下",
        "租金不低于20元/㎡·月",
        "物业费不超过3元/㎡·月",
        "亩均税收不超过30万/亩",
        "投资强度不超过每亩500万",
        "电价0.6元以内，租厂房",
        "租金每月不超过5万元",
        "每间每月800元以内，租30间",
        "每亩不超过18万元/年",
        "20元左右/㎡·月",
    ],
)
def test_what_is_no_limit_of_a_price_is_not_taken_for_one(text):
    assert not asked(text).at_most


@pytest.mark.parametrize(
    ("words", "price"),
    [
        ("18元/㎡·月", {"m2_month": 18}),
        ("18-22元/㎡·月", {"m2_month": 18}),
        ("16万元/亩", {"mu": 16}),
        ("1500元/亩·年", {"mu_year": 1500}),
        ("1.6元/托·天", {"pallet_day": 1.6}),
        ("1500元/工位·月", {}),
        ("面议", {}),
    ],
)
def test_a_price_in_words_is_read(words, price):
    assert read_offered(key=1, kind="plant", title="厂房", price_words=words).price == price


@pytest.mark.parametrize(
    ("wish", "given", "expected"),
    [
        ("厂房，租金不超过20元/㎡·月", {"price_words": "18元/㎡·月"}, ("price_fits", "", "")),
        ("厂房，租金不超过20元/㎡·月", {"price_words": "21元/㎡·月"}, ("", "too_dear", "")),
        ("厂房，租金不超过20元/㎡·月", {"price_words": "23元/㎡·月"}, ("", "", "too_dear")),
        ("厂房，日租2元以内", {"price": 1.8, "price_unit": "m2_day"}, ("price_fits", "", "")),
        ("厂房，租金不超过20元/㎡·月", {"price": 0.8, "price_unit": "m2_day"}, ("", "", "too_dear")),
        ("厂房，租金不超过20元/㎡·月", {"price": 30, "price_unit": "mu"}, ("", "", "")),
        ("厂房，租金不超过20元/㎡·月", {"price_words": "面议"}, ("", "", "")),
        ("厂房，最晚今年十月启用", {"available_from": date(2026, 9, 1)}, ("in_time", "", "")),
        ("厂房，最晚今年十月启用", {"available_from": date(2026, 11, 1)}, ("", "", "too_late")),
        ("厂房，今年十月投产", {"available_from": date(2026, 11, 1)}, ("", "too_late", "")),
        ("厂房，六个月内投产", {"available_from": date(2026, 12, 1)}, ("", "too_late", "")),
        ("厂房，请于今年四月前回复", {"available_from": date(2026, 12, 1)}, ("", "", "")),
        ("厂房，最晚今年十月启用", {}, ("", "", "")),
        ("厂房，今年十月投产", {"available_until": date(2026, 8, 31)}, ("", "over", "")),
        ("厂房", {"available_until": date(2026, 3, 9)}, ("", "", "over")),
    ],
)
def test_price_and_time_are_facts_and_what_is_unknown_rules_nothing_out(wish, given, expected):
    offer = read_offered(key=1, kind="plant", title="厂房", districts=["临河区"], **given)
    told = verdict(asked(wish), offer)
    codes = {"price_fits", "too_dear", "in_time", "too_late", "over"}
    assert tuple("".join(one & codes) for one in told) == expected


def test_price_and_time_outlive_packing():
    wish = asked("厂房，租金不超过20元/㎡·月，最晚今年十月启用")
    offer = read_offered(key=1, kind="plant", title="厂房", price_words="18元/㎡·月", available_from=date(2026, 9, 1))
    assert (unpacked_asked(packed(wish)), unpacked_offer(packed(offer))) == (wish, offer)


def test_a_roof_let_as_a_whole_may_be_larger_than_wished():
    roof = offered("整体招租屋顶6.8万平", kind="roof", numbers={"area_m2": 68_000})
    _, soft, hard = verdict(asked("找屋顶2万平做光伏"), roof)
    assert "whole_only" not in soft | hard
