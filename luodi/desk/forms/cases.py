"""Filters of the list of cases, and what is typed for a case at a desk or a counter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.listing import CASE_STANDINGS, CLOSED, bundles_in_force, window_services
from luodi.approvals.models import MaterialCopy
from luodi.companies.models import Mandate
from luodi.desk.forms.acts import AT_ONCE, ActForm, long_text
from luodi.desk.forms.filters import DUE, ListForm, number_filter, search
from luodi.desk.forms.items import SCOPES
from luodi.directory.viewer import Viewer
from luodi.ledger.filekinds import accept_list
from luodi.text import BadContact, is_uscc, normalise_number, normalise_uscc, parse_contact
from luodi.ui.forms import CodeInput, PhoneInput

STATES = [
    ("", lazy("全部在办")),
    *((key, label) for key, (label, _v) in CASE_STANDINGS.items()),
    (CLOSED, lazy("已结束")),
]


class CaseFilterForm(ListForm):
    q = forms.CharField(label=lazy("编号、企业或名称"), required=False, max_length=80, widget=search())
    state = forms.ChoiceField(label=lazy("状态"), required=False, choices=STATES)
    due = forms.ChoiceField(label=lazy("时限"), required=False, choices=DUE)
    bundle = number_filter(lazy("一件事"))
    scope = forms.ChoiceField(label=lazy("范围"), required=False, choices=SCOPES)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("bundle", bundles_in_force(timezone.localdate()))


class ExtendCaseForm(ActForm):
    reason = forms.CharField(
        label=lazy("整件延期的理由"),
        max_length=400,
        help_text=lazy("延长 15 个工作日，只有一次，到期之前才能延；申请人会看到理由。"),
        widget=long_text(2, **AT_ONCE),
    )


class BeginForm(forms.Form):
    """A walk-in applicant: what is wanted, and who he is as far as he says."""

    code = forms.ChoiceField(label=lazy("办什么"), widget=forms.Select(attrs=AT_ONCE))
    phone = forms.CharField(
        label=lazy("申请人手机"),
        required=False,
        max_length=40,
        widget=PhoneInput(attrs={"autocomplete": "off"}),
        help_text=lazy("有账号的自动认出，没有的现在建一个，他凭验证码登录就能看进展。没有手机可以空着。"),
    )
    name = forms.CharField(label=lazy("申请人姓名"), required=False, max_length=60)
    uscc = forms.CharField(label=lazy("统一社会信用代码"), required=False, max_length=24)
    firm = forms.CharField(label=lazy("企业名称"), required=False, max_length=120)

    def __init__(self, *args: Any, mandates: list[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = timezone.localdate()
        self.mandates = {str(one.pk): one for one in mandates}
        if mandates:
            for name in ("phone", "name", "uscc", "firm"):
                del self.fields[name]
            held = [(pk, str(one.company or one.person)) for pk, one in self.mandates.items()]
            self.fields["mandate"] = forms.ChoiceField(label=_("受谁的委托"), choices=[("", _("请选择")), *held])
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("请选择")),
            (_("一件事"), bundles_in_force(day, by="bundle__code")),
            (_("单个事项"), window_services(day)),
        ]

    @property
    def mandate(self) -> Mandate | None:
        """An agent acts for nobody else than who gave him one."""
        return self.mandates.get(self.cleaned_data.get("mandate", ""))

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        if not typed:
            return ""
        try:
            channel, contact = parse_contact(typed)
        except BadContact:
            channel, contact = "", ""
        if channel not in ("phone", "sms"):
            raise ValidationError(_("这不像手机号，请核对。"))
        return contact

    def clean_uscc(self) -> str:
        typed = self.cleaned_data["uscc"].strip()
        if typed and not is_uscc(typed):
            raise ValidationError(_("信用代码的校验位不对，请照营业执照核对。"))
        return normalise_uscc(typed) if typed else ""


class TakeUpForm(forms.Form):
    """A case begun on line or at another hall, opened by what stands on the applicant's receipt."""

    number = forms.CharField(label=lazy("办件编号"), max_length=40)
    code = forms.CharField(label=lazy("查询码"), max_length=6, widget=CodeInput(attrs={"data-no-draft": True}))

    def clean_number(self) -> str:
        return normalise_number(self.cleaned_data["number"]) or self.cleaned_data["number"]


class Several(forms.FileInput):
    allow_multiple_selected = True


class ScansForm(forms.Form):
    """Many files at once; which of them are kept is judged one by one."""

    scans = forms.FileField(
        label=lazy("扫描件"),
        widget=Several(attrs={"multiple": True, "accept": accept_list()}),
        error_messages={"required": lazy("请先选文件。")},
    )


class SortForm(forms.Form):
    """A scan to its material; empty: back to the tray."""

    copy = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    material = forms.CharField(required=False, max_length=60)


class ConsentForm(forms.Form):
    """A licence of the applicant's is used on the consent he signed at the counter."""

    licence = forms.CharField(max_length=60)
    signed = forms.BooleanField(error_messages={"required": lazy("请先请申请人签书面同意。")})


def is_picture(copy: MaterialCopy) -> bool:
    return copy.attachment is not None and copy.attachment.media_type.startswith("image/")
