"""Places that a project is wished at: names of the whole country, names that no table knows, and what is no place."""

from datetime import date

import pytest

from luodi.text.reading import read

DAY = date(2026, 3, 10)


def places(text: str) -> list[str]:
    return read(text, DAY).fields().get("place", [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # names side by side share what is said of one of them
        ("想租印染厂房3000平，慈溪余姚都可以看", ["慈溪", "余姚"]),
        ("租厂房2万平做家具，赣州、上饶、吉安都行", ["赣州", "上饶", "吉安"]),
        ("希望区域：南海；三水（白坭除外），租厂房5000平做彩妆", ["南海", "三水"]),
        # towns, streets and parks that no table has
        ("做岩板加工，租厂房5000平，月租不超过16块，南庄最好", ["南庄"]),
        ("想在柘皋或者夏阁买二三十亩地，做印刷", ["柘皋", "夏阁"]),
        ("空压机厂要1.2万平厂房，最好在温岭泽国，用电1000千伏安", ["温岭泽国"]),
        # counties whose name is one character, and counties without their ending beside their city
        ("拟在萧县建家具厂，用地50亩", ["萧县"]),
        ("成都双流有没有保税仓？做红酒进口", ["成都双流"]),
        # a name by itself between two commas
        ("500亩地，投资50亿，建设汽车测试场，盐城大丰", ["盐城大丰"]),
        # pinyin, in English letters and in mixed ones
        ("drone公司，想在Hefei找一个2000㎡的厂房", ["Hefei"]),
        ("精密马达，target city: Ningbo / Jiaxing，厂房20,000㎡", ["Ningbo", "Jiaxing"]),
        ("We need 5 ha of land for auto parts. Shortlist: Taicang, Kunshan", ["Taicang", "Kunshan"]),
        ("We would like to lease 18,000 sqm in Beijiao, Shunde for heat pumps", ["Beijiao"]),
        ("A company moves its bearings line from Dongguan to Hefei and needs a 3,000 m2 plant", ["Hefei"]),
        ("We plan a hospital, 8 acres. Sites: Haikou, Sanya; Xiamen has been ruled out", ["Haikou", "Sanya"]),
    ],
)
def test_a_wished_place_is_read(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "我们在西安、桂林都落过夜游项目，用地形式都可以谈",
        "日本独资注塑企业拟迁出上海嘉定，租厂房8000平",
        "把原来在河北廊坊的家具厂整体搬过来，要120亩地",
        "我厂配套长安、赛力斯，要租8000平厂房做热管理",
        "需要临海取水方便的育苗车间3000平，做海参苗种",
        "飞灰资源化项目，用地40亩，需布局在循环经济产业园内",
        "用地50亩，落地沿海化工园区，做涂料",
        "投资额约港币1.5亿元，要厂房2万平米做SMT",
        "我们要找合作银行和政府一起做融资担保",
        "The client currently operates a 9,000 sqm cosmetics plant in Guangzhou. We need land of 60 mu.",
    ],
)
def test_what_is_no_wished_place_stays_blank(text):
    assert places(text) == []


def test_the_county_is_enough_where_its_city_is_named_too():
    assert places("合肥优先，最好是肥西县，用地60亩做电池") == ["肥西县"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("想投资兴建厂房做模具，用地32亩", []),
        ("电子长丝生产，租厂房3200平", []),
        ("离高铁站近的厂房3200平，做模具", []),
        ("在温泉附近做酒店，用地52亩", []),
        ("想在资兴建厂做模具，用地32亩", ["资兴"]),
        ("去子长办厂做模具，32亩地", ["子长"]),
        ("最好靠近杭州东高铁站，办公900平，做软件", ["杭州东高铁站"]),
    ],
)
def test_a_name_inside_another_word_and_a_bare_station_are_no_places(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize("base", ["我们有6万亩基地", "依托2万亩油茶基地", "原料来自9万亩核桃林"])
def test_land_that_grows_the_material_is_not_wanted(base):
    assert read(f"{base}，做食品加工，用地48亩", DAY).fields()["land_mu"] == 48


@pytest.mark.parametrize("label", ["申报单位", "意向单位", "项目单位", "业主单位：", "投资方", "公司名称"])
def test_a_label_is_no_part_of_the_firms_name(label):
    fields = read(f"{label}海棠精密制造有限公司，用地32亩做模具", DAY).fields()
    assert fields["company_name"] == "海棠精密制造有限公司"
