"""What happened to a project, each ledger event in one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.models import Post
from luodi.duties.rules import WARNINGS
from luodi.duties.strips import name_of
from luodi.ledger.models import Event
from luodi.projects.models import Milestone, Project
from luodi.projects.rules import COLUMN_NAMES, Evidence, Light, Passed, Side, Stage
from luodi.projects.words import money
from luodi.ui.timewords import period_words

SENTENCES: dict[str, Any] = {
    "opened": lazy("登记入库，由%(post)s负责"),
    "converted_from": lazy("由投资申请转来"),
    "imported": lazy("从表格更新了%(columns)s"),
    "year_plan": lazy("%(year)s 年计划投资定为 %(amount)s"),
    "project_changed": lazy("改了%(columns)s"),
    "deputy_set": lazy("副责任人改为%(post)s"),
    "set_aside": lazy("项目%(side)s"),
    "resumed": lazy("项目恢复"),
    "owner_changed": lazy("交给%(post)s负责"),
    "post_left": lazy("原负责人离岗，改由%(post)s负责"),
    "taken_up": lazy("由%(post)s接着办"),
    "proved": lazy("提交凭证：%(evidence)s"),
    "proof_withdrawn": lazy("撤回凭证：%(evidence)s"),
    "gate_asked": lazy("申请从“%(frm)s”到“%(to)s”"),
    "gate_decided": lazy("阶段审核%(outcome)s：从“%(frm)s”到“%(to)s”"),
    "baseline_proposed": lazy("提出第 %(version)s 版计划"),
    "baseline_approved": lazy("第 %(version)s 版计划获批准"),
    "baseline_refused": lazy("第 %(version)s 版计划未获批准"),
    "milestone_moved": lazy("“%(milestone)s”预计日期由 %(was)s 改为 %(moved)s"),
    "milestone_met": lazy("“%(milestone)s”于 %(on)s 完成"),
    "milestone_reopened": lazy("“%(milestone)s”退回未完成"),
    "quantity_added": lazy("登记一项工程量"),
    "quantity_changed": lazy("修改一项工程量，总量由 %(old)s 改为 %(new)s"),
    "quantity_withdrawn": lazy("取消一项工程量"),
    "zones_set": lazy("更新特殊段的假定"),
    "measured": lazy("现场计量 %(value)s"),
    "measurement_corrected": lazy("计量由 %(old)s 更正为 %(new)s"),
    "measurement_verified": lazy("核实一次计量"),
    "site_stopped": lazy("%(since)s 起停工"),
    "site_restarted": lazy("停工到 %(until)s 为止，已复工"),
    "report_asked": lazy("请报送 %(period)s的进展"),
    "report_reminded": lazy("催报 %(period)s的进展"),
    "report_submitted": lazy("报送了 %(period)s的进展"),
    "report_accepted": lazy("%(period)s的报送审核通过"),
    "report_returned": lazy("%(period)s的报送被退回"),
    "report_corrected": lazy("更正了 %(period)s的报送，现为第 %(version)s 版"),
    "report_visited": lazy("现场核查了 %(period)s的报送"),
    "report_missed": lazy("%(period)s没有报送，本期已截止"),
    "light": lazy("亮灯由%(light_was)s变为%(light)s"),
    "light_by_hand": lazy("人工定为%(light)s，到 %(until)s 为止"),
    "light_by_rule": lazy("人工定灯结束，恢复按规则亮灯"),
    "problem_raised": lazy("提出了一个问题"),
    "case_opened": lazy("按 %(end)s 启用倒排，手续交综合窗口开办：%(case)s"),
    "instructed": lazy("领导作了批示"),
    "slip_issued": lazy("签发了督办单"),
    "slip_signed": lazy("签收了督办单"),
    "slip_replied": lazy("回复了督办单"),
    "slip_judged": lazy("处理了督办回复"),
    "told": lazy("%(rung)s"),
    "recalculated": lazy("工作日历更新，%(kind)s期限重新计算"),
}
RUNGS = {
    1: lazy("%(kind)s将到期，已提醒责任人"),
    2: lazy("%(kind)s到期未办，已告知主任"),
    3: lazy("%(kind)s仍未办，已告知市级总台"),
    4: lazy("%(kind)s还有三个工作日，已提醒责任人"),
    5: lazy("%(kind)s还有一个工作日，已提醒责任人"),
    6: lazy("%(kind)s已截止，已告知责任人"),
    7: lazy("%(kind)s逾期一个工作日，已告知主任"),
    8: lazy("%(kind)s逾期两个工作日，已告知市级总台"),
}
COLUMNS: dict[str, Any] = {
    **COLUMN_NAMES,
    "title": lazy("名称"),
    "template": lazy("类型"),
    "sponsor": lazy("投资主体"),
    "level": lazy("列入级别"),
    "listed_year": lazy("列入年度"),
    "address": lazy("建设地点"),
    "longitude": lazy("经度"),
    "latitude": lazy("纬度"),
    "site_calendar": lazy("工地日历"),
    "is_public": lazy("对外公布"),
    "in_statistics_on": lazy("纳统日期"),
    "above_scale_on": lazy("升规日期"),
}


@dataclass(frozen=True)
class Line:
    """`by` is a post's name, never a person's private one; empty for the system."""

    at: datetime
    sentence: str
    by: str
    recorded_at: datetime
    code: str
    tone: str = ""

    @property
    def with_who(self) -> str:
        return f"{self.sentence} · {self.by}" if self.by else self.sentence


def story(project: Project, since: datetime | None = None, most: int = 200) -> list[Line]:
    """What happened last at the top, in three queries; what was recorded before `since` is left out."""
    events = Event.objects.filter(subject=project.duty.number, code__in=SENTENCES).newest_first()
    rows = list((events.filter(recorded_at__gte=since) if since else events)[:most])
    names = _Names(rows)
    return [names.line(event) for event in rows]


class _Names:
    """What the events name, read at once."""

    def __init__(self, events: Iterable[Event]) -> None:
        events = list(events)
        posts = {event.facts["post"] for event in events if isinstance(event.facts.get("post"), int)}
        users = {int(event.actor.removeprefix("user:")) for event in events if event.actor.startswith("user:")}
        found = list(Post.objects.filter(Q(pk__in=posts) | Q(user__in=users)).select_related("user").order_by("since"))
        self.posts = {post.pk: post.label for post in found}
        self.actors = {f"user:{post.user_id}": post.label for post in found}
        wanted = {event.facts["milestone"] for event in events if isinstance(event.facts.get("milestone"), int)}
        rows = Milestone.objects.filter(pk__in=wanted).values_list("pk", "name") if wanted else ()
        self.milestones: dict[int, str] = dict(rows)

    def line(self, event: Event) -> Line:
        late = event.code == "told" and event.facts.get("rung", 0) not in {0, *WARNINGS}
        by = self.actors.get(event.actor, "")
        return Line(event.happened_at, self._sentence(event), by, event.recorded_at, event.code, "late" if late else "")

    def _sentence(self, event: Event) -> str:
        facts = event.facts
        kind = {"kind": name_of(str(facts.get("kind", "")))}
        said = {
            **kind,
            "post": self.posts.get(facts.get("post") or 0, _("无人")),
            "year": facts.get("year", ""),
            "amount": money(facts.get("amount")),
            "columns": _("、").join(str(COLUMNS.get(name, name)) for name in facts.get("columns", ())) or _("事实"),
            "side": _label(Side, facts.get("side")),
            "evidence": _label(Evidence, facts.get("kind")),
            "frm": _label(Stage, facts.get("frm")),
            "to": _label(Stage, facts.get("to")),
            "outcome": _label(Passed, facts.get("outcome")),
            "version": facts.get("version", ""),
            "milestone": self.milestones.get(facts.get("milestone") or 0, ""),
            "was": _day(facts.get("was")),
            "moved": _day(facts.get("to")),
            "on": _day(facts.get("on")),
            "period": period_words(str(facts.get("period", ""))),
            "light": _label(Light, facts.get("light")),
            "light_was": _label(Light, facts.get("was")),
            "until": _day(facts.get("until")),
            "since": _day(facts.get("since")),
            "end": _day(facts.get("end")),
            "case": facts.get("case", ""),
            **{name: facts.get(name, "") for name in ("value", "old", "new")},
            "rung": str(RUNGS.get(facts.get("rung", 0), "")) % kind,
        }
        return str(SENTENCES[event.code]) % said


def _label(choices: Any, value: object) -> str:
    return str(choices(value).label) if value in choices.values else ""


def _day(value: object) -> str:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return _("未定")
    return day.isoformat()
