"""Departments, the hall and the teams of the demo city that handle filings: roles, not persons."""

from dataclasses import dataclass
from datetime import datetime

from luodi.accounts.models import User
from luodi.approvals.installing import install, units_for
from luodi.config.demo.places import City
from luodi.directory.models import Post, Territory, Unit

BOTH, ITEMS = ("case", "item"), ("item",)
HALLS = (("3702", "市民中心", "市民中心政务大厅"), ("370213", "李沧大厅", "李沧区政务服务大厅"))
TEAMS = (
    ("370211901", "董家口帮办", "董家口帮办代办队"),
    ("370214901", "高新区帮办", "高新区帮办代办队"),
    ("370281902", "上合帮办", "上合示范区帮办代办队"),
)


@dataclass(frozen=True)
class Offices:
    departments: dict[str, Unit]
    counters: list[User]
    agents: list[User]


def build_offices(city: City, since: datetime) -> Offices:
    """The shipped catalogue is in force from `since`."""
    calendar = city.desk.calendar
    departments = units_for(city.territory, calendar, phone="0532-00003000")
    for number, (_code, unit) in enumerate(sorted(departments.items())):
        for place, (role, word) in enumerate(
            ((Post.Role.APPROVER, "审批人员"), (Post.Role.APPROVER, "审批人员二"), (Post.Role.HEAD, "科长"))
        ):
            _post(unit, f"demo-{role}{place}-90{number:02d}", word, role, BOTH, since)
    install(at=since.date(), units=departments, samples=True)
    counters, agents = [], []
    for number, (code, short, name) in enumerate(HALLS):
        hall = _unit(f"hall-{code}", short, name, Territory.objects.get(code=code), city)
        for place in (1, 2):
            login = f"demo-counter{place}-91{number:02d}"
            counters.append(_post(hall, login, f"综合窗口{place}号", Post.Role.COUNTER, BOTH, since).user)
    for number, (code, short, name) in enumerate(TEAMS):
        team = _unit(f"team-{code}", short, name, Territory.objects.get(code=code), city)
        for place in (1, 2):
            login = f"demo-agent{place}-92{number:02d}"
            agents.append(_post(team, login, f"帮办员{place}", Post.Role.AGENT, (), since).user)
    return Offices(departments, counters, agents)


def _unit(code: str, short: str, name: str, territory: Territory, city: City) -> Unit:
    return Unit.objects.create(
        code=code,
        name=name,
        short=short,
        kind=Unit.Kind.OFFICE,
        territory=territory,
        calendar=city.desk.calendar,
        phone="0532-00003100",
    )


def _post(unit: Unit, login: str, title: str, role: str, remit: tuple[str, ...], since: datetime) -> Post:
    user = User.objects.create_user(login, None, kind=User.Kind.STAFF, name=f"{unit.name}{title}")
    return Post.objects.create(
        user=user, unit=unit, role=role, title=title, phone=unit.phone, remit=list(remit), since=since
    )
