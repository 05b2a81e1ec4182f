"""A book of projects read in: the workbook with what it leaves open, and by hand which heading is which column."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.workbooks import WorkbookForm
from luodi.projects.rules import Template
from luodi.ui.forms import DayInput


class BookForm(WorkbookForm):
    as_of = forms.DateField(
        label=lazy("数据截至"),
        required=False,
        widget=DayInput(),
        help_text=lazy("没写年份的日期按这一年读；留空就是今天。"),
    )
    template = forms.ChoiceField(label=lazy("没写类型的，都算"), required=False, choices=Template.choices)

    def said(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        return {
            "data": data["file"],
            "file_name": self.file_name,
            "as_of": data["as_of"],
            "template": data["template"] or Template.LAND.value,
        }
