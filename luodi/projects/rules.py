"""Stages and what each asks for, templates, money bounds, states of reports and problems. No ORM.

Stages with their usual proof, templates and side states: the union of what cities publish about their key projects.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as lazy_in

YI = 100_000_000  # yuan of one 亿
WAN = 10_000  # yuan of one 万


class Stage(TextChoices):
    IDEA = "idea", _("谋划")
    IN_TALKS = "in_talks", _("在谈")
    UNDER_REVIEW = "under_review", _("评审")
    CONTRACTED = "contracted", _("签约")
    REGISTERED = "registered", _("注册")
    FILED = "filed", _("立项")
    SITE_READY = "site_ready", _("供地或载体落实")
    PERMITTED = "permitted", _("规划与施工许可")
    STARTED = "started", _("开工")
    BUILDING = "building", _("在建")
    COMPLETED = "completed", _("竣工")
    PRODUCING = "producing", _("投产")
    AT_CAPACITY = "at_capacity", _("达产")
    AFTERCARE = "aftercare", _("履约评估")


class Side(TextChoices):
    """Out of the row of stages, from any of them."""

    NONE = "", _("正常")
    PAUSED = "paused", _("暂缓")
    LOST = "lost", _("流失")
    TERMINATED = "terminated", _("终止")
    MOVED = "moved", _("移交外地")


ENDED = frozenset({Side.LOST, Side.TERMINATED, Side.MOVED})
UNDER_WAY = (Stage.STARTED, Stage.BUILDING)
ORDER: dict[str, int] = {stage.value: place for place, stage in enumerate(Stage)}


class Template(TextChoices):
    LAND = "land", _("新供地工业")
    LEASE = "lease", _("租赁厂房")
    RENOVATION = "renovation", _("技术改造")
    SERVICE = "service", _("服务业或总部")
    INFRASTRUCTURE = "infrastructure", _("基础设施")
    TASK = "task", _("专项任务")


S = Stage
ROUTES: dict[str, tuple[Stage, ...]] = {
    Template.LAND: tuple(Stage),
    Template.LEASE: tuple(stage for stage in Stage if stage not in (S.PERMITTED, S.STARTED)),
    Template.RENOVATION: (
        *(S.IDEA, S.UNDER_REVIEW, S.FILED, S.STARTED, S.BUILDING, S.COMPLETED),
        *(S.PRODUCING, S.AT_CAPACITY, S.AFTERCARE),
    ),
    Template.SERVICE: (
        *(S.IDEA, S.IN_TALKS, S.UNDER_REVIEW, S.CONTRACTED, S.REGISTERED, S.SITE_READY),
        *(S.BUILDING, S.COMPLETED, S.PRODUCING, S.AT_CAPACITY, S.AFTERCARE),
    ),
    Template.INFRASTRUCTURE: (
        *(S.IDEA, S.UNDER_REVIEW, S.FILED, S.SITE_READY, S.PERMITTED, S.STARTED, S.BUILDING),
        *(S.COMPLETED, S.AFTERCARE),
    ),
    Template.TASK: (S.IDEA, S.STARTED, S.BUILDING, S.COMPLETED),
}


class Sector(TextChoices):
    INDUSTRY = "industry", _("工业")
    SERVICES = "services", _("服务业")
    INFRASTRUCTURE = "infrastructure", _("基础设施")
    TOURISM = "tourism", _("文旅")
    AGRICULTURE = "agriculture", _("农业")
    LIVELIHOOD = "livelihood", _("民生")


class Level(TextChoices):
    """On whose list of key projects it stands."""

    NONE = "", _("未列入")
    NATIONAL = "national", _("国家级")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("区市级")


class Evidence(TextChoices):
    """What proves a stage."""

    DESCRIPTION = "description", _("项目说明")
    CONTACT_LOG = "contact_log", _("洽谈记录")
    MINUTES = "minutes", _("评审纪要")
    CONTRACT = "contract", _("生效合同")
    LICENCE = "licence", _("营业执照")
    FILING = "filing", _("立项文件")
    SITE = "site", _("土地合同或租赁合同")
    PLANNING_PERMIT = "planning_permit", _("规划许可证")
    BUILDING_PERMIT = "building_permit", _("施工许可证")
    WORKS_CONTRACT = "works_contract", _("施工合同")
    SITE_PHOTO = "site_photo", _("现场照片")
    FUNDS = "funds", _("到账凭证")
    QUANTITIES = "quantities", _("工程量记录")
    ACCEPTANCE = "acceptance", _("竣工验收文件")
    INVOICE = "invoice", _("首张发票或税票")
    CAPACITY = "capacity", _("达产证明")
    REVIEW = "review", _("履约评估报告")
    OTHER = "other", _("其他")


# What a stage asks for; each inner set is satisfied by one of its kinds.
PROOF: dict[str, tuple[frozenset[str], ...]] = {
    S.IDEA: (),
    S.IN_TALKS: (frozenset({Evidence.CONTACT_LOG}),),
    S.UNDER_REVIEW: (frozenset({Evidence.DESCRIPTION}),),
    S.CONTRACTED: (frozenset({Evidence.CONTRACT}),),
    S.REGISTERED: (frozenset({Evidence.LICENCE}),),
    S.FILED: (frozenset({Evidence.FILING}),),
    S.SITE_READY: (frozenset({Evidence.SITE}),),
    S.PERMITTED: (frozenset({Evidence.PLANNING_PERMIT}), frozenset({Evidence.BUILDING_PERMIT})),
    S.STARTED: (frozenset({Evidence.WORKS_CONTRACT}), frozenset({Evidence.SITE_PHOTO})),
    S.BUILDING: (frozenset({Evidence.QUANTITIES, Evidence.FUNDS}),),
    S.COMPLETED: (frozenset({Evidence.ACCEPTANCE}),),
    S.PRODUCING: (frozenset({Evidence.INVOICE}),),
    S.AT_CAPACITY: (frozenset({Evidence.CAPACITY}),),
    S.AFTERCARE: (frozenset({Evidence.REVIEW}),),
}
# Column of the project -> the stage from which it is required.
REQUIRED: dict[str, Stage] = {
    "description": S.UNDER_REVIEW,
    "sector": S.UNDER_REVIEW,
    "total": S.UNDER_REVIEW,
    "sponsor_name": S.CONTRACTED,
    "code": S.SITE_READY,
    "builder_name": S.STARTED,
}
# Column -> (another column, the value that makes it required, the stage from which).
REQUIRED_IF: dict[str, tuple[str, str, Stage]] = {
    "industry": ("sector", Sector.INDUSTRY, S.FILED),
}
NOT_FOR: dict[str, frozenset[str]] = {  # columns a template never asks for
    Template.TASK: frozenset({"code", "builder_name", "sponsor_name", "total", "industry"}),
    Template.SERVICE: frozenset({"code", "builder_name"}),
    Template.INFRASTRUCTURE: frozenset({"sponsor_name"}),
}

# Year, district, kind of project (国民经济 code), kind of filing, running number: 24 signs with its hyphens.
PROJECT_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}", re.ASCII)


class Passed(TextChoices):
    PASS = "pass", _("通过")
    RETURN = "return", _("退回补正")
    HOLD = "hold", _("暂不决定")


@dataclass(frozen=True)
class Lack:
    """What is missing for a stage: a column, or one of several kinds of evidence."""

    column: str = ""
    evidence: frozenset[str] = frozenset()

    @property
    def name(self) -> str | Promise:
        if self.column:
            return COLUMN_NAMES[self.column]
        return " / ".join(str(Evidence(kind).label) for kind in sorted(self.evidence))


COLUMN_NAMES: dict[str, str | Promise] = {
    "description": _("建设内容"),
    "sector": _("行业领域"),
    "industry": _("国民经济行业"),
    "total": _("计划总投资"),
    "sponsor_name": _("投资主体"),
    "code": _("项目代码"),
    "builder_name": _("施工单位"),
}


def asked_columns(stage: str, template: str, values: Mapping[str, object]) -> list[str]:
    """The columns that a project of this template needs to stand at `stage`."""
    reached, skip = ORDER[stage], NOT_FOR.get(template, frozenset())
    wanted = [name for name, since in REQUIRED.items() if ORDER[since] <= reached]
    wanted += [
        name
        for name, (other, value, since) in REQUIRED_IF.items()
        if values.get(other) == value and ORDER[since] <= reached
    ]
    return [name for name in wanted if name not in skip]


def lacking(stage: str, template: str, values: Mapping[str, object], evidence: frozenset[str]) -> list[Lack]:
    """What a project of this template lacks before it may stand at `stage`: one question for form, API and page.

    `values` are the project's columns, `evidence` the kinds that it has. Stages that the template passes over are
    not asked for again.
    """
    lacks = [Lack(column=name) for name in asked_columns(stage, template, values) if values.get(name) in (None, "")]
    return lacks + [Lack(evidence=kinds) for kinds in PROOF[stage] if not kinds & evidence]


def next_stage(template: str, stage: str) -> str | None:
    route = ROUTES[Template(template)]
    return next((one.value for one in route if ORDER[one] > ORDER[stage]), None)


class ReportState(TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已报送")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已审核")
    SUPERSEDED = "superseded", _("已更正")


class Light(TextChoices):
    """Grey: nothing reported. Never the red of what is overdue: a labelled shape of its own."""

    GREEN = "green", _("绿灯")
    YELLOW = "yellow", _("黄灯")
    RED = "red", _("红灯")
    GREY = "grey", _("灰灯")


class ProblemState(TextChoices):
    RAISED = "raised", _("已提出")
    ACCEPTED = "accepted", _("已受理")
    SOLVED = "solved", _("待确认")
    CLOSED = "closed", _("已解决")


class Category(TextChoices):
    LAND = "land", _("用地")
    FUNDS = "funds", _("资金")
    APPROVAL = "approval", _("审批")
    DEMOLITION = "demolition", _("征迁")
    UTILITIES = "utilities", _("水电气网")
    MARKET = "market", _("市场")
    OTHER = "other", _("其他")


class Asked(TextChoices):
    """The level that is asked to solve it; reopened, it is the next one's."""

    SPECIALIST = "specialist", _("专员")
    UNIT = "unit", _("单位")
    LEADER = "leader", _("分管领导")
    TOP = "top", _("顶格协调")


PROBLEM_DAYS: dict[str, str] = {Asked.SPECIALIST: "3wd", Asked.UNIT: "5wd", Asked.LEADER: "10wd", Asked.TOP: "10wd"}


class Frequency(TextChoices):
    MONTHLY = "monthly", _("每月")
    QUARTERLY = "quarterly", _("每季")


OPENING_NAME = "期初数据"  # kept with the cycle of opening figures, whatever the reader's language


class BaselineState(TextChoices):
    PROPOSED = "proposed", _("待批准")
    ACTIVE = "active", _("执行中")
    REPLACED = "replaced", _("已调整")
    REFUSED = "refused", _("未批准")


class Kind(TextChoices):
    """How the values of a quantity follow each other."""

    CUMULATIVE = "cumulative", _("累计")
    LEVEL = "level", _("现状")
    ANNUAL = "annual", lazy_in("周期", "年度")


class Confidence(TextChoices):
    """The checker's own view of delivery, apart from the light and from the owner's claim."""

    UNSAID = "", _("未评")
    HIGH = "high", _("把握大")
    MIDDLE = "middle", _("有风险")
    LOW = "low", _("难以按期")
