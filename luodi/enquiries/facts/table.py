"""The fields of an enquiry: the single source for form, pages, questions and docs/required-at-stage.md.

Codes are those of the reader (`luodi.text.reading`), with `_yuan` left off: money always says its currency here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from luodi.enquiries.rules import State


class Form(StrEnum):
    """What a value looks like. A number may be a range `{"min", "max"}`, and any value may be UNDECIDED."""

    TEXT = "text"
    MONEY = "money"  # {"amount" or "min" and "max", "currency": ISO code}
    MU = "mu"  # number of mu
    AREA = "area"  # number of square metres
    POWER = "power"  # number of kVA
    PEOPLE = "people"  # number
    WHEN = "when"  # YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn, YYYY-Hn or {"months": n}
    DIVISION = "division"  # list of two-digit codes of GB/T 4754, best first
    KINDS = "kinds"  # list of KINDS
    PLACES = "places"  # list of names
    YES_NO = "yes_no"


# Asked, and the answer was that it is not settled: known well enough to go on.
UNDECIDED: dict[str, Any] = {"undecided": True}

KINDS = {
    "land": _("用地"),
    "plant": _("厂房"),
    "warehouse": _("仓库"),
    "office": _("办公用房"),
    "laboratory": _("实验室"),
    "roof": _("屋顶"),
    "fund": _("资金"),
    "policy": _("政策"),
    "partner": _("合作伙伴"),
}
BUILDINGS = frozenset({"plant", "warehouse", "office", "laboratory"})


@dataclass(frozen=True)
class Field:
    """`at` is the state that needs it, "" for one never asked for; `hard` refuses the step, else the page warns.

    `kinds` narrows the need to those who want one of these. `column` is the column of Enquiry that holds it instead
    of a fact. `personal` values are shown to those who read the whole record only and never become examples.
    """

    code: str
    name: Any
    form: Form
    at: str = ""
    hard: bool = False
    kinds: frozenset[str] = frozenset()
    question: Any = ""
    why: Any = ""
    column: str = ""
    personal: bool = False

    @property
    def is_wide(self) -> bool:
        """Takes a row of its own where others stand side by side."""
        return self.form in (Form.KINDS, Form.DIVISION)

    def is_asked_of(self, wanted: Collection[str]) -> bool:
        return bool(self.at) and (not self.kinds or not self.kinds.isdisjoint(wanted))


NEEDED_FIRST = (
    Field("sentence", _("想做什么"), Form.TEXT, State.DRAFT, hard=True, column="sentence",
          question=_("您想做什么？一句话就够。"), why=_("其余各项都从这句话里读出来。")),
    Field("name", _("称呼"), Form.TEXT, State.DRAFT, hard=True, column="name", personal=True,
          question=_("怎么称呼您？"), why=_("负责人联系您时用。")),
    Field("contact", _("电话或邮箱"), Form.TEXT, State.DRAFT, hard=True, column="contact", personal=True,
          question=_("用哪个电话或邮箱联系您？"), why=_("验证码和答复发到这里。")),
    Field("consent", _("同意使用说明"), Form.YES_NO, State.DRAFT, hard=True,
          question=_("是否同意按使用说明使用这些信息？"), why=_("没有同意，不能保存和联系。")),
)  # fmt: skip

FACTS = (
    Field("kind", _("需要什么"), Form.KINDS, State.ENGAGED, hard=True,
          question=_("您最需要当地提供什么？"), why=_("按需要去找：有屋顶的企业、现成厂房，还是用地。")),
    Field("total_investment", _("总投资"), Form.MONEY, State.ENGAGED, hard=True,
          question=_("总投资大约多少？"), why=_("投资规模决定由哪一级跟进，哪些政策适用。")),
    Field("industry_division", _("行业"), Form.DIVISION, State.ENGAGED, hard=True,
          question=_("属于哪个行业？"), why=_("行业决定去哪个园区、找哪些上下游企业。")),
    Field("roof_area_m2", _("屋顶面积"), Form.AREA, State.ENGAGED, kinds=frozenset({"roof"}),
          question=_("您大概需要多少面积的屋顶？"), why=_("按面积挑厂房，太小的不来打扰您。")),
    Field("land_mu", _("用地面积"), Form.MU, State.ENGAGED, kinds=frozenset({"land"}),
          question=_("您大概需要多少亩地？"), why=_("地块按面积找，太小太大都白看。")),
    Field("floor_area_m2", _("建筑面积"), Form.AREA, State.ENGAGED, kinds=BUILDINGS,
          question=_("您大概需要多少平方米？"), why=_("场地按面积找，太小太大都白看。")),
    Field("place", _("意向地点"), Form.PLACES, State.ENGAGED,
          question=_("您想放在哪一带？没想好也可以。"), why=_("先在您中意的地方找。")),
    Field("power_kva", _("用电容量"), Form.POWER, State.ENGAGED, kinds=BUILDINGS - {"office"},
          question=_("大概要多少电力容量？"), why=_("电力不够的场地不列给您。")),
    Field("start_by", _("开工或入驻"), Form.WHEN, State.ENGAGED,
          question=_("您打算什么时候开工或入驻？"), why=_("按时间倒排手续和场地交付。")),
    Field("jobs", _("用工人数"), Form.PEOPLE, State.ENGAGED, kinds=frozenset({"land", "plant", "office"}),
          question=_("项目大约用工多少人？"), why=_("关系到招工、住房和用工政策。")),
    Field("produce_by", _("投产时间"), Form.WHEN),
    Field("fixed_investment", _("固定资产投资"), Form.MONEY),
    Field("annual_output", _("达产年产值"), Form.MONEY),
    Field("annual_tax", _("达产年税收"), Form.MONEY),
    Field("foreign_investor", _("外商投资"), Form.YES_NO),
    Field("contact_phone", _("另一个电话"), Form.TEXT, personal=True),
    Field("email", _("另一个邮箱"), Form.TEXT, personal=True),
)  # fmt: skip

BY_CODE: dict[str, Field] = {field.code: field for field in FACTS}
# Read, but held by the enquiry itself.
FIRM = Field("company_name", _("企业名称"), Form.TEXT, column="firm", personal=True)

Known = Mapping[str, Any]  # value of each field that is known


def missing(known: Known, *, at: str = State.ENGAGED) -> list[Field]:
    """What is needed for a step and not known, in the order of asking; a hard one stands before the others."""
    wanted = known.get("kind") or ()
    rows = [row for row in FACTS if row.at == at and row.is_asked_of(wanted) and row.code not in known]
    return sorted(rows, key=lambda row: not row.hard)


def next_question(known: Known, put_off: Collection[str]) -> Field | None:
    """The most needed field that is missing and was not put off."""
    return next((row for row in missing(known) if row.code not in put_off), None)
