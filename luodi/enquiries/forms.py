"""The enquiry form: four things are required; whatever cannot be read keeps what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.models import Territory
from luodi.enquiries.actions.submitting import Typed
from luodi.enquiries.rules import SENTENCE_LIMIT
from luodi.text import BadContact, clean_sentence, is_uscc, normalise_uscc, parse_contact
from luodi.text.contacts import Fault

CONTACT_FAULTS = {
    Fault.EMPTY: lazy("请填写电话或邮箱，我们用它与您联系。"),
    Fault.EMAIL: lazy("这个邮箱地址不完整，例如 name@company.com。"),
    Fault.LETTERS: lazy("这里有读不懂的文字，请只填一个电话或邮箱。"),
    Fault.SEVERAL: lazy("这里有不止一个号码，请只填一个最方便联系您的。"),
    Fault.AREA_CODE: lazy("座机请带上区号，例如 0532-8888 8888。"),
    Fault.MOBILE_PREFIX: lazy("没有这个号段的手机号，请再核对一遍。"),
    Fault.TOO_SHORT: lazy("号码不够长：手机是 11 位数字，座机请带区号。"),
    Fault.TOO_LONG: lazy("号码太长：手机是 11 位数字，境外号码请以 + 开头。"),
}


class ContactField(forms.CharField):
    """Cleans to (channel, canonical contact)."""

    def clean(self, value: Any) -> tuple[str, str]:
        typed = super().clean(value)
        try:
            return parse_contact(typed)
        except BadContact as fault:
            raise forms.ValidationError(CONTACT_FAULTS[fault.code]) from fault


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
        wishes = (
            Territory.objects.filter(active=True).exclude(level=Territory.Level.CITY).select_related("parent__parent")
        )
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
