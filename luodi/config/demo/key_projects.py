"""Key projects of the demo circle: entered, planned, reported month by month, checked, lit, and published."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate, localtime

from luodi.bulletin.actions.preparing import build_editions, prepare
from luodi.bulletin.actions.previewing import preview
from luodi.bulletin.actions.publishing import publish
from luodi.config.demo.circle import Circle
from luodi.config.demo.history import Teller
from luodi.directory.models import Post
from luodi.ledger.acts import replaying
from luodi.projects.actions.baselining import approve_baseline, propose_baseline
from luodi.projects.actions.checking import accept
from luodi.projects.actions.forecasting import issue_forecasts
from luodi.projects.actions.library import add
from luodi.projects.actions.lighting import set_rules, shine
from luodi.projects.actions.milestones import meet_milestone, move_milestone
from luodi.projects.actions.reporting import fill, submit
from luodi.projects.actions.rounds import ask_reports, close_round, open_due_rounds, settle_rounds
from luodi.projects.curves import planned_share
from luodi.projects.models import Project, Report, ReportCycle, ReportRound
from luodi.projects.rules import Frequency, Sector, Stage, Template

MILLION = 1_000_000
MONTHS = 5  # rounds told, the running one last
# title, template, sector, millions of yuan, place, stage, pace (1: as planned)
ROWS: tuple[tuple[str, str, str, int, str, str, float], ...] = (
    ("海洋装备总装基地", Template.LAND, Sector.INDUSTRY, 3200, "370211", Stage.BUILDING, 1.05),
    ("冷链物流中心二期", Template.LAND, Sector.SERVICES, 850, "370211", Stage.BUILDING, 0.72),
    ("新能源电池材料工厂", Template.LAND, Sector.INDUSTRY, 2600, "370211", Stage.PERMITTED, 0.9),
    ("海底数据中心示范", Template.LAND, Sector.INDUSTRY, 960, "370211", Stage.STARTED, 1.0),
    ("科创中心改造", Template.RENOVATION, Sector.SERVICES, 420, "370212", Stage.BUILDING, 0.55),
    ("生物医药中试平台", Template.LEASE, Sector.INDUSTRY, 380, "370212", Stage.BUILDING, 1.1),
    ("滨海绿道与驿站", Template.INFRASTRUCTURE, Sector.TOURISM, 260, "370212", Stage.BUILDING, 0.95),
    ("轨道装备研发园", Template.LAND, Sector.INDUSTRY, 1800, "370214", Stage.BUILDING, 0.98),
    ("智能家电产线升级", Template.RENOVATION, Sector.INDUSTRY, 540, "370214", Stage.PRODUCING, 1.0),
    ("空港快线隧道工程", Template.INFRASTRUCTURE, Sector.INFRASTRUCTURE, 4200, "370214", Stage.BUILDING, 0.86),
    ("蓝谷海洋研究院", Template.SERVICE, Sector.SERVICES, 720, "370215", Stage.BUILDING, 0.9),
    ("温泉康养小镇", Template.LAND, Sector.TOURISM, 1500, "370215", Stage.FILED, 0.8),
    ("某校新校区", Template.INFRASTRUCTURE, Sector.LIVELIHOOD, 610, "370215", Stage.BUILDING, 0.97),
    ("上合国际物流园", Template.LAND, Sector.SERVICES, 1300, "370281", Stage.BUILDING, 1.02),
    ("临空食品加工基地", Template.LAND, Sector.INDUSTRY, 690, "370281", Stage.BUILDING, 0.4),
    ("机场北货运区道路", Template.INFRASTRUCTURE, Sector.INFRASTRUCTURE, 330, "370281", Stage.COMPLETED, 1.0),
    ("畜禽良种繁育中心", Template.LAND, Sector.AGRICULTURE, 280, "370283", Stage.BUILDING, 0.93),
    ("大型光伏发电场", Template.LAND, Sector.INDUSTRY, 1100, "370283", Stage.BUILDING, 1.08),
    ("橡胶新材料产业园", Template.LAND, Sector.INDUSTRY, 900, "370285", Stage.BUILDING, 0.66),
    ("莱西湖生态修复", Template.INFRASTRUCTURE, Sector.TOURISM, 470, "370285", Stage.BUILDING, 0.88),
    ("核电配套产业园", Template.LAND, Sector.INDUSTRY, 2300, "3706", Stage.BUILDING, 0.96),
    ("沿海高铁站前枢纽", Template.INFRASTRUCTURE, Sector.INFRASTRUCTURE, 1900, "3706", Stage.BUILDING, 0.91),
    ("动力机械智能工厂", Template.RENOVATION, Sector.INDUSTRY, 1250, "3707", Stage.BUILDING, 1.03),
    ("设施农业示范园", Template.LAND, Sector.AGRICULTURE, 360, "3707", Stage.BUILDING, 0.85),
    ("医疗器械产业港", Template.LAND, Sector.INDUSTRY, 780, "3710", Stage.BUILDING, 0.99),
    ("海上文旅环线", Template.INFRASTRUCTURE, Sector.TOURISM, 540, "3710", Stage.BUILDING, 0.74),
    ("港口铁路专用线", Template.INFRASTRUCTURE, Sector.INFRASTRUCTURE, 860, "3711", Stage.BUILDING, 1.0),
    ("钢铁深加工园", Template.LAND, Sector.INDUSTRY, 1450, "3711", Stage.STARTED, 0.9),
)
# East and north of about the middle of each place, in degrees.
WHERE = {
    "370211": ("120.05", "35.95"),
    "370212": ("120.55", "36.20"),
    "370214": ("120.42", "36.30"),
    "370215": ("120.45", "36.42"),
    "370281": ("120.00", "36.28"),
    "370283": ("119.95", "36.78"),
    "370285": ("120.50", "36.88"),
    "3706": ("121.39", "37.50"),
    "3707": ("119.12", "36.70"),
    "3710": ("122.10", "37.45"),
    "3711": ("119.50", "35.43"),
}
NOT_COUNTED = frozenset({"海底数据中心示范", "设施农业示范园"})  # not in statistics yet
SILENT = "海上文旅环线"  # did not report in the last closed round
UNDER_WAY = frozenset({Stage.STARTED, Stage.BUILDING})
FINISHED = frozenset({Stage.COMPLETED, Stage.PRODUCING})
SEEN = ("桩基施工", "基础施工完成", "主体结构施工", "二次结构与装修", "设备进场安装", "室外管网施工")


@dataclass
class Library:
    """What is told of each project; `seen` is the share of the work that is done."""

    teller: Teller
    circle: Circle
    dice: random.Random = field(default_factory=lambda: random.Random(26))
    projects: dict[str, tuple[Project, Post, float]] = field(default_factory=dict)

    def do(self, at: datetime, verb: Any, **said: Any) -> bool:
        return self.teller.do(at, verb, **said)

    def by(self, post: Post) -> Any:
        return self.teller.viewer(post.user)


def tell_projects(teller: Teller, circle: Circle) -> Library:
    library = Library(teller, circle)
    today = localdate(teller.now)
    rounds = list(_round_days(today))
    entered = teller.office.opens(_at(rounds[0] - timedelta(days=40), 9))
    for number, row in enumerate(ROWS):
        _enter(library, entered + timedelta(minutes=7 * number), today, row)
    _rules(library, entered)
    for day in rounds:
        _round(library, day, last=day == rounds[-1])
    with replaying(teller.now):
        shine(teller.now)
        issue_forecasts(teller.now)
    return library


def _round_days(today: date) -> Iterator[date]:
    """The twentieth of each month told, the first first."""
    last = today.replace(day=20) if today.day >= 20 else (today.replace(day=1) - timedelta(days=1)).replace(day=20)
    months = last.year * 12 + last.month - 1
    for back in range(MONTHS - 1, -1, -1):
        year, month = divmod(months - back, 12)
        yield date(year, month + 1, 20)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return localtime().replace(
        year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, second=0, microsecond=0
    )


def _enter(library: Library, at: datetime, today: date, row: tuple[str, str, str, int, str, str, float]) -> None:
    """With an approved plan: from last autumn to some day of next year."""
    title, template, sector, millions, place, stage, pace = row
    owner, dice = library.circle.owners[place], library.dice
    start = today.replace(day=1) - timedelta(days=dice.randint(240, 420))
    under_way = stage in UNDER_WAY | FINISHED
    values: dict[str, Any] = {
        "stage": stage,
        "sector": sector,
        "industry": "36" if sector == Sector.INDUSTRY else "",
        "description": f"{title}：主体工程、配套用房与室外工程。",
        "sponsor_name": f"样例{title[:4]}有限公司",
        "builder_name": "样例建设集团有限公司" if under_way else "",
        "code": f"{start.year}-{place.ljust(6, '0')}-36-03-{dice.randint(0, 999999):06d}",
        "total": millions * MILLION,
        "year_plan": millions * MILLION * (9 if stage in FINISHED else 4) // 10,
        "level": "city",
        "listed_year": today.year,
        "address": "样例园区",
        "longitude": Decimal(WHERE[place][0]) + Decimal(dice.randint(-300, 300)) / 10_000,
        "latitude": Decimal(WHERE[place][1]) + Decimal(dice.randint(-250, 250)) / 10_000,
    }
    term = _term(stage, (start, start + timedelta(days=dice.randint(560, 760))), localdate(at), today)
    values["started_on"] = term[0] if under_way else None
    values["in_statistics_on"] = term[0] + timedelta(days=20) if under_way and title not in NOT_COUNTED else None
    with replaying(at):
        project = add(
            viewer=library.by(owner),
            owner=owner,
            at=owner.unit.territory,
            title=title,
            template=template,
            values={name: value for name, value in values.items() if value not in (None, "")},
        )
    library.projects[project.number] = (project, owner, pace)
    _plan(library, at + timedelta(minutes=3), project, owner, term, pace)


def _term(stage: str, term: tuple[date, date], entered: date, today: date) -> tuple[date, date]:
    """What is finished was so before it was entered; what has not begun begins in two months."""
    start, end = term
    if stage in FINISHED:
        return entered - timedelta(days=170), entered - timedelta(days=10)
    later = timedelta(days=0) if stage in UNDER_WAY else today + timedelta(days=60) - start
    return start + later, end + later


def _plan(library: Library, at: datetime, project: Project, owner: Post, term: tuple[date, date], pace: float) -> None:
    """Milestones still ahead unless all is done, and an S-shaped curve from start to end."""
    start, end = term
    span, day = (end - start).days, localdate(at)
    milestones = []
    for place, (name, share) in enumerate((("主体封顶", 0.6), ("设备安装完成", 0.8), ("竣工", 1.0)), start=1):
        planned, earliest = start + timedelta(days=int(span * share)), day + timedelta(days=30 * place + 20)
        milestones.append({"name": name, "planned": planned if end < day else max(planned, earliest)})
    curve = [[(start + timedelta(days=span * tenth // 10)).isoformat(), _s_curve(tenth)] for tenth in range(11)]
    said = {"viewer": library.by(owner), "number": project.number}
    if library.do(at, propose_baseline, milestones=milestones, curve=curve, effective=day, **said):
        checker = library.circle.checker if _in_city(library, project) else library.circle.joint
        library.do(
            at + timedelta(minutes=2),
            approve_baseline,
            viewer=library.by(checker),
            number=project.number,
            version_no=1,
        )
        if end < day:
            _met(library, at + timedelta(minutes=4), project, owner)
        else:
            _expect(library, at + timedelta(minutes=4), project, owner, pace)


def _met(library: Library, at: datetime, project: Project, owner: Post) -> None:
    for milestone in project.milestones.order_by("position"):
        said = {"viewer": library.by(owner), "number": project.number, "milestone": milestone.pk}
        library.do(at, meet_milestone, met_on=milestone.forecast, **said)


def _expect(library: Library, at: datetime, project: Project, owner: Post, pace: float) -> None:
    """Who is ahead expects to be done before the plan, who is behind after it."""
    last = project.milestones.get(name="竣工")
    assert last.forecast is not None
    expected = last.forecast - timedelta(days=int((pace - 0.85) * 500))
    said = {"viewer": library.by(owner), "number": project.number, "milestone": last.pk}
    library.do(at, move_milestone, forecast=expected, reason="按现在的施工组织", **said)


def _s_curve(tenth: int) -> float:
    """Per cent done when so many tenths of the time have passed: slow, fast, slow."""
    part = tenth / 10
    return round(100 * (3 * part**2 - 2 * part**3), 1)


def _in_city(library: Library, project: Project) -> bool:
    return project.duty.city_id == library.circle.city.territory.pk


def _rules(library: Library, at: datetime) -> None:
    """One cycle for all five cities; each city's lights by the same preset."""
    circle = library.circle
    ReportCycle.objects.create(territory=circle.territory, name="重点项目月调度", frequency=Frequency.MONTHLY)
    for city in circle.cities.values():
        with replaying(at):
            set_rules(
                viewer=library.by(circle.joint),
                city=city,
                preset="yinchuan",
                values={},
                effective=localdate(at),
                reason="按批准计划的曲线对照",
            )


