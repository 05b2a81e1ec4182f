"""The trade of the writer, apart from what he buys, whom he serves and what his site needs."""

from datetime import date

import pytest

from luodi.text.reading import read

DAY = date(2026, 3, 10)


def divisions(text: str) -> list[str]:
    return read(text, DAY).fields().get("industry_division", [])


@pytest.mark.parametrize(
    ("text", "division"),
    [
        # what is done with a thing, not the thing
        ("疫苗和生物药的第三方配送，要三千平以上的温控仓", "59"),
        ("进口牛羊肉贸易商，要租1万平低温库", "51"),
        ("帆船帆板俱乐部想落户，要一点岸上房子", "89"),
        ("产业工人培训公司，要一处闲置校园，六千平以上", "83"),
        ("深远海养殖装备公司，要总装场地100亩", "35"),
        ("台湾烘焙设备制造商，拟租厂房1万平", "35"),
        ("铸造废砂热法再生，上20亩地", "42"),
        ("团队做钙钛矿组件的检测认证，想找实验用房", "74"),
        # the last noun of a chain
        ("产品是锂电叉车，要厂房一万平", "34"),
        ("做电池结构件钣金，租厂房5000平", "33"),
        # parts of vehicles and devices of medicine by the words before them
        ("做汽车冲压件，租厂房5000平", "36"),
        ("产品：医用影像探测器，拿地48亩", "35"),
        # bought, served, needed
        ("一年要采购水性油墨上千吨，我司做无菌砖包，希望在宁波找供应商", "22"),
        ("客户群体是餐饮连锁，我们做面米制品，用地35亩", "14"),
        ("做水果罐头，要一个带冷库的厂房4000平", "14"),
        ("芜湖设总部，办公5000平，主要做芯片设计", "65"),
        # a product of no list, by its last syllables
        ("想租厂房3000平，专做旋转接头阀", "34"),
        ("主营竹荪饮品，需厂房2000平", "15"),
        # a roof is wanted for one trade only
        ("找屋顶，至少加起来十二万方，我方全投，年底前并网", "44"),
        # English
        ("We are an Austrian manufacturer of precision bearings and need 6 hectares", "34"),
        ("We look for 3,000 m2 to move our lens coating line", "40"),
        ("We plan a rehabilitation hospital on 8 acres of land", "84"),
    ],
)
def test_the_first_division_is_the_writers_own(text, division):
    assert divisions(text)[0] == division


@pytest.mark.parametrize(
    "text",
    ["我想咨询一下，租厂房3000平要多少钱", "合作类型：租赁厂房；面积：5500", "想租厂房3000平，设备都是旧厂搬过来"],
)
def test_words_that_everybody_uses_name_no_trade(text):
    assert divisions(text) == []


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("上9台注塑机，要厂房2600平", "29"),
        ("我这36台喷水织机要搬家，想租厂房4500平", "17"),
        ("平缝机45台，租厂房900平", "18"),
        ("两台胶印机进场，租厂房1300平", "23"),
        ("5条SMT产线，租厂房2200平", "39"),
        ("装7台压铸机，租厂房4200平", "33"),
        ("四个反应釜，要化工用地25亩", "26"),
        ("三条灌装线，租厂房2800平", "15"),
        ("上一条屠宰线，用地36亩", "13"),
        ("放260个机柜，租机房1800平", "64"),
        ("24 injection moulding machines, we need a plant of 3000 m2", "29"),
        # who builds machines, and who says what he makes with them
        ("我们生产注塑机，年产注塑机400台，用地55亩", "35"),
        ("做儿童玩具，上9台注塑机，租厂房2600平", "24"),
    ],
)
def test_machines_a_firm_runs_tell_what_it_makes(text, division):
    assert divisions(text)[0] == division


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("碧泽生物科技有限公司，拟建内容：淀粉基可降解膜，用地32亩", "29"),
        ("碧泽生物科技有限公司，产品：海藻基水溶薄膜，用地32亩", "29"),
        ("建设内容：年产4万吨豆基蛋白饮料，用地28亩", "15"),
        ("拟建内容：厂房、研发中心、仓库，用地26亩，主营水产饲料", "13"),
        ("主要是模具和8台吹塑机，租厂房2700平", "29"),
    ],
)
def test_what_is_listed_as_contents_outweighs_the_firms_name_and_its_material(text, division):
    assert divisions(text)[0] == division
