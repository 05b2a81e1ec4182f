"""Forms of licences and of what nobody applied for."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.models import Licence
from luodi.ui.forms import DayInput


class SearchForm(forms.Form):
    q = forms.CharField(label=lazy("编号或持证人"), required=False, max_length=60)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=lazy("理由"),
        max_length=200,
        help_text=lazy("持证人会看到，公众只看到状态。"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": lazy("请写理由，持证人会看到。")},
    )


class ReplacementForm(ReasonForm):
    """What is printed, line by line."""

    def __init__(self, *args: Any, licence: Licence, **options: Any) -> None:
        super().__init__(*args, **options)
        self.labels = [label for label, _value in licence.fields]
        for place, (label, value) in enumerate(licence.fields):
            self.fields[f"value_{place}"] = forms.CharField(label=label, max_length=200, initial=value)

    def printed(self) -> list[list[str]]:
        return [[label, self.cleaned_data[f"value_{place}"]] for place, label in enumerate(self.labels)]


class DeclineForm(forms.Form):
    words = forms.CharField(
        label=lazy("为什么不发"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": lazy("请写为什么不发。")},
    )


class ObjectionAnswerForm(forms.Form):
    granted = forms.TypedChoiceField(
        label=lazy("异议"),
        choices=[("1", lazy("成立：暂停这张证照，改好再换发")), ("0", lazy("不成立：证照照旧有效"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": lazy("请选择成立或不成立。")},
    )
    answer = forms.CharField(
        label=lazy("答复"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": lazy("请写答复，持证人会看到。")},
    )


class PeriodForm(forms.Form):
    """From a day to a day, both counted; today when nothing is asked."""

    start = forms.DateField(label=lazy("从"), required=False, widget=DayInput)
    end = forms.DateField(label=lazy("到"), required=False, widget=DayInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("start") and said.get("end") and said["start"] > said["end"]:
            raise forms.ValidationError(_("开始的日期在结束之后。"))
        return said

    def days(self) -> tuple[date, date]:
        """First day and the day after the last."""
        said = self.cleaned_data if self.is_valid() else {}
        start = said.get("start") or localdate()
        return start, max(said.get("end") or start, start) + timedelta(days=1)
