"""A list read in: the workbook with what it leaves open, and by hand which heading is which column."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.models import Territory
from luodi.directory.workbooks import WorkbookForm
from luodi.duties.models import Visibility
from luodi.supply.forms import VISIBILITIES, place_field
from luodi.supply.rules import KINDS


class ListForm(WorkbookForm):
    kind = forms.ChoiceField(
        label=lazy("没写类别的，都算"),
        required=False,
        choices=[("", lazy("按内容判断")), *((kind.code, kind.name) for kind in KINDS.values() if kind.code != "firm")],
    )
    visibility = forms.ChoiceField(
        label=lazy("导入后给谁看"),
        choices=VISIBILITIES,
        widget=forms.RadioSelect,
        initial=Visibility.INTERNAL.value,
        required=False,
    )
    field_order = ("file", "kind", "at", "visibility")

    def __init__(self, *args: Any, places: "QuerySet[Territory]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"] = place_field(places)
        self.order_fields(self.field_order)

    def said(self) -> dict[str, Any]:
        """What the act takes beside the file."""
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "place": data["at"],
            "visibility": data["visibility"] or Visibility.INTERNAL.value,
        }
