"""The territories and units of the demo city.

Codes and names of the city and its districts: GB/T 2260 as published by the National Bureau of Statistics (2023).
Functional zones are not administrative divisions; their codes here are the district's with 9xx behind.
"""

from dataclasses import dataclass

from luodi.directory.models import Territory, Unit, WorkCalendar

CITY = ("3702", "青岛市", "Qingdao")
DISTRICTS = (
    ("370202", "市南区", "Shinan"),
    ("370203", "市北区", "Shibei"),
    ("370211", "黄岛区（西海岸新区）", "Huangdao (West Coast New Area)"),
    ("370212", "崂山区", "Laoshan"),
    ("370213", "李沧区", "Licang"),
    ("370214", "城阳区", "Chengyang"),
    ("370215", "即墨区", "Jimo"),
    ("370281", "胶州市", "Jiaozhou"),
    ("370283", "平度市", "Pingdu"),
    ("370285", "莱西市", "Laixi"),
)
ZONES = (
    ("370211901", "董家口经济区", "Dongjiakou Economic Zone", "董家口"),
    ("370211902", "前湾港服务专区", "Qianwan Port Service Area", "前湾港"),
    ("370214901", "青岛高新技术产业开发区", "Qingdao High-tech Zone", "高新区"),
    ("370215901", "通济新经济区", "Tongji New Economic Zone", "通济"),
    ("370281901", "胶州经济技术开发区", "Jiaozhou Economic and Technological Zone", "胶州经开"),
    ("370281902", "上合示范区", "SCO Demonstration Area", "上合"),
    ("370283901", "平度经济开发区", "Pingdu Economic Zone", "平度经开"),
)
# Its service window is open around the clock, so that something there is always due within the hour.
AROUND_THE_CLOCK = "370211902"


@dataclass(frozen=True)
class City:
    territory: Territory
    desk: Unit
    districts: dict[str, Unit]
    zones: dict[str, Unit]


def build_places() -> City:
    office = WorkCalendar.objects.get(code="office")
    always = WorkCalendar.objects.get(code="247")
    levels = Territory.Level
    code, name, english = CITY
    city = Territory.objects.create(code=code, name=name, name_en=english, level=levels.CITY)
    desk = Unit.objects.create(
        code="qd-desk",
        name="市招商总台",
        short="总台",
        kind=Unit.Kind.CITY_DESK,
        territory=city,
        calendar=office,
        phone="0532-00000000",
    )
    districts, zones = {}, {}
    for number, (code, name, english) in enumerate(DISTRICTS, start=1):
        place = Territory.objects.create(code=code, name=name, name_en=english, level=levels.DISTRICT, parent=city)
        districts[code] = Unit.objects.create(
            code=f"qd-{code}",
            name=f"{name.split('（')[0]}投资促进局",
            short=name[:2],
            kind=Unit.Kind.DISTRICT,
            territory=place,
            calendar=office,
            phone=f"0532-000010{number:02d}",
        )
    for number, (code, name, english, short) in enumerate(ZONES, start=1):
        parent = districts[code[:6]].territory
        place = Territory.objects.create(code=code, name=name, name_en=english, level=levels.PLACE, parent=parent)
        zones[code] = Unit.objects.create(
            code=f"qd-{code}",
            name=f"{name}投资促进部" if code != AROUND_THE_CLOCK else f"{name}（24 小时）",
            short=short,
            kind=Unit.Kind.ZONE,
            territory=place,
            calendar=always if code == AROUND_THE_CLOCK else office,
            phone=f"0532-000020{number:02d}",
        )
    return City(city, desk, districts, zones)
