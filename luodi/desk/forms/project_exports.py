"""Columns to take away, the upper level's workbook, and what each of its columns holds."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.workbooks import WorkbookForm
from luodi.projects.export import COLUMNS, USUAL
from luodi.projects.models import SavedColumns
from luodi.projects.upper import FORMS, UNITS, letters


class ColumnsForm(forms.Form):
    columns = forms.MultipleChoiceField(
        label=lazy("要哪些列"),
        choices=[(column.code, column.label) for column in COLUMNS.values()],
        widget=forms.CheckboxSelectMultiple,
        initial=USUAL,
    )
    name = forms.CharField(
        label=lazy("保存为"), required=False, max_length=40, help_text=lazy("起个名字，下次一点就导出。")
    )


class UpperForm(WorkbookForm):
    name = forms.CharField(label=lazy("名称"), required=False, max_length=40, help_text=lazy("留空就用文件名。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = lazy("上级发的空表，.xlsx，最多 10 MB；表头按原样，不用改。")

    def upload(self) -> UploadedFile:
        """From its beginning: it is kept as a file, not only read."""
        file: Any = self.files["file"]
        file.seek(0)
        return cast(UploadedFile, file)


class UpperMapForm(forms.Form):
    """What each column of the workbook holds, named by its place; the unit of an amount, the form of a date."""

    begins = forms.IntegerField(label=lazy("项目从第几行写起"), min_value=1, max_value=5_000)
    footer = forms.IntegerField(
        label=lazy("从第几行起固定在下面"),
        min_value=0,
        max_value=5_000,
        help_text=lazy("合计、填表人那一行；没有就写 0。"),
    )

    def __init__(self, *args: Any, saved: SavedColumns, **kwargs: Any) -> None:
        layout = saved.layout
        kwargs["initial"] = {"begins": layout["begins"], "footer": layout["footer"]}
        super().__init__(*args, **kwargs)
        self.layout = layout
        choices = [("", lazy("留空，不填")), *((column.code, column.label) for column in COLUMNS.values())]
        for place, how in enumerate(layout["columns"]):
            said = {"label": how["heading"], "required": False}
            self.fields[f"c{place}"] = forms.ChoiceField(choices=choices, initial=how["column"], **said)
            kind = COLUMNS[how["column"]].kind if how["column"] else ""
            if kind == "money":
                said["label"] = lazy("单位")
                self.fields[f"u{place}"] = forms.ChoiceField(choices=list(UNITS.items()), initial=how["unit"], **said)
            if kind == "date":
                said["label"] = lazy("日期写法")
                self.fields[f"f{place}"] = forms.ChoiceField(choices=list(FORMS.items()), initial=how["form"], **said)

    def lines(self) -> list[dict[str, Any]]:
        """The rows of the table: letter of the column, its heading, its three fields."""
        named = zip(letters(self.layout), self.layout["columns"], strict=True)
        return [
            {"letter": letter, "heading": how["heading"], "fields": self._fields(place)}
            for place, (letter, how) in enumerate(named)
        ]

    def _fields(self, place: int) -> list[Any]:
        return [self[name] if (name := f"{kind}{place}") in self.fields else None for kind in "cuf"]

    def said(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        columns = [
            {
                "column": data[f"c{place}"],
                "unit": data.get(f"u{place}") or how["unit"],
                "form": data.get(f"f{place}") or how["form"],
            }
            for place, how in enumerate(self.layout["columns"])
        ]
        return {"begins": data["begins"], "footer": data["footer"], "columns": columns}
