"""Sections and two-digit divisions of GB/T 4754-2017 (国民经济行业分类, Industrial classification for national economic
activities, in force since 2017-10-01). Codes and Chinese names are those of the standard; the English is shortened.
"""

import re

from django.utils.translation import get_language

SECTIONS: dict[str, tuple[str, str]] = {
    "A": ("农、林、牧、渔业", "Farming, forestry, husbandry, fishing"),
    "B": ("采矿业", "Mining"),
    "C": ("制造业", "Manufacturing"),
    "D": ("电力、热力、燃气及水生产和供应业", "Electricity, heat, gas and water"),
    "E": ("建筑业", "Construction"),
    "F": ("批发和零售业", "Wholesale and retail"),
    "G": ("交通运输、仓储和邮政业", "Transport, storage and post"),
    "H": ("住宿和餐饮业", "Lodging and catering"),
    "I": ("信息传输、软件和信息技术服务业", "Telecoms, software and IT services"),
    "J": ("金融业", "Finance"),
    "K": ("房地产业", "Real estate"),
    "L": ("租赁和商务服务业", "Leasing and business services"),
    "M": ("科学研究和技术服务业", "Research and technical services"),
    "N": ("水利、环境和公共设施管理业", "Water, environment and public facilities"),
    "O": ("居民服务、修理和其他服务业", "Household, repair and other services"),
    "P": ("教育", "Education"),
    "Q": ("卫生和社会工作", "Health and social work"),
    "R": ("文化、体育和娱乐业", "Culture, sport and entertainment"),
    "S": ("公共管理、社会保障和社会组织", "Public administration and organisations"),
    "T": ("国际组织", "International organisations"),
}
# code -> section, Chinese name, short English name
DIVISIONS: dict[str, tuple[str, str, str]] = {
    "01": ("A", "农业", "Crop farming"),
    "02": ("A", "林业", "Forestry"),
    "03": ("A", "畜牧业", "Animal husbandry"),
    "04": ("A", "渔业", "Fishing and aquaculture"),
    "05": ("A", "农、林、牧、渔专业及辅助性活动", "Support to farming, forestry, husbandry, fishing"),
    "06": ("B", "煤炭开采和洗选业", "Coal mining and washing"),
    "07": ("B", "石油和天然气开采业", "Oil and gas extraction"),
    "08": ("B", "黑色金属矿采选业", "Ferrous ore mining"),
    "09": ("B", "有色金属矿采选业", "Non-ferrous ore mining"),
    "10": ("B", "非金属矿采选业", "Non-metal mineral mining"),
    "11": ("B", "开采专业及辅助性活动", "Support to mining"),
    "12": ("B", "其他采矿业", "Other mining"),
    "13": ("C", "农副食品加工业", "Farm produce processing"),
    "14": ("C", "食品制造业", "Food"),
    "15": ("C", "酒、饮料和精制茶制造业", "Liquor, beverages and refined tea"),
    "16": ("C", "烟草制品业", "Tobacco"),
    "17": ("C", "纺织业", "Textiles"),
    "18": ("C", "纺织服装、服饰业", "Clothing and accessories"),
    "19": ("C", "皮革、毛皮、羽毛及其制品和制鞋业", "Leather, fur, feather and footwear"),
    "20": ("C", "木材加工和木、竹、藤、棕、草制品业", "Wood, bamboo, rattan and straw products"),
    "21": ("C", "家具制造业", "Furniture"),
    "22": ("C", "造纸和纸制品业", "Paper"),
    "23": ("C", "印刷和记录媒介复制业", "Printing and recorded media"),
    "24": ("C", "文教、工美、体育和娱乐用品制造业", "Cultural, craft, sport and leisure articles"),
    "25": ("C", "石油、煤炭及其他燃料加工业", "Petroleum, coal and other fuel processing"),
    "26": ("C", "化学原料和化学制品制造业", "Chemicals"),
    "27": ("C", "医药制造业", "Pharmaceuticals"),
    "28": ("C", "化学纤维制造业", "Chemical fibres"),
    "29": ("C", "橡胶和塑料制品业", "Rubber and plastics"),
    "30": ("C", "非金属矿物制品业", "Non-metal mineral products"),
    "31": ("C", "黑色金属冶炼和压延加工业", "Ferrous metal smelting and rolling"),
    "32": ("C", "有色金属冶炼和压延加工业", "Non-ferrous metal smelting and rolling"),
    "33": ("C", "金属制品业", "Metal products"),
    "34": ("C", "通用设备制造业", "General machinery"),
    "35": ("C", "专用设备制造业", "Special machinery"),
    "36": ("C", "汽车制造业", "Motor vehicles"),
    "37": ("C", "铁路、船舶、航空航天和其他运输设备制造业", "Rail, ship, aerospace and other transport equipment"),
    "38": ("C", "电气机械和器材制造业", "Electrical machinery"),
    "39": ("C", "计算机、通信和其他电子设备制造业", "Computers, telecoms and electronics"),
    "40": ("C", "仪器仪表制造业", "Instruments and meters"),
    "41": ("C", "其他制造业", "Other manufacturing"),
    "42": ("C", "废弃资源综合利用业", "Waste recycling"),
    "43": ("C", "金属制品、机械和设备修理业", "Repair of metal products and machinery"),
    "44": ("D", "电力、热力生产和供应业", "Electricity and heat"),
    "45": ("D", "燃气生产和供应业", "Gas"),
    "46": ("D", "水的生产和供应业", "Water supply"),
    "47": ("E", "房屋建筑业", "Building"),
    "48": ("E", "土木工程建筑业", "Civil engineering"),
    "49": ("E", "建筑安装业", "Building installation"),
    "50": ("E", "建筑装饰、装修和其他建筑业", "Decoration and other construction"),
    "51": ("F", "批发业", "Wholesale"),
    "52": ("F", "零售业", "Retail"),
    "53": ("G", "铁路运输业", "Rail transport"),
    "54": ("G", "道路运输业", "Road transport"),
    "55": ("G", "水上运输业", "Water transport"),
    "56": ("G", "航空运输业", "Air transport"),
    "57": ("G", "管道运输业", "Pipeline transport"),
    "58": ("G", "多式联运和运输代理业", "Multimodal transport and forwarding"),
    "59": ("G", "装卸搬运和仓储业", "Handling and warehousing"),
    "60": ("G", "邮政业", "Post"),
    "61": ("H", "住宿业", "Lodging"),
    "62": ("H", "餐饮业", "Catering"),
    "63": ("I", "电信、广播电视和卫星传输服务", "Telecoms, broadcasting and satellite"),
    "64": ("I", "互联网和相关服务", "Internet services"),
    "65": ("I", "软件和信息技术服务业", "Software and IT services"),
    "66": ("J", "货币金融服务", "Banking"),
    "67": ("J", "资本市场服务", "Capital markets"),
    "68": ("J", "保险业", "Insurance"),
    "69": ("J", "其他金融业", "Other finance"),
    "70": ("K", "房地产业", "Real estate"),
    "71": ("L", "租赁业", "Leasing"),
    "72": ("L", "商务服务业", "Business services"),
    "73": ("M", "研究和试验发展", "Research and development"),
    "74": ("M", "专业技术服务业", "Technical services"),
    "75": ("M", "科技推广和应用服务业", "Technology transfer and application"),
    "76": ("N", "水利管理业", "Water management"),
    "77": ("N", "生态保护和环境治理业", "Ecology and environmental remediation"),
    "78": ("N", "公共设施管理业", "Public facilities"),
    "79": ("N", "土地管理业", "Land management"),
    "80": ("O", "居民服务业", "Household services"),
    "81": ("O", "机动车、电子产品和日用产品修理业", "Repair of vehicles, electronics and household goods"),
    "82": ("O", "其他服务业", "Other services"),
    "83": ("P", "教育", "Education"),
    "84": ("Q", "卫生", "Health"),
    "85": ("Q", "社会工作", "Social work"),
    "86": ("R", "新闻和出版业", "News and publishing"),
    "87": ("R", "广播、电视、电影和录音制作业", "Radio, television, film and sound recording"),
    "88": ("R", "文化艺术业", "Culture and arts"),
    "89": ("R", "体育", "Sport"),
    "90": ("R", "娱乐业", "Entertainment"),
    "91": ("S", "中国共产党机关", "Organs of the Communist Party of China"),
    "92": ("S", "国家机构", "State bodies"),
    "93": ("S", "人民政协、民主党派", "Political consultative conference, democratic parties"),
    "94": ("S", "社会保障", "Social security"),
    "95": ("S", "群众团体、社会团体和其他成员组织", "Mass, social and other member organisations"),
    "96": ("S", "基层群众自治组织及其他组织", "Grass-roots self-governing and other organisations"),
    "97": ("T", "国际组织", "International organisations"),
}

