"""Around the projects of the demo circle: a measured tunnel, problems, a meeting, instructions, works, cooperation."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate, localtime

from luodi.config.demo.filings import paper
from luodi.config.demo.key_projects import Library
from luodi.directory.models import Post
from luodi.ledger.acts import replaying
from luodi.projects.actions.measuring import measure
from luodi.projects.actions.problems import accept_problem, confirm, raise_problem, solve
from luodi.projects.actions.quantities import add_quantity
from luodi.projects.models import Problem, Project
from luodi.projects.rules import Asked, Category
from luodi.works.actions.cooperating import cooperate, step_done
from luodi.works.actions.instructing import instruct
from luodi.works.actions.meeting import call_meeting, decide_in, end_meeting, issue_minutes
from luodi.works.actions.supervising import slip
from luodi.works.actions.working import add_work, finish, reach
from luodi.works.rules import CooperationKind, Kind, MayCopy, MeetingKind, Wording

# project, category, one line, level asked, how far it got
PROBLEMS = (
    ("冷链物流中心二期", Category.UTILITIES, "10 千伏外线还没有路由，影响设备调试", Asked.UNIT, "solved"),
    ("空港快线隧道工程", Category.DEMOLITION, "洞口两户未签约，影响工作面移交", Asked.LEADER, "accepted"),
    ("科创中心改造", Category.FUNDS, "第二笔贷款未到位", Asked.UNIT, "raised"),
    ("某校新校区", Category.APPROVAL, "消防验收需提前介入", Asked.SPECIALIST, "closed"),
    ("橡胶新材料产业园", Category.LAND, "尾块用地手续未完成", Asked.LEADER, "raised"),
    ("海上文旅环线", Category.FUNDS, "专项债额度待下达", Asked.TOP, "accepted"),
)
DECISIONS = (
    ("倒排隧道进洞节点，报旬计划", "370214", "空港快线隧道工程"),
    ("协调 10 千伏外线路由", "370211", "冷链物流中心二期"),
    ("科创中心资金方案", "370212", "科创中心改造"),
    ("尾块用地联审", "370285", "橡胶新材料产业园"),
)
# days ago, project, one of the usual wordings, what is added to it
INSTRUCTIONS = (
    (4, "空港快线隧道工程", Wording.PROPOSE, "请报赶工方案"),
    (3, "冷链物流中心二期", Wording.ACT, "本周内去现场办"),
)
POINTS = ((Kind.RISK, "雨季施工与防汛"), (Kind.CRUX, "游客中心用地"), (Kind.INNOVATION, "三区联票"))


def tell_working(library: Library) -> None:
    by_title = {project.duty.title: (project, owner) for project, owner, _pace in library.projects.values()}
    if not by_title:
        return
    _tunnel(library, *by_title["空港快线隧道工程"])
    for back, row in enumerate(PROBLEMS):
        _problem(library, by_title, back, row)
    _meeting(library, by_title)
    _works(library, by_title)
    _cooperation(library)


def _ago(library: Library, days: int, hour: int = 10) -> datetime:
    """An open moment so many calendar days before the present."""
    day = library.teller.now - timedelta(days=days)
    return library.teller.office.opens(localtime(day).replace(hour=hour, minute=5))


def _tunnel(library: Library, project: Project, owner: Post) -> None:
    """A section of 900 m, measured every few days, two bad zones ahead."""
    began, by = _ago(library, 60), library.by(owner)
    with replaying(began):
        section = add_quantity(
            viewer=by,
            number=project.number,
            name="左线掘进",
            unit="米",
            total=Decimal(900),
            starts_on=localdate(began),
            ends_on=localdate(began) + timedelta(days=85),
            is_linear=True,
            zones=[
                {"name": "断层一", "from": 620, "to": 660, "days": [0, 1, 2]},
                {"name": "断层二", "from": 780, "to": 810, "days": [0, 1, 2]},
            ],
            calendar="247",
        )
    bored = Decimal(0)
    for back in range(57, 0, -6):
        at = _ago(library, back)
        bored += Decimal(library.dice.randint(46, 68))
        library.do(at, measure, viewer=by, number=project.number, quantity=section.pk, value=bored, as_of=at)


def _problem(library: Library, by_title: dict[str, Any], back: int, row: tuple[str, str, str, str, str]) -> None:
    title, category, words, asked, reached = row
    project, owner = by_title[title]
    at, by = _ago(library, 16 - 2 * back), library.by(owner)
    day = localdate(at) - timedelta(days=2)
    said = {"category": category, "title": words, "words": words, "asked": asked, "blocks_since": day}
    if not library.do(at, raise_problem, viewer=by, number=project.number, **said) or reached == "raised":
        return
    problem = Problem.objects.select_related("duty__owner__user").filter(project=project).latest("raised_at")
    solver, number = library.by(problem.duty.owner), problem.number
    plan = {"plan": "与责任单位现场办公，按期给出方案", "plan_due": localdate(problem.duty.next_due)}
    library.do(at + timedelta(hours=5), accept_problem, viewer=solver, number=number, **plan)
    if reached in ("solved", "closed"):
        later = library.teller.later(at, 900)
        library.do(later, solve, viewer=solver, number=number, words="已现场协调，当天落实", file=paper("现场协调记录"))
        if reached == "closed":
            library.do(library.teller.later(later, 300), confirm, viewer=by, number=number)


def _meeting(library: Library, by_title: dict[str, Any]) -> None:
    circle, at = library.circle, _ago(library, 7, 14)
    desk = library.by(circle.dispatcher)
    with replaying(at - timedelta(days=2)):
        meeting = call_meeting(
            viewer=desk,
            kind=MeetingKind.ON_SITE,
            title="重点项目现场调度会",
            at=circle.city.territory,
            starts=at,
            venue="空港快线项目部",
            present="有关区市、市直有关部门",
            chaired_by=circle.leader,
        )
    for minute, (title, place, about) in enumerate(DECISIONS):
        library.do(
            at + timedelta(minutes=20 + 6 * minute),
            decide_in,
            viewer=desk,
            number=meeting.number,
            title=title,
            owner=circle.owners[place],
            due=localdate(at) + timedelta(days=3 + 4 * minute),
            about=by_title[about][0].number,
        )
    library.do(
        at + timedelta(hours=2), end_meeting, viewer=desk, number=meeting.number, words="会议听取了进展，议定以下事项。"
    )
    library.do(library.teller.later(at, 600), issue_minutes, viewer=desk, number=meeting.number)
    leader = library.by(circle.leader)
    for days, about, wording, words in INSTRUCTIONS:
        number = by_title[about][0].number
        library.do(_ago(library, days), instruct, viewer=leader, number=number, wording=wording, words=words)
    late = by_title["临空食品加工基地"][0]
    library.do(_ago(library, 5), slip, viewer=desk, number=late.number, order="进度落后较多，请说明原因并报整改计划。")


def _works(library: Library, by_title: dict[str, Any]) -> None:
    """A key work with its three points, and two goals of the year."""
    circle, at = library.circle, _ago(library, 50)
    owner, year = circle.owners["370212"], library.teller.now.year
    by, due = library.by(owner), date(year, 12, 31)

    def add(kind: str, title: str, at: datetime, **columns: Any) -> str:
        with replaying(at):
            made = add_work(viewer=by, kind=kind, title=title, owner=owner, at=owner.unit.territory, due=due, **columns)
        return made.number

    coast = by_title["滨海绿道与驿站"][0]
    whole = add(Kind.WORK, "滨海文旅提升", at, about=coast.number, period=str(year))
    for minute, (kind, title) in enumerate(POINTS, start=1):
        add(kind, title, at + timedelta(minutes=minute), parent=whole)
    goal = add(
        Kind.GOAL, "帮助 1 家企业上市", at + timedelta(minutes=6), target=Decimal(1), unit_word="家", period=str(year)
    )
    add(Kind.GOAL, "举办 2 场推介活动", at + timedelta(minutes=7), target=Decimal(2), unit_word="场", period=str(year))
    facts = {
        "what": "施工许可分三阶段核发",
        "where": owner.unit.name,
        "effect": "提前开工 45 天",
        "may_copy": MayCopy.ALL,
    }
    add(Kind.MEASURE, "拿地即开工", at + timedelta(minutes=8), facts=facts)
    library.do(_ago(library, 12), reach, viewer=by, number=goal, reached=Decimal(1))
    library.do(_ago(library, 11), finish, viewer=by, number=goal, result="一家企业在科创板上市")


def _cooperation(library: Library) -> None:
    circle, at = library.circle, _ago(library, 40)
    joint, five = library.by(circle.joint), list(circle.cities.values())
    ahead = localdate(library.teller.now) + timedelta(days=9)
    rows: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        (CooperationKind.ALLIANCE, "五市港口联盟", "商定共用航线清单", {"signed_on": localdate(at)}),
        (CooperationKind.ZONE, "莱西莱阳一体化示范区", "编制起步区方案", {}),
        (CooperationKind.EVENT, "北京联合推介会", "确定参会企业", {"partners": "有关商会"}),
        (
            CooperationKind.POLICY,
            "人才通认政策",
            "印发实施细则",
            {"copied_from": "青岛市", "adapted": "互认范围先定为副高级以上"},
        ),
    )
    for day, (kind, title, step, columns) in enumerate(rows):
        with replaying(at + timedelta(minutes=day)):
            made = cooperate(
                viewer=joint,
                kind=kind,
                title=title,
                owner=circle.joint,
                at=circle.city.territory,
                cities=five,
                next_step=step,
                next_on=localdate(at) + timedelta(days=20),
                **columns,
            )
        result = {"result": f"{step}：已完成", "next_step": "按季通报进展", "next_on": ahead}
        if kind != CooperationKind.ZONE:
            library.do(_ago(library, 24), step_done, viewer=joint, number=made.number, **result)
