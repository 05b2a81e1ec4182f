"""The two forms by which an investor signs in: contact, then the code sent to it. The portal has the pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from luodi.text import BadContact, parse_contact
from luodi.text.contacts import Fault
from luodi.ui.forms import CodeInput

FAULTS = {
    Fault.EMPTY: gettext_lazy("请填写电话或邮箱。"),
    Fault.EMAIL: gettext_lazy("这个邮箱地址不完整，例如 name@company.com。"),
    Fault.LETTERS: gettext_lazy("这里有读不懂的文字，请只填一个电话或邮箱。"),
    Fault.SEVERAL: gettext_lazy("这里有不止一个号码，请只填一个最方便联系您的。"),
    Fault.AREA_CODE: gettext_lazy("座机请带上区号，例如 0532-8888 8888。"),
    Fault.MOBILE_PREFIX: gettext_lazy("没有这个号段的手机号，请再核对一遍。"),
    Fault.TOO_SHORT: gettext_lazy("号码不够长：手机是 11 位数字，座机请带区号。"),
    Fault.TOO_LONG: gettext_lazy("号码太长：手机是 11 位数字，境外号码请以 + 开头。"),
}


class ContactField(forms.CharField):
    """Cleans to (channel, canonical contact)."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return parse_contact(typed) if typed else ("", "")
        except BadContact as fault:
            raise ValidationError(FAULTS[fault.code], code=fault.code) from fault


class ContactForm(forms.Form):
    contact = ContactField(
        label=gettext_lazy("电话或邮箱"),
        help_text=gettext_lazy("提交申请时留的那个。我们发一个六位验证码过去，不用记密码。"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "autocapitalize": "none"}),
    )
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    @property
    def canonical(self) -> str:
        """The contact as codes and accounts keep it; after a successful `is_valid`."""
        return self.cleaned_data["contact"][1]


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\s*(?:\d\s*){6}$",
        label=gettext_lazy("验证码"),
        max_length=20,
        widget=CodeInput,
        error_messages={"invalid": gettext_lazy("验证码是六位数字。")},
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())
