"""Five cities that work together, and who pushes their key projects: roles, not persons.

Codes and names of the cities: GB/T 2260 as published by the National Bureau of Statistics (2023).
"""

from dataclasses import dataclass
from datetime import datetime

from luodi.accounts.models import User
from luodi.config.demo.places import City
from luodi.directory.models import Post, Territory, Unit

NEIGHBOURS = (
    ("3706", "烟台市", "Yantai"),
    ("3707", "潍坊市", "Weifang"),
    ("3710", "威海市", "Weihai"),
    ("3711", "日照市", "Rizhao"),
)
KINDS = ("project", "problem", "work", "meeting", "cooperation", "edition")
# Districts whose promotion bureau has somebody for key projects.
PUSHING = ("370211", "370212", "370214", "370215", "370281", "370283", "370285")


@dataclass(frozen=True)
class Circle:
    """`owners` by the code of the place they push projects in."""

    territory: Territory
    city: City
    cities: dict[str, Territory]
    owners: dict[str, Post]
    checker: Post
    dispatcher: Post
    leader: Post
    joint: Post
    joint_leader: Post


def build_circle(city: City, since: datetime) -> Circle:
    """The joint office sees every city; each city's own desk sees its own."""
    levels, R = Territory.Level, Post.Role
    circle = Territory.objects.create(
        code="SD-E", name="胶东经济圈", name_en="Jiaodong Economic Circle", level=levels.CIRCLE
    )
    Territory.objects.filter(pk=city.territory.pk).update(parent=circle)
    city.territory.parent = circle
    cities, owners = {city.territory.code: city.territory}, {}
    for number, (code, unit) in enumerate([(code, city.districts[code]) for code in PUSHING]):
        owners[code] = _post(unit, f"demo-project-{code}", "项目专员", R.PROJECT, since, number)
        for head in Post.objects.filter(unit=unit, role=R.HEAD):
            head.remit = [*head.remit, *KINDS]
            head.save(update_fields=["remit"])
    for number, (code, name, english) in enumerate(NEIGHBOURS):
        place = Territory.objects.create(code=code, name=name, name_en=english, level=levels.CITY, parent=circle)
        cities[code] = place
        unit = _unit(f"drc-{code}", f"{name}重点项目办", name[:2], place, city)
        owners[code] = _post(unit, f"demo-project-{code}", "项目专员", R.PROJECT, since, number)
    government = _unit("gov-3702", "市政府办公室", "市府办", city.territory, city)
    joint = _unit("joint", "经济圈一体化办公室", "一体化办", circle, city, Unit.Kind.CITY_DESK)
    return Circle(
        territory=circle,
        city=city,
        cities=cities,
        owners=owners,
        checker=_post(city.desk, "demo-checker", "项目审核员", R.CHECKER, since, 5),
        dispatcher=_post(city.desk, "demo-dispatch", "项目调度员", R.DISPATCHER, since, 6),
        leader=_post(government, "demo-leader", "分管领导", R.LEADER, since, 1),
        joint=_post(joint, "demo-joint", "联席调度员", R.DISPATCHER, since, 1),
        joint_leader=_post(joint, "demo-joint-leader", "联席办主任", R.LEADER, since, 2),
    )


def _unit(code: str, name: str, short: str, territory: Territory, city: City, kind: str = Unit.Kind.OFFICE) -> Unit:
    return Unit.objects.create(
        code=code,
        name=name,
        short=short,
        kind=kind,
        territory=territory,
        calendar=city.desk.calendar,
        phone="0532-00004000",
    )


def _post(unit: Unit, login: str, title: str, role: str, since: datetime, number: int) -> Post:
    user = User.objects.create_user(login, None, kind=User.Kind.STAFF, name=f"{unit.short}{title}")
    return Post.objects.create(
        user=user,
        unit=unit,
        role=role,
        title=title,
        phone=f"{unit.phone[:-1]}{number}",
        remit=list(KINDS),
        since=since,
    )
