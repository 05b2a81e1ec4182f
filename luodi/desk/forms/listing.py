"""Filters of the enquiry list, and the name under which they are kept."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.filters import DUE, MINE, ListForm, number_filter, search
from luodi.desk.words import choices
from luodi.directory import reach
from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer
from luodi.enquiries.industries import division_choices
from luodi.enquiries.listing import CLOSED, STANDINGS
from luodi.enquiries.models import Enquiry
from luodi.ui.forms import DayInput

STATES = [("", lazy("全部在办")), *((key, label) for key, (label, _v) in STANDINGS.items()), (CLOSED, lazy("已结束"))]

# What both databases can compare with; anything else is ignored like any value nobody knows.
DAYS = (MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31)))
LAST_KEY = 2**63 - 1


class FilterForm(ListForm):
    """`main` stand in the row; the others under "more"."""

    q = forms.CharField(label=lazy("受理号或标题"), required=False, max_length=80, widget=search())
    state = forms.ChoiceField(label=lazy("进展"), required=False, choices=STATES)
    due = forms.ChoiceField(label=lazy("时限"), required=False, choices=DUE)
    mine = forms.ChoiceField(label=lazy("范围"), required=False, choices=MINE)
    unit = number_filter(lazy("负责单位"))
    wish = number_filter(lazy("意向地"))
    size_band = forms.ChoiceField(
        label=lazy("规模"),
        required=False,
        choices=[("", lazy("不限")), *choices(Enquiry.SizeBand.choices)],
    )
    industry = forms.ChoiceField(label=lazy("行业大类"), required=False)
    source = forms.ChoiceField(
        label=lazy("来源"), required=False, choices=[("", lazy("不限")), *choices(Enquiry.Source.choices)]
    )
    since = forms.DateField(label=lazy("提交自"), required=False, widget=DayInput, validators=DAYS)
    until = forms.DateField(label=lazy("提交至"), required=False, widget=DayInput, validators=DAYS)
    owner = forms.IntegerField(
        label=lazy("负责人"), required=False, widget=forms.HiddenInput, min_value=1, max_value=LAST_KEY
    )
    same_day = forms.ChoiceField(
        label=lazy("当日联系"),
        required=False,
        choices=[("", ""), ("missed", lazy("本月未成"))],
        widget=forms.HiddenInput,
    )
    main = ("q", "state", "due", "mine")
    more = ("unit", "wish", "size_band", "industry", "source", "since", "until")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        """The fields under "more" are drawn, and their choices read, only when one of them or `more` is asked for."""
        super().__init__(*args, **kwargs)
        self.is_full = any(self.data.get(name) for name in ("more", *self.more))
        if not self.is_full:
            for name in self.more:
                del self.fields[name]
            return
        units = list(reach.units(viewer).filter(active=True).select_related("territory__parent"))
        self.offer("unit", [(unit.pk, unit.name) for unit in units])
        self.offer("wish", places_of(units))
        self.offer("industry", division_choices())

    @property
    def in_row(self) -> list[forms.BoundField]:
        return [self[name] for name in self.main]

    @property
    def under_more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more if self.is_full]


def places_of(units: list[Unit]) -> list[tuple[int, str]]:
    """The places that have a unit, and what lies above them."""
    places = {}
    for unit in units:
        for place in (unit.territory, unit.territory.parent):
            if place is not None and place.level in (place.Level.DISTRICT, place.Level.PLACE):
                places[place.pk] = place
    return [(place.pk, place.name) for place in sorted(places.values(), key=lambda place: place.code)]


class KeepForm(forms.Form):
    name = forms.CharField(label=lazy("名称"), max_length=40)
    query = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
