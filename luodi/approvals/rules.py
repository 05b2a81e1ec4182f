"""Tables of approvals: states of an item and what leads from one to the next, edges, holders, codes. No ORM.

The states and their events are those of the domain file `approvals`, section 3.1; terms of the Administrative
Licensing Law (行政许可法) stand in TERMS.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Validity(TextChoices):
    """How far a version of a service or bundle is; published ones are never edited."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    RETIRED = "retired", _("已停用")


class ItemState(TextChoices):
    EXCLUDED = "excluded", _("不需要")
    BLOCKED = "blocked", _("等前置事项")
    READY = "ready", _("可以申报")
    FILED = "filed", _("已申报")
    SUPPLEMENT = "supplement", _("待补正")
    ACCEPTED = "accepted", _("已受理")
    PAUSED = "paused", _("特别程序")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("不予批准")
    ISSUED = "issued", _("已发证")
    DELIVERED = "delivered", _("已送达")
    NOT_ACCEPTED = "not_accepted", _("不予受理")
    WITHDRAWN = "withdrawn", _("已撤回")
    VOID = "void", _("已作废")


class CaseState(TextChoices):
    """Follows from the items; see `case_state`."""

    DRAFT = "draft", _("填报中")
    OPEN = "open", _("办理中")
    WAITING = "waiting", _("等申请人")
    FINISHED = "finished", _("已办结")
    PARTLY_REFUSED = "partly_refused", _("部分未批准")
    WITHDRAWN = "withdrawn", _("已撤回")


class Holder(TextChoices):
    """Who has an item in hand: where the days are."""

    QUEUE = "queue", _("排队")
    APPLICANT = "applicant", _("申请人")
    DEPARTMENT = "department", _("部门")
    THIRD_PARTY = "third_party", _("第三方")


class EdgeKind(TextChoices):
    RESULT = "result", _("批准后")
    ACCEPTANCE = "acceptance", _("受理后")
    MATERIAL = "material", _("以其证照为材料")
    ADVICE = "advice", _("仅供参考")


class OnRefusal(TextChoices):
    BLOCK = "block", _("一直等待")
    RELEASE = "release", _("照常办理")
    END = "end", _("一并终止")


S = ItemState
PASSED = frozenset({S.APPROVED, S.ISSUED, S.DELIVERED})
TAKEN_ON = PASSED | {S.ACCEPTED, S.PAUSED}
FAILED = frozenset({S.REFUSED, S.NOT_ACCEPTED, S.WITHDRAWN, S.VOID})
BEFORE_FILING = frozenset({S.BLOCKED, S.READY})
IN_HAND = frozenset({S.FILED, S.SUPPLEMENT, S.ACCEPTED, S.PAUSED})
# What an applicant may still take back.
WITHDRAWABLE = BEFORE_FILING | IN_HAND
OPEN_ITEM = WITHDRAWABLE | {S.APPROVED, S.ISSUED}
CLOSED_ITEM = FAILED | {S.DELIVERED, S.EXCLUDED}

# In which states of the prerequisite an edge of each kind holds nobody back.
SATISFIED: dict[str, frozenset[str]] = {
    EdgeKind.RESULT: PASSED,
    EdgeKind.ACCEPTANCE: TAKEN_ON,
    EdgeKind.MATERIAL: frozenset({S.ISSUED, S.DELIVERED}),
    EdgeKind.ADVICE: frozenset(S.values),
}


@dataclass(frozen=True)
class Turn:
    """One event of an item: from which states, to which, in whose hands it is then ("" = as before)."""

    sources: frozenset[str]
    to: str
    holder: str = ""


