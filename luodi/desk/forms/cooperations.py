"""Cooperation of cities: filters, a new record, and one form for each act on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import AT_ONCE, ActForm, long_text
from luodi.desk.forms.filters import DUE, ListForm, number_filter, search
from luodi.desk.forms.works import STATES, OwnerField, owner_field
from luodi.directory import reach
from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.ui.forms import DayInput
from luodi.works.owners import place_of
from luodi.works.rules import CooperationKind


def cities_of(viewer: Viewer) -> Any:
    return reach.territories(viewer).filter(level=Territory.Level.CITY, active=True)


class CooperationFilterForm(ListForm):
    q = forms.CharField(label=lazy("编号或名称"), required=False, max_length=80, widget=search())
    kind = forms.ChoiceField(label=lazy("类别"), required=False, choices=[("", lazy("不限")), *CooperationKind.choices])
    city = number_filter(lazy("参与城市"))
    due = forms.ChoiceField(label=lazy("下一步"), required=False, choices=DUE)
    state = forms.ChoiceField(label=lazy("状态"), required=False, choices=STATES)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("city", cities_of(viewer).values_list("pk", "name"))


class CooperationEntryForm(forms.Form):
    """Of one kind: a policy says from where and how it was adapted, the others who takes part."""

    title = forms.CharField(
        label=lazy("名称"), max_length=120, widget=forms.TextInput(attrs={"data-focus": True, "autocomplete": "off"})
    )
    owner = owner_field(lazy("由谁负责"))
    cities: "forms.ModelMultipleChoiceField[Territory]" = forms.ModelMultipleChoiceField(
        None, label=lazy("参与的城市"), widget=forms.CheckboxSelectMultiple
    )
    partners = forms.CharField(
        label=lazy("其他参与方"), required=False, max_length=200, help_text=lazy("不在本系统里的城市、企业、协会。")
    )
    copied_from = forms.CharField(label=lazy("从哪里复制"), max_length=120, help_text=lazy("城市和文件名称。"))
    adapted = forms.CharField(label=lazy("在本地怎样调整"), max_length=400, widget=long_text(2))
    words = forms.CharField(label=lazy("内容"), required=False, max_length=4000, widget=long_text(3))
    signed_on = forms.DateField(label=lazy("签署日期"), required=False, widget=DayInput)
    until = forms.DateField(label=lazy("有效期至"), required=False, widget=DayInput)
    next_step = forms.CharField(label=lazy("下一步做什么"), max_length=200)
    next_on = forms.DateField(label=lazy("哪天"), widget=DayInput)

    ENDING = ("words", "next_step", "next_on")
    FIELDS: dict[str, tuple[str, ...]] = {
        CooperationKind.POLICY: ("title", "owner", "cities", "copied_from", "adapted", *ENDING),
        CooperationKind.EVENT: ("title", "owner", "cities", "partners", *ENDING),
    }
    USUAL = ("title", "owner", "cities", "partners", "signed_on", "until", *ENDING)

    def __init__(self, *args: Any, viewer: Viewer, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        shown = self.FIELDS.get(kind, self.USUAL)
        for name in set(self.fields) - set(shown):
            del self.fields[name]
        self.order_fields(shown)
        owner, cities = self.fields["owner"], self.fields["cities"]
        assert isinstance(owner, OwnerField)
        assert isinstance(cities, forms.ModelMultipleChoiceField)
        owner.offer(viewer, "cooperation")
        cities.queryset = cities_of(viewer)
        cities.initial = [city.pk for city in reach.cities(viewer, "cooperation")]

    def told(self) -> dict[str, Any]:
        """What `cooperate` takes."""
        data = self.cleaned_data
        return data | {"kind": self.kind, "at": place_of(data["owner"], data["cities"])}


class StepForm(ActForm):
    """The step taken, and the next; without one the cooperation is done."""

    result = forms.CharField(label=lazy("这一步做成了什么"), max_length=400, widget=long_text(2, **AT_ONCE))
    counted = forms.IntegerField(
        label=lazy("计数"), required=False, min_value=0, max_value=2_000_000_000, help_text=lazy("如收到的线索条数。")
    )
    counted_unit = forms.CharField(label=lazy("计数单位"), required=False, max_length=12)
    signed_on = forms.DateField(
        label=lazy("签署日期"), required=False, widget=DayInput, help_text=lazy("这一步签了协议的才填。")
    )
    next_step = forms.CharField(
        label=lazy("下一步做什么"), required=False, max_length=200, help_text=lazy("空着表示这项合作已经完成。")
    )
    next_on = forms.DateField(label=lazy("哪天"), required=False, widget=DayInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("next_step") and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("请写下一步的日期。"))
        if data.get("next_on") and not data.get("next_step"):
            self.add_error("next_step", _("写了日期，请写下一步做什么。"))
        return data


class EndForm(ActForm):
    reason = forms.CharField(label=lazy("为什么终止"), max_length=400, widget=long_text(2, **AT_ONCE))
