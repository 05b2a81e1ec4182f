"""Filters of the list of items, and one form for each act on an item."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.listing import CLOSED, ITEM_STANDINGS, MINE, SEEN, bundles_in_force, services_of
from luodi.approvals.models import Delivery, ItemMaterial
from luodi.approvals.rules import Procedure
from luodi.approvals.words import said
from luodi.desk.forms.acts import AT_ONCE, ActForm, ToColleagueForm, long_text
from luodi.desk.forms.filters import DUE, ListForm, number_filter, search
from luodi.directory.viewer import Viewer
from luodi.ui.forms import MomentInput

SCOPES = [("", lazy("本部门")), (MINE, lazy("我负责的")), (SEEN, lazy("我能看到的"))]
STATES = [
    ("", lazy("全部在办")),
    *((key, label) for key, (label, _v) in ITEM_STANDINGS.items()),
    (CLOSED, lazy("已结束")),
]
PREFIX = "asked_"
# What a supplement notice says again and again of a material; offered while typing.
PHRASES = (
    lazy("未提交，请补交"),
    lazy("扫描不清，请重新扫描"),
    lazy("未签字或未盖章"),
    lazy("已过有效期，请换新"),
    lazy("与申请表内容不一致，请核对"),
    lazy("缺页，请补齐全部页"),
)


class ItemFilterForm(ListForm):
    q = forms.CharField(label=lazy("编号、企业或名称"), required=False, max_length=80, widget=search())
    state = forms.ChoiceField(label=lazy("状态"), required=False, choices=STATES)
    due = forms.ChoiceField(label=lazy("时限"), required=False, choices=DUE)
    service = number_filter(lazy("事项"))
    bundle = number_filter(lazy("一件事"))
    scope = forms.ChoiceField(label=lazy("范围"), required=False, choices=SCOPES)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = timezone.localdate()
        self.offer("service", services_of(viewer, day))
        self.offer("bundle", bundles_in_force(day))


class HappenedForm(ActForm):
    """For what may have been done off line before it is keyed in."""

    happened_at = forms.DateTimeField(
        label=lazy("实际办理时间"),
        required=False,
        widget=MomentInput,
        help_text=lazy("空着就是现在；线下已经办过的，填当时的时间，页面会写明是补登。"),
    )
    field_order: "list[str] | None" = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "happened_at"), "happened_at"])


class AcceptItemForm(HappenedForm):
    """`deferrable` are secondary materials that are missing: they may come later on a signed promise."""

    deferred = forms.MultipleChoiceField(
        label=lazy("容缺受理：这些材料以后补交"), required=False, widget=forms.CheckboxSelectMultiple
    )
    promise = forms.BooleanField(label=lazy("申请人已签署承诺，知道期限、要求和逾期后果"), required=False)

    def __init__(self, *args: Any, deferrable: list[ItemMaterial], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not deferrable:
            del self.fields["deferred"], self.fields["promise"]
            return
        field = self.fields["deferred"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(row.material.code, _deferral_words(row)) for row in deferrable]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("deferred") and not data.get("promise"):
            self.add_error("promise", _("容缺要有申请人签署的承诺，签好再受理。"))
        return data


def _deferral_words(row: ItemMaterial) -> str:
    words = {"material": row.material.name, "days": row.requirement.deferral_days}
    return _("%(material)s（最多 %(days)s 个工作日）") % words


class SupplementForm(HappenedForm):
    """One notice with everything: a line for each material, `asked_<code>`, and one for what is no material."""

    other = forms.CharField(label=lazy("其他要求"), required=False, max_length=1000, widget=long_text(2))
    days = forms.IntegerField(
        label=lazy("补正期限（工作日）"), required=False, min_value=1, max_value=60, help_text=lazy("空着按统一规定。")
    )
    reason = forms.CharField(
        label=lazy("再次补正的理由"), required=False, max_length=400, help_text=lazy("只有第二次补正要写，由主任办理。")
    )

    def __init__(self, *args: Any, rows: list[ItemMaterial], again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [row.material.code for row in rows]
        for row in rows:
            self.fields[PREFIX + row.material.code] = forms.CharField(
                label=row.material.name,
                required=False,
                max_length=400,
                initial=_initial(row),
                help_text=said(row.get_state_display()),
                widget=forms.TextInput(attrs={"list": "phrases"}),
            )
        if not again:
            del self.fields["reason"]
        self.order_fields([*(PREFIX + code for code in self.codes), "other", "days", "reason", "happened_at"])

    @property
    def phrases(self) -> tuple[Any, ...]:
        return PHRASES

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        said_of = [
            {"material": code, "words": data[PREFIX + code].strip()}
            for code in self.codes
            if data.get(PREFIX + code, "").strip()
        ]
        if data.get("other", "").strip():
            said_of.append({"material": "", "words": data["other"].strip()})
        if not said_of:
            self.add_error(None, _("请一次写全要补正的内容，至少一项。"))
        data["asked"] = said_of
        return data


def _initial(row: ItemMaterial) -> str:
    if row.state == ItemMaterial.State.MISSING and row.main:
        return str(PHRASES[0])
    return row.reason if row.state == ItemMaterial.State.REJECTED else ""


class NotAcceptedForm(HappenedForm):
    reasons = forms.CharField(
        label=lazy("不予受理的理由"),
        max_length=2000,
        help_text=lazy("申请人会收到书面决定。"),
        widget=long_text(3, **AT_ONCE),
    )
    right_office = forms.CharField(
        label=lazy("应当向哪里申请"), required=False, max_length=200, help_text=lazy("不属于本部门的，写明该去的部门。")
    )


class JudgeForm(forms.Form):
    """Of one material of an item: good, or not good and why."""

    material = forms.CharField(max_length=60)
    good = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")
    reason = forms.CharField(required=False, max_length=400)


class PauseForm(HappenedForm):
    kind = forms.ChoiceField(label=lazy("依据哪种特别程序"), widget=forms.RadioSelect)
    notice_number = forms.CharField(
        label=lazy("告知文书号"), max_length=60, help_text=lazy("已书面告知申请人所需时间的那份文书。")
    )
    expected_days = forms.IntegerField(label=lazy("预计需要（工作日）"), min_value=1, max_value=365)
    document = forms.FileField(label=lazy("告知文书"), required=False, help_text=lazy("PDF 或照片，可以随后补上。"))

    def __init__(self, *args: Any, special: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row["kind"], _procedure_words(row)) for row in special]


def _procedure_words(row: dict[str, Any]) -> str:
    words = {"kind": Procedure(row["kind"]).label, "days": row["cap_days"]}
    return _("%(kind)s（最多 %(days)s 个工作日）") % words


class ExtendForm(ActForm):
    reason = forms.CharField(
        label=lazy("延期的理由"), max_length=400, help_text=lazy("会告知申请人；只能延一次，到期之前才能延。"),
        widget=long_text(2, **AT_ONCE),
    )  # fmt: skip


class TransferForm(ToColleagueForm):
    label, help_text = lazy("改由谁承办"), lazy("时限照走，不会重新计算。")


class ApproveForm(HappenedForm):
    reasons = forms.CharField(label=lazy("决定的理由"), required=False, max_length=4000, widget=long_text(2))


class RefuseForm(HappenedForm):
    reasons = forms.CharField(label=lazy("不予批准的理由"), max_length=4000, widget=long_text(3, **AT_ONCE))
    remedies = forms.CharField(
        label=lazy("救济途径"),
        max_length=2000,
        help_text=lazy("向谁、在多长时间内可以申请复议或提起诉讼。按本部门法制机构确认的文本填写。"),
        widget=long_text(3),
    )


class VoidForm(ActForm):
    reason = forms.CharField(
        label=lazy("作废的理由"),
        max_length=400,
        help_text=lazy("证照同时撤销，不能恢复。"),
        widget=long_text(2, **AT_ONCE),
    )


class AnswerAppealForm(ActForm):
    granted = forms.TypedChoiceField(
        label=lazy("结论"),
        choices=[("1", lazy("支持，重新办理")), ("0", lazy("维持原来的结果"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=lazy("给申请人的答复"), max_length=4000, widget=long_text(3))


class SendForm(HappenedForm):
    kind = forms.ChoiceField(
        label=lazy("怎么送达"),
        choices=[(value, lazy(str(label))) for value, label in Delivery.Kind.choices],
        widget=forms.RadioSelect,
    )
    carrier = forms.CharField(label=lazy("承运"), required=False, max_length=40)
    tracking = forms.CharField(label=lazy("运单号"), required=False, max_length=40, help_text=lazy("邮寄必填。"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Delivery.Kind.COURIER and not data.get("tracking"):
            self.add_error("tracking", _("邮寄要填运单号，申请人凭它查询。"))
        return data


class TrackForm(HappenedForm):
    """Typed in where no courier's system is asked."""

    leg = forms.ChoiceField(
        label=lazy("运送到哪一步"),
        choices=[(value, lazy(str(label))) for value, label in Delivery.Leg.choices],
        widget=forms.RadioSelect,
        help_text=lazy("选“已签收”，这个事项就办完了。"),
    )


class ReceiveForm(HappenedForm):
    received_by = forms.CharField(label=lazy("签收人"), max_length=60, widget=forms.TextInput(attrs=AT_ONCE))
