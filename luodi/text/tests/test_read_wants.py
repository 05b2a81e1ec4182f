"""What is asked of a city in everyday words, amounts and dates that stand by themselves, and what is turned down."""

import time
from datetime import date

import pytest

from luodi.text.reading import read

DAY = date(2026, 5, 10)


def values(text: str, field: str) -> list:
    return [one.value for one in read(text, DAY).values if one.field == field]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("想认识本地的家电企业，给他们供钣金件", "partner"),
        ("我们找外协厂，做精密车件，长期订单", "partner"),
        ("没打算建厂，只想给当地船厂供舾装件", "partner"),
        ("想和本地整车厂建立供货关系，我们做座椅骨架", "partner"),
        ("租金能减免几年？我们做动漫", "policy"),
        ("外商独资做医疗美容允许吗，有什么限制", "policy"),
        ("想找投资机构，做脑机接口", "fund"),
        ("办公室已有，只缺钱，天使轮500万", "fund"),
        ("想接手一家停产的印染厂", "plant"),
        ("在苏州办个分厂，租8000平，做模具", "plant"),
        ("总部大楼需要5000平，做保险经纪", "office"),
        ("分拨中心用的库，1万方", "warehouse"),
        ("找中试平台，做生物基材料", "laboratory"),
        ("拟建换电站10座，每座占地约5亩", "land"),
    ],
)
def test_what_is_asked_of_the_city(text, kind):
    assert values(text, "kind") == [kind]


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("手上两千万，想搞个面粉加工厂", 20_000_000),
        ("3个亿左右能在贵区拿多少地？做光伏支架", 300_000_000),
        ("投资总额由1.2亿元下调至9000万元，做家具，租厂房1万平", 90_000_000),
        ("一期2亿元，二期3亿元，做电机，拿地100亩", 500_000_000),
        ("项目总投资(万元)：42600，做轴承，用地(亩)：88", 426_000_000),
    ],
)
def test_an_investment_in_everyday_words(text, yuan):
    assert values(text, "total_investment_yuan") == [yuan]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("拿地后一年内投产，做轴承，用地30亩", {"months": 12}),
        ("签约后10个月要出第一批货，做轴承，厂房3000平", {"months": 10}),
        ("2026年8月开工，次年9月投产，做轴承，用地30亩", "2027-09"),
        ("2027年2月进场，同年底投产，做轴承，厂房3000平", "2027-12"),
    ],
)
def test_production_begins(text, moment):
    assert values(text, "produce_by") == [moment]


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("定制厂房24000㎡（其中洁净区3600㎡、仓储5000㎡），做轴承", "floor_area_m2", 24_000),
        ("厂房一万八到两万平，做家具", "floor_area_m2", {"min": 18_000, "max": 20_000}),
        ("我公司现有员工180人，需租厂房5000平做轴承，新招职工240名", "jobs", 240),
        ("收厂房屋顶做光伏，还差6万㎡", "roof_area_m2", 60_000),
        ("达产产值35亿，年税1.5亿，做电池，用地300亩", "annual_tax_yuan", 150_000_000),
    ],
)
def test_one_of_several_numbers(text, field, expected):
    assert values(text, field) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("虎门、厚街都可以，东莞找5000平厂房做模具", ["虎门", "厚街"]),
        ("昆山花桥 呼叫中心 写字楼3500平", ["昆山花桥"]),
        ("固安、香河已考察，暂不考虑，首选黄骅港片区，厂房1万平做粉末", ["黄骅港"]),
        ("做绘本的，想了解武汉有没有出版园区", ["武汉"]),
        ("横琴办公室300平，做财税服务", ["横琴"]),
        ("We run support centres in Manila and want 3,000 m2 of office space in Dalian", ["Dalian"]),
        ("嘉兴市商务局：拟租厂房8500㎡做轴承，选址为主城区周边", []),
    ],
)
def test_places_by_what_is_said_of_them(text, expected):
    assert values(text, "place") == expected


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("我们生产风机叶片用的环氧树脂，用地60亩", "26"),
        ("做船舶设计，租写字楼800平", "74"),
        ("做地热井套管，厂房2.5万方", "33"),
        ("设立中成药及保健食品厂，租厂房6500平", "27"),
        ("家居用品，涂装用水性漆，做木玩，厂房2700平", "24"),
        ("跨境电商进口化妆品，要恒温仓1万平", "52"),
    ],
)
def test_the_trade_behind_other_words(text, division):
    assert values(text, "industry_division")[:1] == [division]


@pytest.mark.parametrize(
    "text",
    [
        "答应的装修补贴没有到账，我公司2024年落户，投资2000万",
        "【转】某巨头宣布投资100亿美元建厂",
        "本人厂房4200平，中介勿扰，欢迎来看房",
    ],
)
def test_what_is_no_enquiry(text):
    assert not read(text, DAY).is_enquiry


@pytest.mark.parametrize("phrase", ["三台变压器", "上海", "投5亿，", "用地50亩", "（其中"])
def test_a_phrase_repeated_without_end_is_read_in_time(phrase):
    begun = time.process_time()
    read(phrase * 10_000, DAY)
    assert time.process_time() - begun < 5
