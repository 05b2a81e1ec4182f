"""A status list sent in: a workbook or a CSV file."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.workbooks import WorkbookForm


class StatusListForm(WorkbookForm):
    file = forms.FileField(
        label=lazy("状态表"),
        help_text=lazy("Excel（.xlsx）或 CSV；最多 10 MB、5,000 行。先校验，不会马上导入。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
