"""Filters of the list of offers, and what is typed for an act on one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import ActForm, ToColleagueForm
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


class OfferFilterForm(forms.Form):
    """All are optional, and a value nobody knows is ignored."""

    q = forms.CharField(
        label=lazy("编号、名称、地址、行业"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/", "data-key-label": lazy("查找")}),
    )
    kind = forms.ChoiceField(
        label=lazy("类别"), required=False, choices=[("", lazy("不限")), *((k.code, k.name) for k in KINDS.values())]
    )
    state = forms.ChoiceField(label=lazy("状态"), required=False, choices=STATES)
    place = forms.TypedChoiceField(label=lazy("所在地"), required=False, coerce=int, empty_value=None)
    mine = forms.ChoiceField(
        label=lazy("范围"), required=False, choices=[("", lazy("我能看到的")), ("1", lazy("我负责的"))]
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = reach.units(viewer).filter(active=True).select_related("territory__parent")
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = [("", lazy("不限")), *places_of(list(units))]

    def asked(self) -> dict[str, Any]:
        """What was asked for and could be read; the rest is as if it had not been asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class AtOnceForm(ActForm):
    """Nothing to fill in: the button itself does it."""


class GiveForm(ToColleagueForm):
    label = lazy("改由谁负责")


class VisibilityForm(ActForm):
    visibility = forms.ChoiceField(label=lazy("给谁看"), choices=VISIBILITIES, widget=forms.RadioSelect)
