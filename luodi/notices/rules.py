"""The sentence of each code, in which tone, and whether it also leaves the page. No ORM.

A sentence names numbers, dates and counts only. What leaves Luodi says even less: number and link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.ui.timewords import moment_words

MOMENTS = frozenset({"due", "was", "start", "end"})  # facts that are instants; the reader sees them as local time
CODE = "code"


@dataclass(frozen=True)
class Sentence:
    """`tone`: plain, good, warn or late. `outside`: mail or SMS too. `robot`: the unit's group robot too."""

    text: str | Promise
    tone: str = "plain"
    outside: bool = True
    robot: bool = False
    needs: frozenset[str] = frozenset()


def _facts(*names: str) -> frozenset[str]:
    return frozenset(names)


SENTENCES: dict[str, Sentence] = {
    # to officers
    "assigned": Sentence(lazy("新申请 %(number)s 由您承办，请按时签收。"), robot=True),
    "unconfirmed": Sentence(lazy("%(number)s 的联系方式未确认，由总台承办，可先打电话联系。"), robot=True),
    "assigned_english": Sentence(lazy("新申请 %(number)s 由您承办，是英文来信，请按时签收，用英文回复。"), robot=True),
    "unconfirmed_english": Sentence(
        lazy("%(number)s 是英文来信，联系方式未确认，由总台承办，可先打电话联系，请用英文。"), robot=True
    ),
    "fact_told": Sentence(lazy("投资人补充了 %(number)s 的情况，请看页面。"), outside=False),
    "asked": Sentence(lazy("%(number)s 转给您单位，请在时限内接收或退回。"), robot=True),
    "accepted": Sentence(lazy("%(number)s 已由对方单位接收。"), tone="good", outside=False),
    "returned": Sentence(lazy("%(number)s 被退回，仍由您承办。"), tone="warn"),
    "escalated": Sentence(lazy("%(number)s 的转办升级到市级总台，等待裁定。"), tone="warn", robot=True),
    "ruled": Sentence(lazy("%(number)s 已有裁定，请看结果。")),
    "denied": Sentence(lazy("投资人反映 %(number)s 登记的联系没有发生，请核实。"), tone="warn"),
    "withdrawn": Sentence(lazy("投资人撤回了 %(number)s。"), outside=False),
    "awake": Sentence(lazy("%(number)s 恢复办理，请与投资人联系。")),
    "inherited": Sentence(lazy("%(number)s 原来的负责人已离岗，现在由您负责。"), outside=False),
    "work_given": Sentence(lazy("新任务 %(number)s 由您负责，请看完成日期。")),
    "work_dropped": Sentence(lazy("%(number)s 已取消，不用再办，原因见页面。"), outside=False),
    "parts_given": Sentence(lazy("%(number)s 分解出的任务里有您负责的，请看完成日期。")),
    "given": Sentence(lazy("%(number)s 改由您负责。"), outside=False),
    "gate_passed": Sentence(lazy("%(number)s 的阶段申请已通过。"), tone="good", outside=False),
    "gate_returned": Sentence(lazy("%(number)s 的阶段申请被退回，请看还缺什么。"), tone="warn"),
    "gate_held": Sentence(lazy("%(number)s 的阶段申请暂不决定，请看理由。"), outside=False),
    "baseline_approved": Sentence(lazy("%(number)s 的计划已批准，节点时限已生效。"), tone="good", outside=False),
    "baseline_refused": Sentence(lazy("%(number)s 的计划没有批准，请看理由。"), tone="warn"),
    "still_there": Sentence(
        lazy("您的资源（%(number)s 等）还可供吗？请在 %(due)s 前确认，到期不再展示。"),
        outside=False,
        needs=_facts("due"),
    ),
    "hidden": Sentence(
        lazy("%(number)s 等资源到期没有确认，已不再展示；确认一下即可恢复。"),
        tone="warn",
        outside=False,
        needs=_facts("due"),
    ),
    "described": Sentence(lazy("一家企业介绍了自己：%(number)s，由您负责核实。")),
    "succession": Sentence(lazy("您接手了 %(count)s 件事务，时限照旧。"), needs=_facts("count")),
    "absence": Sentence(lazy("%(start)s 至 %(end)s 请您为缺席的同事替班。"), needs=_facts("start", "end")),
    "clash": Sentence(lazy("%(number)s 的首谈登记撞单，等待裁定。"), tone="warn", robot=True),
    "claim_warned": Sentence(lazy("%(number)s 的首谈登记 60 天没有进展，再过 30 天失效。"), tone="warn", outside=False),
    "claim_expired": Sentence(lazy("%(number)s 的首谈登记已失效。"), tone="warn", outside=False),
    "case_begun": Sentence(lazy("%(number)s 由项目单位开办，请联系申请人补齐材料后申报。")),
    "case_filed": Sentence(lazy("新办件 %(number)s 有您的事项，请在五个工作日内受理。"), robot=True),
    "material_given": Sentence(lazy("%(number)s 补交了材料，请审核。"), outside=False),
    "appealed": Sentence(lazy("申请人对 %(number)s 提出异议，请在时限内答复。"), tone="warn"),
    "rated_bad": Sentence(lazy("%(number)s 收到差评，请在时限内整改。"), tone="warn"),
    "problem_raised": Sentence(lazy("有问题请您解决：%(number)s。"), tone="warn"),
    "problem_passed_up": Sentence(lazy("下级解决不了，请您协调：%(number)s。"), tone="warn"),
    "problem_reopened": Sentence(lazy("问题没有解决，上报一级，请您协调：%(number)s。"), tone="warn"),
    "problem_accepted": Sentence(lazy("您提的问题已受理：%(number)s。"), outside=False),
    "problem_solved": Sentence(lazy("您提的问题 %(number)s 已办，请五个工作日内确认。"), tone="warn"),
    "problem_unconfirmed": Sentence(lazy("%(number)s 提出人没有确认，请您代为核实。"), tone="warn", outside=False),
    "problem_closed": Sentence(lazy("问题 %(number)s 已确认解决。"), tone="good", outside=False),
    "instruction_answered": Sentence(lazy("您的批示已有答复：%(number)s。")),
    "answer_returned": Sentence(lazy("批示的答复要补充：%(number)s。"), tone="warn"),
    "slip_issued": Sentence(lazy("%(number)s 收到督办单，请签收并按期回复。"), tone="warn"),
    "slip_replied": Sentence(lazy("督办单已回复：%(number)s。"), outside=False),
    "slip_accepted": Sentence(lazy("%(number)s 的督办单已销号。"), tone="good", outside=False),
    "slip_interview": Sentence(lazy("%(number)s 再次督办仍未整改，将约谈负责人。"), tone="warn"),
    "minutes_issued": Sentence(lazy("会议纪要已印发，有议定事项由您负责：%(number)s。")),
    "yellow": Sentence(lazy("%(number)s 快到时限：%(due)s。"), tone="warn", outside=False, needs=_facts("due")),
    "red": Sentence(lazy("%(number)s 超过时限，应于 %(due)s 办理。"), "late", robot=True, needs=_facts("due")),
    "city": Sentence(
        lazy("%(number)s 超过时限仍未办理，已报市级总台，应于 %(due)s 办理。"),
        "late",
        robot=True,
        needs=_facts("due"),
    ),
    # of several projects of one owner: the first is named
    "report_early": Sentence(lazy("%(number)s 等项目的进展请在 %(due)s 前报送。"), outside=False, needs=_facts("due")),
    "report_soon": Sentence(
        lazy("%(number)s 等项目的进展还没有报送，截止 %(due)s。"), tone="warn", needs=_facts("due")
    ),
    "report_due": Sentence(
        lazy("%(number)s 等项目的进展应于 %(due)s 报送，现在已经截止。"), "late", needs=_facts("due")
    ),
    "report_late": Sentence(
        lazy("%(number)s 等项目的进展超过一个工作日没有报送，应于 %(due)s 报送，请督促。"),
        "late",
        needs=_facts("due"),
    ),
    "report_desk": Sentence(
        lazy("%(number)s 等项目的进展超过两个工作日没有报送，应于 %(due)s 报送，已报调度。"),
        "late",
        robot=True,
        needs=_facts("due"),
    ),
    "report_returned": Sentence(lazy("%(number)s 的进展报送被退回，理由见页面，请改后再报。"), tone="warn"),
    "report_wanted": Sentence(lazy("调度请您尽快报送 %(number)s 的进展，截止 %(due)s。"), needs=_facts("due")),
    "light_red": Sentence(lazy("%(number)s 亮了红灯，依据见页面。"), tone="warn"),
    "recalculated": Sentence(
        lazy("工作日历有调整，%(number)s 的时限由 %(was)s 改为 %(due)s。"),
        outside=False,
        needs=_facts("was", "due"),
    ),
    "proposed": Sentence(lazy("有证照可以免申请办理，请到“免申请”核对确认。"), outside=False),
    "objected": Sentence(lazy("免申请证照（%(number)s）的持证人提出异议，请答复。"), tone="warn"),
    "mandated": Sentence(lazy("有申请人委托您代办，委托书见“我的委托”。")),
    "mandate_revoked": Sentence(lazy("有申请人撤销了对您的委托，见“我的委托”。"), tone="warn"),
    "matched": Sentence(lazy("%(number)s 有了新的合适资源，请看匹配。"), outside=False),
    "offer_gone": Sentence(lazy("%(number)s 名单上的一处资源已不可供，请看匹配。"), tone="warn", outside=False),
    "introduction_answered": Sentence(lazy("%(number)s 引荐的对方有了答复。")),
    # to whoever answers for an offer
    "introduced": Sentence(lazy("有投资人想与 %(number)s 谈，请答复是否愿意。")),
    "visit_dated": Sentence(lazy("%(number)s 约定了看场地的日期。")),
    # editions of the bulletin
    "edition_built": Sentence(lazy("通报 %(number)s 编制完成，请看编者提示，再开放预览。"), tone="good", outside=False),
    "edition_preview": Sentence(
        lazy("%(number)s 等项目将在通报中公布，请在 %(due)s 前核对，有误可以更正。"), needs=_facts("due")
    ),
    "edition_to_approve": Sentence(lazy("通报 %(number)s 的更正期已结束，请审定公布。")),
    "edition_published": Sentence(lazy("通报 %(number)s 已公布。"), tone="good", outside=False),
    # to applicants
    "item_accepted": Sentence(lazy("您的办件 %(number)s 有事项已受理。"), tone="good"),
    "item_not_accepted": Sentence(lazy("您的办件 %(number)s 有事项不予受理，理由见页面。"), tone="warn"),
    "supplement_asked": Sentence(lazy("您的办件 %(number)s 需要补正，一次列明在页面上，请按期补交。"), tone="warn"),
    "your_turn": Sentence(lazy("您的办件 %(number)s 轮到下一项了，请补交它还缺的材料，交齐即申报。"), tone="warn"),
    "item_paused": Sentence(lazy("您的办件 %(number)s 有事项进入特别程序，这段时间不计入时限。")),
    "item_resumed": Sentence(lazy("您的办件 %(number)s 的特别程序已结束，继续办理。"), outside=False),
    "item_extended": Sentence(lazy("您的办件 %(number)s 有事项延期，理由见页面。")),
    "case_extended": Sentence(lazy("您的办件 %(number)s 整体延期，理由见页面。")),
    "item_approved": Sentence(lazy("您的办件 %(number)s 有事项已批准。"), tone="good"),
    "item_refused": Sentence(lazy("您的办件 %(number)s 有事项不予批准，理由和救济途径见页面。"), tone="warn"),
    "item_void": Sentence(lazy("您的办件 %(number)s 有事项已作废，理由见页面。"), tone="warn"),
    "promise_broken": Sentence(lazy("%(number)s 的容缺材料没有按期补齐，事项已终止。"), tone="warn"),
    "item_issued": Sentence(lazy("您的办件 %(number)s 有证照或结果已制发。"), tone="good"),
    "result_sent": Sentence(lazy("您的办件 %(number)s 的结果已送出，运单号见页面。")),
    "item_delivered": Sentence(lazy("您的办件 %(number)s 有结果已送达。"), tone="good", outside=False),
    "certificate_given": Sentence(
        lazy("您没有申请，证照已经给您办好：%(number)s。依据和提出异议的办法见页面。"), tone="good"
    ),
    "objection_answered": Sentence(lazy("您对免申请证照（%(number)s）的异议已有答复。")),
    "licence_suspended": Sentence(lazy("您的一份证照已暂停（%(number)s），理由见“我的证照”。"), tone="warn"),
    "licence_restored": Sentence(lazy("您的一份证照已恢复有效（%(number)s）。"), tone="good"),
    "licence_revoked": Sentence(lazy("您的一份证照已撤销（%(number)s），理由见“我的证照”。"), tone="warn"),
    "licence_replaced": Sentence(lazy("您的一份证照已换发新证（%(number)s），见“我的证照”。")),
    "appeal_answered": Sentence(lazy("您对 %(number)s 提出的异议已有答复。")),
    # to investors
    "signed": Sentence(lazy("您的申请 %(number)s 已签收，我们会按时与您联系。"), tone="good"),
    "new_owner": Sentence(lazy("您的申请 %(number)s 换了承办人，姓名和电话见页面。")),
    "contacted": Sentence(
        lazy("承办人登记了与您的联系（%(number)s）。如果没有人联系过您，请告诉我们。"), outside=False
    ),
    "cleared": Sentence(lazy("%(number)s 的联系情况已核实。"), outside=False),
    "engaged": Sentence(lazy("您的申请 %(number)s 进入跟进，下一步见页面。"), tone="good", outside=False),
    "nurtured": Sentence(lazy("您的申请 %(number)s 约好了再次联系的日期。")),
    "unreachable": Sentence(lazy("我们没能联系上您（%(number)s），请在页面上回一句话。"), tone="warn"),
    "closed": Sentence(lazy("您的申请 %(number)s 已有答复并办结，请看答复，也请评价。")),
    "converted": Sentence(lazy("您的申请 %(number)s 已转为项目，进展请看页面。"), tone="good"),
    "merged": Sentence(lazy("您的申请 %(number)s 与另一件申请一并办理。")),
    "remedied": Sentence(lazy("您的差评（%(number)s）已整改，请看结果。")),
    # to both
    "message": Sentence(lazy("%(number)s 有新消息。")),
    # to an address without an account
    "invited": Sentence(lazy("同事邀请您查看申请 %(number)s。")),
    CODE: Sentence(lazy("验证码已发出。")),
}


