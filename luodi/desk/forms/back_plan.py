"""The day a building opens, from which its approvals are planned back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from luodi.ui.forms import DayInput


class OpeningDayForm(forms.Form):
    version = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)
    end = forms.DateField(
        label=lazy("启用日期"),
        widget=DayInput,
        help_text=lazy("例如开学、开业的那一天。"),
        error_messages={"required": lazy("请选启用日期。"), "invalid": lazy("请写成 2026-09-01 这样的日期。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