def _round(library: Library, day: date, *, last: bool) -> None:
    now, opened = library.teller.now, _at(day, 8, 30)
    if opened >= now:
        return
    with replaying(opened):
        open_due_rounds(opened)
        while ask_reports(opened):
            pass
    one = ReportRound.objects.filter(as_of=day).latest("pk")
    for place, (project, owner, pace) in enumerate(library.projects.values()):
        late = place % 11 == 4
        at = _at(day + timedelta(days=6 if late else 1 + place % 3), 9, (place * 7) % 50)
        silent = project.duty.title == SILENT and (now - opened).days < 60
        if silent or (last and place % 4 == 3):
            continue
        _report(library, at, one, project, owner, pace)
    if last:
        return
    closing = _at(day + timedelta(days=9), 16)
    with replaying(closing):
        close_round(viewer=library.by(library.circle.joint), round=one.pk)
        while settle_rounds(closing):
            pass
        shine(closing)
    _publish(library, one, closing)


def _report(library: Library, at: datetime, one: ReportRound, project: Project, owner: Post, pace: float) -> None:
    baseline = project.baselines.filter(state="active").first()
    if baseline is None:
        return
    due = float(planned_share(baseline.curve, localdate(at)))
    percent = Decimal(str(round(min(max(due * pace + library.dice.uniform(-0.8, 0.8), 0), 99), 1)))
    done, begun = project.stage in FINISHED, project.stage in UNDER_WAY | FINISHED
    percent = Decimal(100) if done else percent if begun else Decimal(0)
    before = Report.objects.counting().filter(project=project).order_by("-round__as_of").first()
    percent = max(percent, before.percent if before is not None and before.percent is not None else Decimal(0))
    moved = percent - (before.percent if before is not None and before.percent is not None else Decimal(0))
    most = 100 if done else 9 if before is not None else 18  # per cent; the first brings the months before it
    invested = int(Decimal(project.total or 0) * min(moved, Decimal(most)) / 100 * Decimal("0.9"))
    ahead = project.milestones.filter(met_on=None, withdrawn_at=None).order_by("position").first()
    slip = int(max(0.0, 1 - pace) * 60)
    planned = ahead.forecast if ahead is not None else None
    values: dict[str, Any] = {
        "invested": invested // 10_000 * 10_000,
        "arrived": invested // 12_000 * 10_000,
        "percent": percent,
        "words": _seen(percent, begun=begun),
        "next_on": max(planned + timedelta(days=slip), localdate(at)) if planned else None,
        "claim": "green" if pace > 0.7 else "yellow",
    }
    said = {"viewer": library.by(owner), "number": project.number, "round": one.pk}
    if library.do(at, fill, values=values, **said) and library.do(at + timedelta(minutes=3), submit, **said):
        _check(library, library.teller.later(at, library.dice.randint(40, 500)), one, project, pace)


def _seen(percent: Decimal, *, begun: bool) -> str:
    if not begun:
        return "办理前期手续"
    return "已竣工" if percent == 100 else SEEN[min(int(percent) * len(SEEN) // 100, len(SEEN) - 1)]


def _check(library: Library, at: datetime, one: ReportRound, project: Project, pace: float) -> None:
    report = Report.objects.get(project=project, round=one, state="submitted")
    checker = library.circle.checker if _in_city(library, project) else library.circle.joint
    confidence = "high" if pace > 0.95 else "middle" if pace > 0.7 else "low"
    library.do(at, accept, viewer=library.by(checker), number=project.number, report=report.pk, confidence=confidence)


def _publish(library: Library, one: ReportRound, at: datetime) -> None:
    """Prepared, shown to the owners for two working days, approved by somebody else."""
    circle, later = library.circle, library.teller.later
    joint, leader = library.by(circle.joint), library.by(circle.joint_leader)
    with replaying(at):
        edition = prepare(viewer=joint, round=one, territory=circle.territory)
        while build_editions(at):
            pass
    if library.do(at + timedelta(minutes=5), preview, viewer=joint, number=edition.number):
        library.do(later(at, 3 * 420), publish, viewer=leader, number=edition.number)