TURNS: dict[str, Turn] = {
    "included": Turn(frozenset({S.EXCLUDED}), S.BLOCKED, Holder.QUEUE),
    "excluded": Turn(BEFORE_FILING, S.EXCLUDED),
    "unblocked": Turn(frozenset({S.BLOCKED}), S.READY, Holder.APPLICANT),
    "filed": Turn(frozenset({S.READY}), S.FILED, Holder.DEPARTMENT),
    "supplement_asked": Turn(frozenset({S.FILED}), S.SUPPLEMENT, Holder.APPLICANT),
    "supplement_given": Turn(frozenset({S.SUPPLEMENT}), S.FILED, Holder.DEPARTMENT),
    "supplement_late": Turn(frozenset({S.SUPPLEMENT}), S.NOT_ACCEPTED),
    "deemed_accepted": Turn(frozenset({S.FILED}), S.ACCEPTED, Holder.DEPARTMENT),
    "accepted": Turn(frozenset({S.FILED}), S.ACCEPTED, Holder.DEPARTMENT),
    "not_accepted": Turn(frozenset({S.FILED}), S.NOT_ACCEPTED),
    "paused": Turn(frozenset({S.ACCEPTED}), S.PAUSED, Holder.THIRD_PARTY),
    "resumed": Turn(frozenset({S.PAUSED}), S.ACCEPTED, Holder.DEPARTMENT),
    "approved": Turn(frozenset({S.ACCEPTED}), S.APPROVED, Holder.DEPARTMENT),
    "refused": Turn(frozenset({S.ACCEPTED}), S.REFUSED),
    "issued": Turn(frozenset({S.APPROVED}), S.ISSUED, Holder.DEPARTMENT),
    "delivered": Turn(frozenset({S.ISSUED}), S.DELIVERED),
    "deferral_breached": Turn(frozenset({S.ACCEPTED, S.PAUSED, S.APPROVED, S.ISSUED}), S.VOID),
    "withdrawn": Turn(WITHDRAWABLE, S.WITHDRAWN),
    "ended": Turn(BEFORE_FILING, S.NOT_ACCEPTED),
    "voided": Turn(frozenset({S.APPROVED, S.ISSUED, S.DELIVERED}), S.VOID),
    "reopened": Turn(frozenset({S.REFUSED, S.NOT_ACCEPTED, S.ISSUED, S.DELIVERED}), S.ACCEPTED, Holder.DEPARTMENT),
}

# 行政许可法: acceptance Art. 32, decision Art. 42 (with one extension), delivery Art. 44; allowance tokens.
TERMS = {"acceptance": "5wd", "decision": "20wd", "extension": "10wd", "joint": "45wd", "issue": "10wd"}
EXTENSION_DAYS = 10
JOINT_EXTENSION_DAYS = 15


class Procedure(TextChoices):
    """The eight special procedures whose time is not counted (行政许可法 Art. 45)."""

    HEARING = "hearing", _("听证")
    TENDER = "tender", _("招标")
    AUCTION = "auction", _("拍卖")
    INSPECTION = "inspection", _("检验")
    TEST = "test", _("检测")
    QUARANTINE = "quarantine", _("检疫")
    APPRAISAL = "appraisal", _("鉴定")
    REVIEW = "review", _("专家评审")


class Handling(TextChoices):
    IMMEDIATE = "immediate", _("即办件")
    PROMISED = "promised", _("承诺件")


class Channel(TextChoices):
    COUNTER = "1", _("窗口")
    WEB = "2", _("网上")
    MOBILE = "3", _("手机")
    COURIER = "4", _("邮寄")
    OTHER = "9", _("其他")


ITEM_TYPES = {
    "01": _("行政许可"),
    "05": _("行政给付"),
    "07": _("行政确认"),
    "08": _("行政奖励"),
    "09": _("行政裁决"),
    "10": _("其他权力"),
    "20": _("公共服务"),
}


def case_state(states: frozenset[str], *, filed: bool) -> str:
    """State of a case from those of its items; `states` without the excluded."""
    if not filed:
        return CaseState.DRAFT
    if states <= {S.WITHDRAWN}:
        return CaseState.WITHDRAWN
    if states & OPEN_ITEM:
        return CaseState.WAITING if states & {S.SUPPLEMENT, S.READY} else CaseState.OPEN
    return CaseState.FINISHED if not states & (FAILED - {S.WITHDRAWN}) else CaseState.PARTLY_REFUSED