SECTION_PREFIX = re.compile(r"^[A-T](?=\d{2})")
FILLING = re.compile(r"[\s、，,和及与业]+")


def division_name(code: str) -> str:
    """In the reader's language; the code itself where there is no such division."""
    row = DIVISIONS.get(code)
    return row[1 + _in_english()] if row else code


def section_name(letter: str) -> str:
    return SECTIONS[letter][_in_english()]


def division_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: each section with its divisions, in the reader's language."""
    return [
        (
            f"{letter} {section_name(letter)}",
            [(code, f"{code} {division_name(code)}") for code, row in DIVISIONS.items() if row[0] == letter],
        )
        for letter in SECTIONS
    ]


def division_of(typed: str) -> str:
    """The division meant by a code (38, C38, 3825) or by a name; "" where not exactly one fits."""
    said = typed.strip()
    code = SECTION_PREFIX.sub("", said.upper())
    if code[:2] in DIVISIONS and re.fullmatch(r"\d{2,4}", code):
        return code[:2]
    head = re.match(r"[A-Z]?(\d{2})\D", said.upper())
    if head and head[1] in DIVISIONS:
        return head[1]
    return _named(FILLING.sub("", said))


def _named(bare: str) -> str:
    exact = [code for code, name in _BARE.items() if name == bare]
    if len(exact) == 1 or len(bare) < 2:
        return exact[0] if len(exact) == 1 else ""
    within = [code for code, name in _BARE.items() if bare in name]
    return within[0] if len(within) == 1 else ""


def _in_english() -> int:
    return int((get_language() or "").startswith("en"))


_BARE = {code: FILLING.sub("", row[1]) for code, row in DIVISIONS.items()}
