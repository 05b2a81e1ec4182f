"""Filters of the list of offers, and what is typed for an act on one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import ActForm, ToColleagueForm
from luodi.desk.forms.filters import MINE, ListForm, number_filter, search
from luodi.desk.forms.listing import places_of
from luodi.directory import reach
from luodi.directory.viewer import Viewer
from luodi.supply.forms import VISIBILITIES
from luodi.supply.listing import GONE, SOON, STALE
from luodi.supply.rules import KINDS, State

STATES = [
    ("", lazy("可供与预留")),
    (State.OPEN.value, lazy("可供")),
    (State.RESERVED.value, lazy("已预留")),
    (SOON, lazy("该确认了")),
    (STALE, lazy("未确认，已隐藏")),
    (GONE, lazy("已租售或撤下")),
]


class OfferFilterForm(ListForm):
    q = forms.CharField(label=lazy("编号、名称、地址、行业"), required=False, max_length=80, widget=search())
    kind = forms.ChoiceField(
        label=lazy("类别"), required=False, choices=[("", lazy("不限")), *((k.code, k.name) for k in KINDS.values())]
    )
    state = forms.ChoiceField(label=lazy("状态"), required=False, choices=STATES)
    place = number_filter(lazy("所在地"))
    mine = forms.ChoiceField(label=lazy("范围"), required=False, choices=MINE)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = reach.units(viewer).filter(active=True).select_related("territory__parent")
        self.offer("place", places_of(list(units)))


class GiveForm(ToColleagueForm):
    label = lazy("改由谁负责")


class VisibilityForm(ActForm):
    visibility = forms.ChoiceField(label=lazy("给谁看"), choices=VISIBILITIES, widget=forms.RadioSelect)