def mail_is_on() -> bool:
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def check_facts(code: str, facts: Mapping[str, Any]) -> None:
    """Raises ValueError when it is written and not when somebody reads it."""
    if code not in SENTENCES:
        raise ValueError(f"notice {code}: luodi.notices.rules.SENTENCES has no sentence for it")
    if lacking := SENTENCES[code].needs - facts.keys():
        raise ValueError(f"notice {code}: facts lack {', '.join(sorted(lacking))}")


def sentence(code: str, subject: str, facts: Mapping[str, Any], now: datetime) -> str:
    """What the reader's page says, in his language."""
    words: dict[str, Any] = {"number": subject, **facts}
    for name in MOMENTS & facts.keys():
        words[name] = moment_words(_instant(facts[name]), now)
    return str(SENTENCES[code].text) % words


@dataclass(frozen=True)
class Letter:
    title: str
    body: str


def letter(code: str, subject: str, secret: str, *, city: str, link: str) -> Letter:
    """What leaves Luodi: number and link, or a one-time code; never a name, a company or a word that was typed."""
    words = {"city": city, "number": subject, "link": link, "secret": secret}
    if code == CODE:
        return Letter(
            _("%(city)s投资服务验证码") % words, _("验证码 %(secret)s，15 分钟内有效，请勿告诉他人。") % words
        )
    if not subject:
        return Letter(_("%(city)s投资服务") % words, _("您有新的事务：%(link)s") % words)
    return Letter(_("%(city)s投资服务 %(number)s") % words, _("%(number)s 有新情况：%(link)s") % words)


def _instant(value: str | datetime) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
