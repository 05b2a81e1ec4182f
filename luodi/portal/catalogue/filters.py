"""What a visitor looks for, as it stands in the address: a plain form, chips, and addresses that keep it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.models import Territory
from luodi.portal.forms import place_name
from luodi.supply.forms import NumberField, QuantityInput
from luodi.supply.rules import KINDS, PriceUnit
from luodi.text import normalise_number
from luodi.ui.forms import DayInput
from luodi.ui.parts import Chip

MOST_COMPARED = 3
ASKED_UNITS = (PriceUnit.M2_MONTH, PriceUnit.M2, PriceUnit.MU, PriceUnit.WHOLE)
DECIMAL = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
FIRST = ("kind", "place", "area_from", "q")
MORE = ("area_to", "land_from", "land_to", "power", "height", "price", "price_unit", "by")


def number_field(column: str, label: Any) -> NumberField:
    made = NumberField(column)
    made.label = label
    return made


class BoxField(forms.CharField):
    """west,south,east,north in degrees; whatever else it holds narrows nothing."""

    def __init__(self) -> None:
        super().__init__(label=lazy("地图范围"), required=False, widget=forms.HiddenInput, max_length=80)

    def clean(self, value: Any) -> tuple[float, ...] | None:
        parts = super().clean(value).split(",")
        try:
            box = tuple(float(part) for part in parts)
        except ValueError:
            return None
        good = len(box) == 4 and -180 <= box[0] < box[2] <= 180 and -90 <= box[1] < box[3] <= 90
        return box if good else None


class CatalogueForm(forms.Form):
    kind = forms.ChoiceField(label=lazy("类别"), required=False)
    place: "forms.ModelChoiceField[Territory]" = forms.ModelChoiceField(
        None, label=lazy("区市"), required=False, empty_label=lazy("全市")
    )
    area_from = number_field("area_m2", lazy("面积至少（㎡）"))
    area_to = number_field("area_m2", lazy("面积至多（㎡）"))
    q = forms.CharField(label=lazy("关键词"), required=False, max_length=60)
    land_from = number_field("land_mu", lazy("用地至少（亩）"))
    land_to = number_field("land_mu", lazy("用地至多（亩）"))
    power = number_field("power_kva", lazy("供电至少（kVA）"))
    height = number_field("ceiling_m", lazy("层高至少（米）"))
    price = forms.DecimalField(label=lazy("价格至多"), required=False, min_value=0, max_digits=14, widget=QuantityInput)
    price_unit = forms.ChoiceField(label=lazy("计价"), required=False)
    by = forms.DateField(label=lazy("何时要用"), required=False, widget=DayInput)
    box = BoxField()

    def __init__(self, data: QueryDict, *, places: "QuerySet[Territory]") -> None:
        super().__init__(data, auto_id="find_%s")
        self.choices(
            "kind", [("", _("全部类别")), *((kind.code, kind.name) for kind in KINDS.values() if kind.code != "firm")]
        )
        self.choices("price_unit", [(unit.value, _(str(unit.label))) for unit in ASKED_UNITS])
        place = self.fields["place"]
        assert isinstance(place, forms.ModelChoiceField)
        place.queryset = places
        place.to_field_name = "code"
        place.label_from_instance = place_name  # type: ignore[method-assign, assignment]

    def choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE]

    @property
    def more_used(self) -> bool:
        return any(self.data.get(name) for name in MORE if name != "price_unit")

    def asked(self) -> dict[str, Any]:
        """Only what was understood; an unread filter narrows nothing, and the page says so."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if "price" not in found:
            found.pop("price_unit", None)
        return found


@dataclass(frozen=True)
class Search:
    """`raw` are the filters in force as they were typed, `chosen` the numbers to compare."""

    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()

    @classmethod
    def of(cls, form: CatalogueForm, chosen: Iterable[str]) -> "Search":
        values = form.asked()
        raw = {name: str(form.data[name]) for name in values if form.data.get(name)}
        return cls(values, raw, chosen_in(chosen))

    def url(self, route: str = "portal:offers", without: Iterable[str] = (), **changes: Any) -> str:
        """The page with these filters; `of` among the changes replaces what is chosen."""
        chosen = changes.pop("of", self.chosen)
        query = QueryDict(mutable=True)
        for name, value in (self.raw | changes).items():
            if name not in set(without) and value not in (None, ""):
                query[name] = str(value)
        query.setlist("of", list(chosen))
        said = query.urlencode(safe=",")
        return f"{reverse(route)}?{said}" if said else reverse(route)

    def offer_url(self, number: str) -> str:
        return with_chosen(reverse("portal:public_offer", args=[number]), self.chosen)

    def chips(self, form: CatalogueForm) -> list[Chip]:
        made = []
        for name, typed in self.raw.items():
            if name == "price_unit":
                continue
            gone = (name, "price_unit") if name == "price" else (name,)
            made.append(Chip(chip_words(form, name, typed), self.url(without=gone)))
        return made


def chip_words(form: CatalogueForm, name: str, typed: str) -> str:
    if name == "box":
        return _("只看地图上的一块")
    label, options = str(form.fields[name].label), dict(flatten_choices(getattr(form.fields[name], "choices", ())))
    if name == "price":
        unit = dict(flatten_choices(getattr(form.fields["price_unit"], "choices", ())))
        typed = f"{typed} {unit.get(form.cleaned_data.get('price_unit') or PriceUnit.M2_MONTH.value, '')}"
    if name == "place":
        return place_name(form.cleaned_data["place"])
    return f"{label} {options.get(typed, typed)}" if name != "kind" else str(options.get(typed, typed))


def chosen_in(typed: Iterable[str]) -> tuple[str, ...]:
    """Three numbers at most, each once; what is no number is passed over."""
    numbers = [number for number in map(normalise_number, typed) if number]
    return tuple(dict.fromkeys(numbers))[:MOST_COMPARED]


def with_chosen(url: str, chosen: Iterable[str]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("of", list(chosen))
    said = query.urlencode()
    return f"{url}?{said}" if said else url
