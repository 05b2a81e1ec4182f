"""Fields that several forms of the directory share."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.directory.models import Post, Territory
from luodi.ui.forms import MomentInput, PhoneInput

is_code = RegexValidator(re.compile(r"^[A-Za-z0-9._-]+$"), gettext_lazy("只用字母、数字和 - _ .。"))
is_phone = RegexValidator(re.compile(r"^\+?[\d ()转-]{5,20}$"), gettext_lazy("请写电话号码，例如 0532-86000000。"))


class TerritoryField(forms.CharField):
    """A territory by its code or its name; a list of a whole nation would be no help."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", gettext_lazy("填代码或名称。"))
        super().__init__(max_length=60, **options)

    def clean(self, value: str | None) -> Territory | None:
        said = super().clean(value)
        if not said:
            return None
        found = Territory.objects.in_use().with_chain()
        places = list(found.filter(code=said)[:1]) or list(found.filter(name=said)[:2])
        if not places:
            raise ValidationError(_("没有叫“%(said)s”的在用地域。") % {"said": said})
        if len(places) > 1:
            raise ValidationError(_("有几个地域都叫“%(said)s”，请填代码。") % {"said": said})
        return places[0]


class PostChoice(forms.ModelChoiceField):
    def label_from_instance(self, post: Post) -> str:
        return f"{post.unit.name} · {post.user} · {post.label}"


class MomentField(forms.DateTimeField):
    widget = MomentInput
    input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]


def phone_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=20, required=False, widget=PhoneInput, validators=[is_phone])


def this_minute() -> datetime:
    return timezone.localtime().replace(second=0, microsecond=0)
