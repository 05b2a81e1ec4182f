"""Letters as they are spoken, chatted and typed in haste, and letters that take back, forward or add up."""

from datetime import date

import pytest

from luodi.text.reading import read

DAY = date(2026, 5, 12)


def fields(text: str) -> dict:
    return read(text, DAY).fields()


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        # spoken numbers
        ("想弄个厂，厂房一万二三千平够了", "floor_area_m2", {"min": 12000, "max": 13000}),
        ("万把平厂房，投个五六千万，做冰淇淋", "floor_area_m2", 10000),
        ("万把平厂房，投个五六千万，做冰淇淋", "total_investment_yuan", {"min": 5e7, "max": 6e7}),
        ("年产值1.2e，投5500w，要18亩地建叉车零件厂", "annual_output_yuan", 1.2e8),
        ("两栋厂房，一栋八千，一栋六千五，加起来一万四千五", "floor_area_m2", 14500),
        ("租厂房做彩妆，面积：5500（净化1200）", "floor_area_m2", 5500),
        # people without their unit
        ("做猫砂，要厂房5000平，人呢招个七八十个", "jobs", {"min": 70, "max": 80}),
        ("地要四百亩做硅钢，人不多，三百来号", "jobs", 300),
        ("租车间12000㎡，员工600", "jobs", 600),
        ("We lease 18,000 sqm for compressors. Hiring 300.", "jobs", 300),
        ("人员：首批120人，满产260人；租厂房1.4万平", "jobs", 260),
        ("要净地150亩，就业：一期300人，二期200人", "jobs", 500),
        # transformers without their unit
        ("要厂房2万平，电1250的变压器要两个", "power_kva", 2500),
        ("用地420亩，电这块要两台六万三的主变", "power_kva", 126000),
        ("变压器 4台×2500kVA，用地650亩", "power_kva", 10000),
        ("做热处理，租两千平车间，电2000以上", "power_kva", 2000),
        ("做算力租赁的，5MW起步，有闲置机楼没", "power_kva", 5000),
        # telephones by digits
        ("想租厂房3000平，电话一五四零零八八七七六六", "contact_phone", "15400887766"),
        ("想租厂房3000平，电话1 6 8 0 0 3 3 7 7 1 1", "contact_phone", "16800337711"),
        # typed by sound
        ("要4千5百平方左佑的长房，做塑料薄膜", "floor_area_m2", 4500),
        ("租厂房5000平做灯具，投资1500玩", "total_investment_yuan", 15e6),
        ("租厂房5000平做灯具，用电1000千福安", "power_kva", 1000),
        # feasts and ranges of months
        ("租厂房3000平做灯具，国庆后进场", "start_by", "2026-10"),
        ("租厂房3000平做灯具，入驻：2026年7-8月", "start_by", "2026-07"),
        ("商场项目，用地35亩，2027年国庆开业", "produce_by", "2027-10"),
        ("要仓库3000平，月底前要搬", "start_by", "2026-05"),
        ("用地90亩，首条线投产时间：拿地后18个月", "produce_by", {"months": 18}),
        ("厂房1万平，投产时间别写今年了，写后年上半年", "produce_by", "2028-H1"),
        ("We need 60 mu. Construction is to start in Q1 2027 and production in Q3 2028", "start_by", "2027-Q1"),
    ],
)  # fmt: skip
def test_what_is_said_in_passing_is_read(text, field, expected):
    assert fields(text)[field] == expected


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        # phases are added up over a sentence, and not beside their total
        ("一期用地38亩，投1.9亿；二期预留27亩，再投1.4亿，做隔膜", "total_investment_yuan", 3.3e8),
        ("一期用地38亩，投1.9亿；二期预留27亩，再投1.4亿，做隔膜", "land_mu", 65),
        ("Capex is GBP 24m in phase one and another GBP 10m in phase two; 90 mu", "total_investment",
         {"amount": 34e6, "currency": "GBP"}),
        ("投二十三个亿，头一步先上十四个亿，地要四百亩", "total_investment_yuan", 2.3e9),
        ("固投3.2亿，流动资金0.8亿，总计4亿，占地45亩", "total_investment_yuan", 4e8),
        ("用地45亩，三年累计产值15亿，其中达产年7亿", "annual_output_yuan", 7e8),
        ("租厂房4000平，装修加设备1800万", "total_investment_yuan", 18e6),
        ("占地45亩（折合30000㎡），建筑面积38000㎡", "floor_area_m2", 38000),
        # taken back
        ("之前报送的项目（投资2.2亿、用地55亩）现予取消。新报：投资1.3亿，租厂房2万平", "total_investment_yuan", 1.3e8),
        ("投资不是1.2个亿，是1.4个亿，要厂房1万平", "total_investment_yuan", 1.4e8),
        ("此前写的是3万平厂房、投资5亿元，经测算压缩到1.8万平、3.2亿元", "floor_area_m2", 18000),
        # an older letter below
        ("总投改为2.6亿，用地50亩\n---- 原始邮件 ----\n> 上次报的3.5亿、60亩能否压一压", "land_mu", 50),
        ("各位好，转一下客户需求\n> We would like to lease 18,000 sqm for compressors.", "floor_area_m2", 18000),
        # what is there already
        ("We look for an existing factory of 12,000 m2. Our present plant has 6,000 m2", "floor_area_m2", 12000),
        ("现在无锡租了八千平，打算买地35亩自建，盖2.4万方", "floor_area_m2", 24000),
        ("用地1.2平方公里做电解铝", "land_mu", 1800),
        ("要保稅倉約五千平方呎", "floor_area_m2", 464.5),
    ],
)  # fmt: skip
def test_what_belongs_together_is_put_together(text, field, expected):
    assert fields(text)[field] == expected


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("用地45亩，年产锂电池铝塑膜5000万㎡", "floor_area_m2"),
        ("用地50亩，亩产税收28万", "annual_tax_yuan"),
        ("想落一只10亿的产业基金，办公室50平", "total_investment_yuan"),
        ("租厂房3000平，年租金预算120万", "total_investment_yuan"),
        ("多少钱一亩？想租厂房3000平", "land_mu"),
        ("工业地买20亩恐怕达不到税收要求，能不能改成租？2万平方，做窗帘", "land_mu"),
        ("GreenLoop Ltd runs two plants with a turnover of GBP 88 million. We need 90 mu", "annual_output"),
        ("Moving our optics to Hefei, 3,200 m2: 110 of the 160 staff will move", "jobs"),
        ("学校占地200亩，在校生规模6000人", "jobs"),
    ],
)
def test_what_only_sounds_like_a_value_stays_blank(text, field):
    assert field not in fields(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("要15亩地左右，或者有现成带行车的也行，8000平，做铸造", {"land", "plant"}),
        ("先租4000平，三年后买地30亩自建，做减速机", {"land", "plant"}),
        ("现在对外租的厂到期，想整体搬到合肥，做机柜钣金", {"plant"}),
        ("刚close了A轮，想找2000㎡厂房做无人机", {"plant"}),
        ("想签一批能调峰的大用户，做虚拟电厂", {"partner"}),
        ("贵市有没有愿意跟我们一起申报动漫基地的企业", {"partner"}),
        ("Lab space of 500 sqm wanted for biotech. Series A done, no funding needed", {"laboratory"}),
        ("Any support from an industry guidance fund? We build robots", {"fund"}),
    ],
)
def test_kinds_between_the_lines(text, kinds):
    assert set(fields(text).get("kind", [])) == kinds
