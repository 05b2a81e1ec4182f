"""What is typed to sign in and about oneself. Judging it is done by the actions."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.accounts.models import User
from luodi.accounts.rules import pin_is_guessable
from luodi.ui.forms import CodeInput


class PasswordInput(forms.PasswordInput):
    def __init__(self, kind: str) -> None:
        super().__init__(attrs={"autocomplete": kind})


class SignInForm(forms.Form):
    login = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("密码"), max_length=128, strip=False, widget=PasswordInput("current-password")
    )
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)


class FactorForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("动态码"),
        help_text=gettext_lazy("验证器里现在的六位数字；手机不在身边，就输入一个八位备用码。"),
        max_length=20,
        widget=CodeInput,
    )


class TotpForm(forms.Form):
    """Proves that the authenticator read the key."""

    code = forms.CharField(label=gettext_lazy("验证器显示的六位数字"), max_length=20, widget=CodeInput)


class PasskeyForm(forms.Form):
    """`credential` is filled in by passkey.js with the browser's answer."""

    name = forms.CharField(label=gettext_lazy("给它起个名字"), max_length=40, initial=gettext_lazy("我的通行密钥"))
    credential = forms.CharField(widget=forms.HiddenInput)

    def clean_credential(self) -> dict[str, Any]:
        return read_credential(self.cleaned_data["credential"])


class PasskeyCheckForm(forms.Form):
    credential = forms.CharField(widget=forms.HiddenInput)

    def clean_credential(self) -> dict[str, Any]:
        return read_credential(self.cleaned_data["credential"])


class PinForm(forms.Form):
    pin = forms.CharField(
        label=gettext_lazy("PIN"),
        max_length=6,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code"}),
    )


class SetPinForm(PinForm):
    field_order = ["pin"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pin"].label = _("新的 PIN")
        self.fields["pin"].help_text = _("四到六位数字，不要用 1234 或相同的数字。")

    def clean_pin(self) -> str:
        pin = self.cleaned_data["pin"]
        if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 6):
            raise ValidationError(_("请输入四到六位数字。"))
        if pin_is_guessable(pin):
            raise ValidationError(_("这个 PIN 太容易猜，请换一个。"))
        return pin


class PasswordForm(forms.Form):
    """The present password, before security settings are changed."""

    password = forms.CharField(
        label=gettext_lazy("当前密码"), max_length=128, strip=False, widget=PasswordInput("current-password")
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("新密码"), max_length=128, strip=False, widget=PasswordInput("new-password")
    )
    again = forms.CharField(
        label=gettext_lazy("再输一次"), max_length=128, strip=False, widget=PasswordInput("new-password")
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        if self.user.must_change_password and self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("这是一次性密码本身，请换一个只有您知道的。"))
        return self.cleaned_data["password"]

    def clean_again(self) -> str:
        if self.cleaned_data.get("password") not in (None, self.cleaned_data["again"]):
            raise ValidationError(_("两次输入的密码不一样，请重新输入。"))
        return self.cleaned_data["again"]


class PersonForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("称呼"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=gettext_lazy("语言"), choices=settings.LANGUAGES)


def read_credential(typed: str) -> dict[str, Any]:
    """The browser's answer as a dictionary. Raises ValidationError when it is none."""
    try:
        answer = json.loads(typed)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise ValidationError(_("浏览器没有给出通行密钥，请再试一次或改用动态码。"))
    return answer
