"""What a letter says, and above all what it does not say: one row for every trap."""

from datetime import date

import pytest

from luodi.text.reading import read

DAY = date(2026, 3, 10)


def fields(text: str) -> dict:
    return read(text, DAY).fields()


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("总投资8,500万元，注册资本5000万元，租厂房9000平方米", "total_investment_yuan", 85e6),
        ("一期投资2亿元，二期投资1亿元，用地80亩", "total_investment_yuan", 3e8),
        ("总用地160亩，一期投资12亿元，二期投资18亿元。本函只谈一期。", "total_investment_yuan", 12e8),
        ("总投资原计划5亿元，现调整为6.5亿元，用地100亩", "total_investment_yuan", 6.5e8),
        ("上次说的投资额写错了，不是3亿，是2.3亿；地还是60亩。", "total_investment_yuan", 2.3e8),
        ("我们想投资3到5个亿建厂，用地80亩", "total_investment_yuan", {"min": 3e8, "max": 5e8}),
        ("总投资50亿元（约7亿美元），用地500亩", "total_investment_yuan", 5e9),
        ("Total investment US$25m, of which US$8m equipment; we need 5 ha of land", "total_investment",
         {"amount": 25e6, "currency": "USD"}),
        ("投資金額約新台幣三億元，需廠房6,000平方公尺", "total_investment", {"amount": 3e8, "currency": "TWD"}),
        ("总投资1.1亿，其中固定资产投资8000万，需厂房8500㎡", "fixed_investment_yuan", 8e7),
        ("用地50亩，达产后年产值6亿元，去年营收4.2亿元", "annual_output_yuan", 6e8),
        ("用地50亩，年利税4亿元，其中年缴税2.2亿元", "annual_tax_yuan", 2.2e8),
        ("现有土地60亩，新增土地20亩", "land_mu", 20),
        ("想要地四五十亩做木地板", "land_mu", {"min": 40, "max": 50}),
        ("土地由150亩减为90亩", "land_mu", 90),
        ("需要土地33300平米（约50亩）", "land_mu", 50),
        ("现有厂房3万平在潍坊，这次新增2万平，放滁州", "floor_area_m2", 20000),
        ("厂房一层不少于4000㎡，总面积1.2万㎡", "floor_area_m2", 12000),
        ("屋顶合计不低于30万㎡，单个不小于1万㎡，做分布式光伏", "roof_area_m2", 300000),
        ("要屋顶10万平做光伏，装机10兆瓦；厂区用电负荷6MW", "power_kva", 6000),
        ("现有职工420人，新增职工100人，新增土地20亩", "jobs", 100),
        ("租厂房5000平，2026年四季度搬入，2027年一季度投产", "start_by", "2026-Q4"),
        ("租厂房5000平，2026年四季度搬入，2027年一季度投产", "produce_by", "2027-Q1"),
        ("租厂房5000平，明年二季度投产", "produce_by", "2027-Q2"),
        ("用地60亩，年底前开工，建设期18个月", "produce_by", {"months": 18}),
        ("We need land; production to start in the first quarter of 2027", "produce_by", "2027-Q1"),
        ("我们是一家日本独资企业，想租厂房3000平", "foreign_investor", True),
        ("内资企业，想租厂房3000平", "foreign_investor", False),
        ("我公司（宁波海星塑机有限公司）拟租厂房3000平", "company_name", "宁波海星塑机有限公司"),
        ("想租厂房3000平，电话021-91234567", "contact_phone", "02191234567"),
        ("想租厂房3000平，邮箱 Li@haixing.example", "email", "li@haixing.example"),
    ],
)  # fmt: skip
def test_a_value_is_read(text, field, expected):
    assert fields(text)[field] == expected


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("注册资本2000万，想租厂房1.2万平", "total_investment_yuan"),
        ("本轮融资需求8000万元，投后估值6亿，求对接基金", "total_investment_yuan"),
        ("需要30亩地，投资强度能做到350万/亩", "total_investment_yuan"),
        ("需要30亩地，月租金25元/平以内", "total_investment_yuan"),
        ("用地30亩，亩均税收20万", "annual_tax_yuan"),
        ("用地30亩，税收每亩35万", "annual_tax_yuan"),
        ("用地30亩，五年累计纳税1亿元", "annual_tax_yuan"),
        ("年利税3000万的软件公司，想租1500平办公", "annual_tax_yuan"),
        ("公司去年营收2.1亿，想租厂房6000平", "annual_output_yuan"),
        ("目前我们在深圳有两万平厂房，员工五百人。计划用地八十亩", "jobs"),
        ("要屋顶10万平做光伏，装机10兆瓦", "power_kva"),
        ("租厂房3000平，年用电量2000万度", "power_kva"),
        ("对接基金，团队28人", "jobs"),
        ("我们想租厂房，四月上旬来考察", "start_by"),
        ("想租厂房3000平，出口德国，给日本客户供货", "foreign_investor"),
    ],
)
def test_what_only_looks_like_a_value_stays_blank(text, field):
    assert field not in fields(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("暂不需要土地，租赁厂房即可，2万平", {"plant"}),
        ("我们不要土地，也不要厂房，只想租500平的办公室", {"office"}),
        ("不申请任何补贴，也不要地，只求对接基金", {"fund"}),
        ("我们不找屋顶，也不做电站，是想供组件支架，看看有没有合作机会", {"partner"}),
        ("占地280亩，新建厂房9.8万平方米，总投资18亿元", {"land"}),
        ("地和厂房都可以谈，要30亩地或者一万平厂房", {"land", "plant"}),
        ("No land needed. We want to find a local OEM partner and a small office", {"partner", "office"}),
        ("想了解人才补贴政策，考虑落户", {"policy"}),
        ("有没有合适的实验室，做海洋监测浮标", {"laboratory"}),
    ],
)
def test_kinds_that_are_asked_for(text, kinds):
    assert set(fields(text)["kind"]) == kinds


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("拟在滁州市来安县汊河镇建设工厂，用地65亩", ["滁州市来安县汊河镇"]),
        ("公司在天津，想在金坛找5000平厂房", ["金坛"]),
        ("请问合肥经开区有没有30亩工业用地", ["合肥经开区"]),
        ("无锡的厂租约到期，想换到江阴或者常熟，租厂房6000平", ["江阴", "常熟"]),
        ("城阳暂不考虑，想在市南或者崂山租1500平办公", ["市南", "崂山"]),
        ("嘉兴市商务局：拟租厂房8500㎡，总投资1.1亿", None),
        ("合肥高新区管委会：拟在贵区租厂房8500㎡，总投资1.1亿", ["合肥高新区"]),
        ("想从杭州搬过来，需要写字楼1200㎡", None),
        ("We need a plant of 5,000 sqm in Kunshan or Jiaxing; our plants in Poland are full", ["Kunshan", "Jiaxing"]),
    ],
)
def test_places_that_are_wished(text, places):
    assert fields(text).get("place") == places


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("想租厂房3000平，做汽车线束", {"36", "38"}),
        ("想租厂房3000平，做家电钣金配套", {"33", "38"}),
        ("需地150亩，锂电池回收项目", {"42"}),
        ("想找光伏电站供组件支架的合作机会", {"33", "38"}),
        ("Danish maker of hydraulic pumps, needs a workshop of 5,000 sqm", {"34"}),
        ("想租仓库1万平，做冻品贸易", {"51", "52"}),
    ],
)
def test_the_trade_is_what_the_firm_makes(text, division):
    assert fields(text)["industry_division"][0] in division


@pytest.mark.parametrize(
    "text",
    [
        "小区楼下烧烤摊油烟太大，反映好几次了没人管，请尽快处理！",
        "专业代办营业执照、代理记账，最低199元起，加微信。",
        "新年快乐！感谢贵局一年来对我公司的关心支持。",
        "我是应届毕业生，请问园区企业还招人吗？简历已发邮箱。",
        "据新华社报道，某项目近日在合肥签约，总投资120亿元，占地2000亩。",
        "测试",
        "我投资了3000万建的厂房到现在还办不下来房产证，要求给个说法！",
        "",
    ],
)
def test_no_enquiry_has_no_values(text):
    reading = read(text, DAY)
    assert not reading.is_enquiry
    assert reading.values == ()


def test_each_value_knows_its_words():
    text = "貴局台鑒：擬於崑山設廠，投資金額不低於新臺幣三億元，需廠房３,０００平方公尺。"
    reading = read(text, DAY)
    words = {one.field: text[one.start : one.end] for one in reading.values}
    assert words["total_investment"] == "新臺幣三億元"
    assert words["floor_area_m2"].startswith("３,０００")
    assert next(one.bound for one in reading.values if one.field == "total_investment") == "不低于"
