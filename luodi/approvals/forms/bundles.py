"""The small forms around the editor, which itself is read by `editing.document`; the filters of the page of days."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.days.scope import Scope
from luodi.approvals.editing.document import LARGEST
from luodi.ui.forms import DayInput


class UploadForm(forms.Form):
    file = forms.FileField(
        label=lazy("定义文件"),
        help_text=lazy("JSON，不超过 1 MB。同一代码的一件事会得到一份新草稿。"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("文件超过 1 MB，一份定义用不了这么多。"))
        return file


class PublishForm(forms.Form):
    valid_from = forms.DateField(label=lazy("自哪天起按这一版办"), widget=DayInput)
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)


BY = (("bundle", lazy("一件事")), ("service", lazy("事项")), ("department", lazy("部门")))
MONTHS = ((3, lazy("近三个月")), (12, lazy("近一年")), (36, lazy("近三年")))


class DaysForm(forms.Form):
    by = forms.ChoiceField(label=lazy("按什么看"), choices=BY, required=False)
    months = forms.TypedChoiceField(label=lazy("申报时间"), choices=MONTHS, coerce=int, required=False)
    bundle = forms.TypedChoiceField(label=lazy("一件事"), coerce=int, required=False)
    unit = forms.TypedChoiceField(label=lazy("部门"), coerce=int, required=False)

    def __init__(self, data: Any, *, bundles: list[tuple[int, str]], units: list[tuple[int, str]]) -> None:
        super().__init__({"by": "bundle", "months": 12} | {name: data[name] for name in data})
        self.fields["bundle"].choices = [("", lazy("全部")), *bundles]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", lazy("全部")), *units]  # type: ignore[attr-defined]

    def scope(self, now: Any) -> Scope:
        """What is not understood is not asked."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Scope(now, **said)
