"""Kinds of works, points and goals; short forms of an instruction; kinds of meeting and of cooperation. No ORM."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    WORK = "work", _("重点工作")
    RISK = "risk", _("风险点")
    CRUX = "crux", _("攻坚点")
    INNOVATION = "innovation", _("创新点")
    GOAL = "goal", _("目标")
    MEASURE = "measure", _("创新举措")
    CAMPAIGN = "campaign", _("活动")
    PLAN = "plan", _("攻坚方案")
    DECISION = "decision", _("会议议定事项")
    INSTRUCTION = "instruction", _("批示")


class MayCopy(TextChoices):
    """How far an innovation measure is shown, and so who may copy it; empty: only who sees its duty."""

    CITY = "city", _("本市各单位")
    ALL = "all", _("各城市")


class Became(TextChoices):
    """What the next version of a plan says of a task."""

    OPEN = "", _("未定")
    DONE = "done", _("已完成")
    CARRIED = "carried", _("继续实施")
    CHANGED = "changed", _("调整后继续")
    DROPPED = "dropped", _("不再实施")


POINTS = (Kind.RISK, Kind.CRUX, Kind.INNOVATION)
WITH_EFFECT = frozenset({Kind.MEASURE, Kind.CAMPAIGN})
# What may hang under what.
PARTS: dict[str, frozenset[str]] = {
    Kind.WORK: frozenset({*POINTS, Kind.GOAL, Kind.WORK}),
    Kind.PLAN: frozenset({Kind.WORK, Kind.GOAL, Kind.CAMPAIGN, Kind.MEASURE}),
    Kind.CAMPAIGN: frozenset({Kind.GOAL}),
    Kind.DECISION: frozenset({*POINTS, Kind.GOAL}),
}


class State(TextChoices):
    OPEN = "open", _("办理中")
    REPLIED = "replied", _("已答复")
    DONE = "done", _("已完成")
    DROPPED = "dropped", _("已取消")


OPEN = frozenset({State.OPEN, State.REPLIED})


class Wording(TextChoices):
    """What leaders write on a row; the reply date and the leading unit go with it."""

    ACT = "act", _("去办")
    PROPOSE = "propose", _("报方案")
    REPLY = "reply", _("限期回复")
    LEAD = "lead", _("请牵头")


REPLY_DAYS: dict[str, str] = {Wording.ACT: "5wd", Wording.PROPOSE: "5wd", Wording.REPLY: "5wd", Wording.LEAD: "5wd"}


class MeetingKind(TextChoices):
    DISPATCH = "dispatch", _("调度会")
    ON_SITE = "on_site", _("现场会")
    TOP_LEVEL = "top_level", _("顶格协调会")


MINUTES = "2wd"  # after the meeting has ended


class MeetingState(TextChoices):
    PLANNED = "planned", _("待召开")
    HELD = "held", _("已召开")
    ISSUED = "issued", _("纪要已印发")
    CALLED_OFF = "called_off", _("已取消")


class SlipOutcome(TextChoices):
    """What became of a supervision slip (督办单)."""

    OPEN = "", _("待回复")
    REPLIED = "replied", _("已回复")
    ACCEPTED = "accepted", _("已销号")
    SECOND = "second", _("再次督办")
    INTERVIEW = "interview", _("约谈")


SLIP_REPLY = "5wd"


class CooperationKind(TextChoices):
    AGREEMENT = "agreement", _("合作协议")
    ALLIANCE = "alliance", _("联盟")
    ZONE = "zone", _("共建示范区")
    POLICY = "policy", _("政策复制")
    INDUSTRY = "industry", _("产业协作")
    EVENT = "event", _("活动")


class CooperationState(TextChoices):
    TALKS = "talks", _("洽谈")
    IN_FORCE = "in_force", _("实施中")
    DONE = "done", _("已完成")
    ENDED = "ended", _("已终止")
