"""A row of the table of latent needs, the search in it, and the sentence it is tried on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from luodi.matching.models import Need
from luodi.matching.rules import Role
from luodi.supply.rules import KINDS

SEPARATORS = str.maketrans(dict.fromkeys("，、,;；\n\r\t", " "))


class FindForm(forms.Form):
    q = forms.CharField(
        label=lazy("产业活动、说法或理由"), max_length=60, required=False, widget=forms.TextInput({"type": "search"})
    )


class TryForm(forms.Form):
    sentence = forms.CharField(
        label=lazy("贴一句申请里的话"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2, "data-focus": True})
    )


class WordsField(forms.CharField):
    """Several words, one blank between, whatever stood between them."""

    def to_python(self, value: object) -> str:
        return " ".join((super().to_python(value) or "").translate(SEPARATORS).split())


class NeedForm(forms.Form):
    activity = WordsField(
        label=lazy("哪类企业"),
        max_length=400,
        required=False,
        help_text=lazy("这类企业自己的说法，用空格隔开，有一个就算，如：光伏 分布式光伏 屋顶电站。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    divisions = WordsField(
        label=lazy("行业大类"),
        max_length=80,
        required=False,
        help_text=lazy("GB/T 4754 的两位代码，用空格隔开；没写说法的企业按它对。"),
    )
    role = forms.ChoiceField(label=lazy("两者的关系"), choices=Role.choices)
    kinds = forms.MultipleChoiceField(
        label=lazy("哪类资源"),
        choices=[(kind.code, kind.name) for kind in KINDS.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": lazy("请至少选一类资源。"),
            "invalid_choice": lazy("没有这样的资源类别：%(value)s。"),
        },
    )
    words = WordsField(
        label=lazy("对方的说法"),
        max_length=400,
        required=False,
        help_text=lazy("资源里提到其中一个就更对得上，如：彩钢瓦 承重 整片屋顶。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(label=lazy("理由"), max_length=200, help_text=lazy("行话写一句，会出现在承办人的匹配里。"))
    reason_en = forms.CharField(label=lazy("英文理由"), max_length=300)

    def __init__(self, *args: Any, need: Need | None = None, **kwargs: Any) -> None:
        self.need = need or Need()
        if need is not None:
            columns = {name: getattr(need, name) for name in self.base_fields}
            kwargs["initial"] = columns | {"kinds": need.kinds.split()}
        super().__init__(*args, **kwargs)

    def row(self) -> Need:
        """The row as it was typed, not yet saved. Only for a valid form."""
        for name, value in (self.cleaned_data | {"kinds": " ".join(sorted(self.cleaned_data["kinds"]))}).items():
            setattr(self.need, name, value)
        return self.need
