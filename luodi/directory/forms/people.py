"""Posts, absences and the duty roster."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from luodi.directory.forms.fields import MomentField, PostChoice, is_code, phone_field, this_minute
from luodi.directory.models import Post, Unit
from luodi.directory.remits import REMITS
from luodi.text.contacts import parse_email, parse_phone
from luodi.ui.forms import PhoneInput


class PostForm(forms.Form):
    role = forms.ChoiceField(label=_("角色"), choices=Post.Role.choices)
    title = forms.CharField(
        label=_("职务"), max_length=40, required=False, help_text=_("投资人看到的称呼；空着就用角色名。")
    )
    phone = phone_field(_("办公电话"))
    remit = forms.MultipleChoiceField(
        label=_("职责范围"),
        choices=list(REMITS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选的事项，在本单位地域内都看得到；不勾只看自己手上的。"),
    )


class NewPostForm(PostForm):
    field_order = ["unit", "login", "name", "mobile", "email", "role", "title", "phone", "remit", "since"]
    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.filter(active=True))
    login = forms.CharField(
        label=_("登录名"),
        max_length=60,
        validators=[is_code],
        help_text=_("已有的工作人员账号直接用；没有就新开一个，到任后显示一次性密码。"),
    )
    name = forms.CharField(label=_("姓名"), max_length=60, required=False, help_text=_("新账号必填。"))
    mobile = forms.CharField(label=_("手机"), max_length=30, required=False, widget=PhoneInput)
    email = forms.CharField(
        label=_("邮箱"), max_length=254, required=False, widget=forms.EmailInput({"autocomplete": "off"})
    )
    since = MomentField(label=_("到任时间"), initial=this_minute)

    def clean_mobile(self) -> str:
        said = self.cleaned_data["mobile"]
        canonical = parse_phone(said).canonical if said else ""
        if canonical is None or len(canonical) > 20:
            raise forms.ValidationError(_now("这不是一个手机号，请检查位数。"))
        return canonical

    def clean_email(self) -> str:
        said = self.cleaned_data["email"]
        canonical = parse_email(said).canonical if said else ""
        if canonical is None:
            raise forms.ValidationError(_now("这不是一个邮箱地址。"))
        return canonical


class ClosureForm(forms.Form):
    until = MomentField(label=_("离任时间"), initial=this_minute)


class AbsenceForm(forms.Form):
    post = PostChoice(label=_("谁缺席"), queryset=Post.objects.none(), empty_label=None)
    substitute = PostChoice(label=_("谁代理"), queryset=Post.objects.none())
    start = MomentField(label=_("开始"), initial=this_minute)
    end = MomentField(label=_("结束"))
    reason = forms.CharField(label=_("事由"), max_length=60, required=False)

    def __init__(self, *args: Any, own: QuerySet[Post], others: QuerySet[Post], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].queryset = own  # type: ignore[attr-defined]
        self.fields["substitute"].queryset = others  # type: ignore[attr-defined]


class ShiftForm(forms.Form):
    post = PostChoice(label=_("值班人员"), queryset=Post.objects.none())
    start = MomentField(label=_("开始"), initial=this_minute)
    end = MomentField(label=_("结束"))
    phone = phone_field(_("值班电话"))

    def __init__(self, *args: Any, posts: QuerySet[Post], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
