"""Tables of the duty: steps of each kind of matter, allowances, warning ladders, and who may do what. No ORM."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import IntEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.clock import SHANGHAI, Allowance, Calendar, Pause

ONE_HOUR = Allowance.parse("1wh")
ONE_DAY = Allowance.parse("1wd")

# How far: the steps a strip shows for each kind, and which progress values stand at each step.
STEPS: dict[str, tuple[tuple[object, frozenset[str]], ...]] = {
    "enquiry": (
        (_("提交"), frozenset({"draft", "unconfirmed", "submitted"})),
        (_("签收"), frozenset({"assigned"})),
        (_("联系"), frozenset({"signed"})),
        (_("研判"), frozenset({"contacted"})),
        (_("跟进"), frozenset({"engaged", "nurture", "dormant"})),
        (_("落地"), frozenset({"converted"})),
    ),
    "offer": (
        (_("登记"), frozenset({"withdrawn"})),
        (_("可供"), frozenset({"open"})),
        (_("预留"), frozenset({"reserved"})),
        (_("租售"), frozenset({"let"})),
    ),
    "case": (
        (_("填报"), frozenset({"draft"})),
        (_("办理"), frozenset({"open", "waiting"})),
        (_("办结"), frozenset({"finished", "partly_refused", "withdrawn"})),
    ),
    "item": (
        (_("排队"), frozenset({"excluded", "blocked", "ready"})),
        (_("申报"), frozenset({"filed", "supplement", "not_accepted", "withdrawn"})),
        (_("审查"), frozenset({"accepted", "paused"})),
        (_("决定"), frozenset({"approved", "refused"})),
        (_("发证"), frozenset({"issued", "void"})),
        (_("送达"), frozenset({"delivered"})),
    ),
    "project": (
        (_("谋划"), frozenset({"idea", "in_talks", "under_review"})),
        (_("签约"), frozenset({"contracted", "registered"})),
        (_("前期"), frozenset({"filed", "site_ready", "permitted"})),
        (_("建设"), frozenset({"started", "building", "paused"})),
        (_("竣工"), frozenset({"completed"})),
        (_("投产"), frozenset({"producing", "at_capacity", "aftercare"})),
    ),
    "problem": (
        (_("提出"), frozenset({"raised"})),
        (_("办理"), frozenset({"accepted"})),
        (_("确认"), frozenset({"solved"})),
        (_("解决"), frozenset({"closed"})),
    ),
    "work": (
        (_("办理"), frozenset({"open"})),
        (_("答复"), frozenset({"replied"})),
        (_("完成"), frozenset({"done"})),
    ),
    "meeting": (
        (_("筹备"), frozenset({"planned"})),
        (_("召开"), frozenset({"held"})),
        (_("印发"), frozenset({"issued"})),
    ),
    "cooperation": (
        (_("洽谈"), frozenset({"talks"})),
        (_("实施"), frozenset({"in_force"})),
        (_("完成"), frozenset({"done"})),
    ),
    "edition": (
        (_("编制"), frozenset({"prepared"})),
        (_("更正"), frozenset({"preview"})),
        (_("公布"), frozenset({"published"})),
    ),
}

DEADLINE_NAMES = {
    "confirm": _("确认联系方式"),
    "sign_for": _("签收"),
    "contact": _("首次联系"),
    "triage": _("研判"),
    "follow_up": _("跟进"),
    "recontact": _("再次联系"),
    "handover": _("转办答复"),
    "remedy": _("差评整改"),
    "freshness": _("确认"),
    "acceptance": _("受理"),
    "supplement": _("补正"),
    "statutory": _("法定办结"),
    "decision": _("承诺办结"),
    "joint": _("一件事办结"),
    "issue": _("发证"),
    "deferral": _("容缺补交"),
    "appeal": _("异议答复"),
    "report": _("进展报送"),
    "check": _("审核"),
    "milestone": _("节点"),
    "solve": _("解决问题"),
    "confirmation": _("提出人确认"),
    "goal": lazy_in("时限", "完成"),
    "reply": _("批示答复"),
    "slip": _("督办回复"),
    "minutes": _("印发纪要"),
    "next_step": _("下一步"),
    "publish": _("公布"),
    "window": _("更正期"),
}

# domain file kpi, section 4. The preset "same-day" is the default.
PRESETS: dict[str, dict[str, str]] = {
    "same_day": {"sign_for": "2wh", "contact": "4wh", "triage": "1wd", "triage_big": "5wd"},
    "2115": {"sign_for": "2wh", "contact": "2wh", "triage": "1wd", "triage_big": "5wd"},
    "jiangmen": {"sign_for": "1wd", "contact": "1wd", "triage": "3wd", "triage_big": "5wd"},
}
PRESET_NAMES = {
    "same_day": _("同日：2 小时签收，4 小时联系"),
    "2115": _("2115：2 小时联系，1 个工作日研判"),
    "jiangmen": _("江门：1 个工作日响应，3 个工作日研判"),
}
DEFAULTS: dict[str, str] = {
    **PRESETS["same_day"],
    "confirm": "15wm",
    "follow_up": "10wd",
    "handover": "4wh",
    "remedy": "15wd",
    "recontact": "1wd",
    "freshness": "90d",
    # approvals: 行政许可法 Art. 32, 42, 44 and, for joint handling, 42; the last two are our defaults
    "acceptance": "5wd",
    "statutory": "20wd",
    "joint": "45wd",
    "issue": "10wd",
    "supplement": "15wd",
    "appeal": "10wd",
    # projects and works: our defaults
    "check": "3wd",
    "confirmation": "5wd",
    "reply": "5wd",
    "slip": "5wd",
    "minutes": "2wd",
    "window": "2wd",
}
# Kinds whose expiry is an act of its own: they warn nobody beforehand and never turn a strip red.
SILENT = frozenset({"confirm", "handover", "recontact", "confirmation", "window"})
# The city desk's own clocks on a matter that somebody else owns: it alone is told, and his strip does not show them.
DESKS = frozenset({"check"})
ASIDE = SILENT | DESKS
# Whose turn it is when the owner has done his part and no clock of his runs: (kind, progress) -> the clock of whoever
# is waited for, the words while it runs, and the words once it does not.
WAITED: dict[tuple[str, str], tuple[str, object, object]] = {
    ("problem", "solved"): ("confirmation", _("等提出人确认"), _("等审核人员代为确认")),
    ("work", "replied"): ("", "", _("等批示人审阅答复")),
}
# Kinds that warn as others do, and whose end is an act too: silence is acceptance, a promise not kept is broken.
ENDING = frozenset({"acceptance", "supplement", "deferral"})


class Rung(IntEnum):
    """What the watch has told: half or the day before, the due moment, an hour or a working day after."""

    NONE = 0
    YELLOW = 1
    RED = 2
    CITY = 3
    # of a report: three working days and one before, due, and one and two working days after
    EARLY = 4
    SOON = 5
    DUE = 6
    HEAD = 7
    DESK = 8
    EXPIRED = 9


WARNINGS = frozenset({Rung.YELLOW, Rung.EARLY, Rung.SOON})


@dataclass(frozen=True)
class Tell:
    rung: Rung
    at: datetime


@dataclass(frozen=True)
class Lead:
    """A kind that asks long before it is due, in notices of its own, one a day for all that an owner has.

    `codes` are all the rungs that it has.
    """

    before: timedelta
    codes: dict[Rung, str]


# What nobody confirms is hidden, which is consequence enough: no city desk hears of it.
LEADS: dict[str, Lead] = {
    "freshness": Lead(timedelta(days=14), {Rung.YELLOW: "still_there", Rung.RED: "hidden"}),
}
CODES = {Rung.YELLOW: "yellow", Rung.RED: "red", Rung.CITY: "city"}
# Kinds with notices of their own, one a day for all that an owner has.
GATHERED: dict[str, dict[Rung, str]] = {
    **{kind: lead.codes for kind, lead in LEADS.items()},
    "report": {
        Rung.EARLY: "report_early",
        Rung.SOON: "report_soon",
        Rung.DUE: "report_due",
        Rung.HEAD: "report_late",
        Rung.DESK: "report_desk",
    },
}


def code_of(kind: str, rung: Rung) -> str:
    """The notice in which a rung is told."""
    return GATHERED[kind][rung] if kind in GATHERED else CODES[rung]


def ladder(
    kind: str, token: str, started: datetime, due: datetime, calendar: Calendar, pauses: Iterable[Pause] = ()
) -> tuple[Tell, ...]:
    """When each rung is told (kpi, section 4).

    Hour clocks: yellow at half, red at due, city desk one working hour later. Day clocks: yellow one working
    day before (half where the allowance is one day or less), red at due, city desk at the end of the next
    working day. Silent kinds have one rung: their expiry; ending kinds have yellow and their expiry. A kind of
    LEADS is asked so long before, or when it starts where it is shorter. A report: `_of_report`.
    """
    if kind in SILENT:
        return (Tell(Rung.EXPIRED, due),)
    if kind in LEADS:
        return (Tell(Rung.YELLOW, max(started, due - LEADS[kind].before)), Tell(Rung.RED, due))
    if kind == "report":
        return _of_report(due, calendar)
    allowance = Allowance.parse(token)
    by_hours = allowance.minutes is not None
    late = calendar.due(due, ONE_HOUR if by_hours else ONE_DAY).at
    if by_hours or allowance == ONE_DAY:
        yellow = _half(started, due, calendar, tuple(pauses))
    else:
        yellow = _day_before(due, calendar)
    if kind in ENDING:
        return (Tell(Rung.YELLOW, yellow), Tell(Rung.EXPIRED, due))
    return (Tell(Rung.YELLOW, yellow), Tell(Rung.RED, due), Tell(Rung.CITY, late))


def _half(started: datetime, due: datetime, calendar: Calendar, pauses: tuple[Pause, ...]) -> datetime:
    minutes = calendar.elapsed(started, due, pauses) // 2
    return calendar.due(started, Allowance.parse(f"{minutes}wm"), pauses).at


def _of_report(due: datetime, calendar: Calendar) -> tuple[Tell, ...]:
    """The owner three working days before, one before and at due; then the head, then the city desk."""
    return (
        Tell(Rung.EARLY, _day_before(due, calendar, 3)),
        Tell(Rung.SOON, _day_before(due, calendar)),
        Tell(Rung.DUE, due),
        Tell(Rung.HEAD, calendar.due(due, ONE_DAY).at),
        Tell(Rung.DESK, calendar.due(due, Allowance.parse("2wd")).at),
    )


def _day_before(due: datetime, calendar: Calendar, working_days: int = 1) -> datetime:
    """The end of the last working day before the day of `due`, or of one so many before."""
    day = due.astimezone(SHANGHAI).date()
    for _n in range(working_days):
        day -= timedelta(days=1)
        while not calendar.is_working(day):
            day -= timedelta(days=1)
    midnight = datetime.combine(day, time(), SHANGHAI)
    return (midnight + timedelta(minutes=calendar.windows(day)[-1].end)).astimezone(UTC)


# Who may do what: verb -> relations of the viewer to the duty (see `luodi.duties.reach.relations`).
OFFICERS = frozenset({"owner", "substitute", "colleague", "head"})
INVESTOR_SIDE = frozenset({"investor", "investor_colleague"})
CHECKERS = frozenset({"checker", "city_desk"})
FILERS = frozenset({"investor", "agent", "counter"})
MAY: dict[str, frozenset[str]] = {
    "sign_for": OFFICERS,
    "log_contact": OFFICERS,
    "write": OFFICERS | INVESTOR_SIDE,
    "note": OFFICERS | {"asked", "city_desk"},
    "triage": OFFICERS,
    "set_next_step": OFFICERS,
    "set_fact": OFFICERS | INVESTOR_SIDE,
    "judge": OFFICERS,
    "introduce": OFFICERS,
    "hand_over": OFFICERS | {"city_desk"},
    "accept": frozenset({"asked", "city_desk"}),
    "return": frozenset({"asked"}),
    "rule": frozenset({"city_desk"}),
    "attach": OFFICERS | INVESTOR_SIDE,
    "confirm_contact": INVESTOR_SIDE,
    "deny_contact": INVESTOR_SIDE,
    "clear_denial": frozenset({"head", "city_desk"}),
    "withdraw": frozenset({"investor"}),
    # an offer: its unit, and the company that described itself in it
    "keep_offer": OFFICERS,
    "tell_offer": OFFICERS | {"investor"},
    "invite": frozenset({"investor"}),
    "rate": frozenset({"investor"}),
    "remedy": OFFICERS,
    # a filing: who files it, who carries it on at a counter or with a mandate
    "fill": FILERS | {"investor_colleague"},
    "file": FILERS,
    "withdraw_item": frozenset({"investor", "agent"}),
    "appeal": frozenset({"investor", "agent"}),
    # an item: its department; the general window takes in what departments have given to it
    "accept_item": OFFICERS | {"counter"},
    "judge_material": OFFICERS | {"counter"},
    "decide": OFFICERS,
    "extend": frozenset({"head"}),
    "transfer": OFFICERS | {"city_desk"},
    "issue": OFFICERS,
    "deliver": OFFICERS | {"counter", "agent"},
    "receive": OFFICERS | {"counter", "agent", "investor"},
    "answer_appeal": frozenset({"head"}),
    # a project: its owner, deputy and unit; those who check never report, and leaders instruct
    "keep_project": OFFICERS | {"deputy"},
    "ask_gate": OFFICERS | {"deputy"},
    "decide_gate": CHECKERS,
    "approve_baseline": CHECKERS,
    "report": OFFICERS | {"deputy"},
    "check_report": CHECKERS,
    "measure": OFFICERS | {"deputy"},
    "override_light": frozenset({"city_desk", "leader"}),
    "raise_problem": OFFICERS | CHECKERS | {"deputy", "leader", "scope"},
    "solve_problem": OFFICERS,
    "confirm_problem": CHECKERS | {"raiser"},
    "supervise": CHECKERS | {"leader"},
    "instruct": frozenset({"leader", "city_desk", "head"}),
    "answer_slip": OFFICERS | {"deputy"},
    "judge_instruction": frozenset({"leader", "city_desk", "raiser"}),
    "keep_work": OFFICERS | {"city_desk"},
    "hold_meeting": OFFICERS | {"city_desk"},
    "publish": frozenset({"city_desk"}),
    "approve_edition": frozenset({"city_desk", "leader"}),
    "read": OFFICERS
    | INVESTOR_SIDE
    | {"asked", "city_desk", "finder", "escalated", "ruling", "scope", "agent", "counter"}
    | {"deputy", "checker", "leader", "raiser"},
}
