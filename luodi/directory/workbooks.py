"""A workbook that is sent in, and one that is taken away."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.text.sheets import SheetError
from luodi.text.sheets.guard import MEGABYTE, MOST_BYTES

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WorkbookForm(forms.Form):
    """Cleans to the bytes of the file; its name is `file_name` then."""

    file_name = ""
    file = forms.FileField(
        label=lazy("Excel 工作簿"),
        help_text=lazy("只收 .xlsx；最多 10 MB、5,000 行。先校验，不会马上导入。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:  # of a file over the upload limit only the beginning was kept
            error = SheetError("too_big", size=-(-file.size // MEGABYTE), limit=MOST_BYTES // MEGABYTE)
            raise ValidationError(error.in_words(_))
        self.file_name = file.name or ""
        return bytes(file.read())


def sheet_problem(problem: SheetError) -> str:
    """The sentence in the reader's language, with the cell where one is meant."""
    place = f"{problem.sheet}!{problem.cell} " if problem.sheet and problem.cell else ""
    return place + problem.in_words(_)


def workbook(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=SHEET_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
