"""The enquiry form: four things are required; whatever cannot be read keeps what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.accounts.investor_sign_in import ContactField
from luodi.directory.models import Territory
from luodi.enquiries.actions.submitting import Typed
from luodi.enquiries.rules import SENTENCE_LIMIT
from luodi.text import clean_sentence, is_uscc, normalise_uscc


class TypedForm(forms.Form):
    """What an investor writes and what an officer writes down for him."""

    name = forms.CharField(
        label=lazy("怎么称呼您"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact = ContactField(
        label=lazy("电话或邮箱"),
        max_length=254,
        help_text=lazy("只用于联系您；验证码发到这里。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "text"}),
    )
    sentence = forms.CharField(
        label=lazy("您想做什么，一句话就够"),
        help_text=lazy("例：做光伏发电和集中供热，想找大型厂房的屋顶，投资 1 亿元左右。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    firm = forms.CharField(
        label=lazy("企业名称"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    wish = forms.ModelChoiceField(
        label=lazy("意向地"), queryset=Territory.objects.none(), required=False, empty_label=lazy("还没想好")
    )
    heard = forms.CharField(label=lazy("从哪里知道我们"), max_length=60, required=False)
    keep_firm = forms.BooleanField(
        label=lazy("企业名称只给负责人看"),
        required=False,
        help_text=lazy("列表、通知、导出里只出现代号；谁看过您的资料，您都看得到。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        too_wide = (Territory.Level.CIRCLE, Territory.Level.CITY)
        wishes = Territory.objects.filter(active=True).exclude(level__in=too_wide).select_related("parent__parent")
        field = self.fields["wish"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = wishes

    def clean_sentence(self) -> str:
        said = clean_sentence(self.cleaned_data["sentence"])
        if not said:
            raise forms.ValidationError(_("请写一句您想做什么。"))
        if len(said) > SENTENCE_LIMIT:
            raise forms.ValidationError(
                _("这里最多 %(limit)d 字，现在是 %(now)d 字。请先留最要紧的，其余可在提交后作为材料添加。")
                % {"limit": SENTENCE_LIMIT, "now": len(said)}
            )
        return said

    def typed(self) -> Typed:
        """What the verbs take. Only for a valid form."""
        data = self.cleaned_data
        channel, contact = data["contact"]
        return Typed(
            name=data["name"].strip(),
            contact=contact,
            channel="email" if channel == "email" else "sms",
            sentence=data["sentence"],
            firm=data.get("firm", "").strip(),
            wish=data.get("wish"),
            heard=data.get("heard", "").strip(),
            keep_firm=data.get("keep_firm", False),
            industry=data.get("industry", ""),
            size_band=data.get("size_band", ""),
            uscc=data.get("uscc", ""),
            introducer=data.get("introducer", ""),
        )


class EnquiryForm(TypedForm):
    uscc = forms.CharField(label=lazy("统一社会信用代码"), max_length=24, required=False)
    consent = forms.BooleanField(
        label=lazy("我同意按下面的说明使用这些信息"),
        error_messages={"required": lazy("请先同意，我们才能与您联系。")},
    )

    def clean_uscc(self) -> str:
        return cleaned_uscc(self.cleaned_data["uscc"])


def cleaned_uscc(value: str) -> str:
    """An empty code, or one whose check digit holds. Raises ValidationError."""
    code = normalise_uscc(value)
    if code and not is_uscc(code):
        raise forms.ValidationError(_("统一社会信用代码的校验位不对，请对照执照再输一遍。"))
    return code
