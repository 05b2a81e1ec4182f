"""What is typed of an offer: a form asks for the numbers its kind is judged by, and reads them with their units."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.companies.models import Company
from luodi.directory.models import Territory
from luodi.duties.models import Visibility
from luodi.supply.columns import LABELS, wrong_words
from luodi.supply.models import Offer
from luodi.supply.rules import BOUNDS, COLUMNS, KINDS, TEXTS, Pollution, PriceUnit, wrongness
from luodi.supply.sheets.cells import Unread, coordinate, numbers
from luodi.supply.words import plain
from luodi.ui.forms import DayInput

GEOMETRY = ("longitude", "latitude")
TRADES = lazy("用空格隔开，例如：机械加工 食品 冷链。")
VISIBILITIES = [
    (Visibility.PUBLIC.value, lazy("公开：进入网上目录，任何人可查")),
    (Visibility.INTERNAL.value, lazy("内部：只有本地工作人员看得到")),
]


class QuantityInput(forms.TextInput):
    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"})


class NumberField(forms.CharField):
    """A number as people write it: 12000, 12,000, 1.2万, 18 亩 in a field of square metres."""

    def __init__(self, column: str) -> None:
        super().__init__(label=LABELS[column], required=False, max_length=40, widget=QuantityInput)
        self.column = column

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, float | int) and self.column not in GEOMETRY else value

    def clean(self, value: Any) -> float | None:
        said = super().clean(value)
        try:
            if self.column in GEOMETRY:
                return coordinate(said)
            found = numbers(self.column, said)
        except Unread:
            raise ValidationError(_("请写一个数，例如 12000 或 1.2万。")) from None
        if found is None:
            return None
        if found.low != found.high:
            raise ValidationError(_("请只写一个数。"))
        return round(found.high, 4)


class ValuesForm(forms.Form):
    """`values()` is what the acts take. `version` is what the page showed, `seen` when."""

    version = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)
    seen = forms.CharField(label="", widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name in COLUMNS}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for found in wrongness({name: value for name, value in data.items() if name in COLUMNS}):
            if found.column in self.fields and found.column not in self.errors:
                self.add_error(found.column, wrong_words(found))
        return data

    def add_numbers(self, columns: tuple[str, ...]) -> None:
        for column in columns:
            self.fields[column] = NumberField(column) if column in BOUNDS else text_field(column)


def text_field(column: str, rows: int = 0, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=LABELS[column], required=False, max_length=TEXTS[column], widget=widget, help_text=help_text
    )


def title_field(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=LABELS["title"],
        max_length=120,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-focus": True}),
    )


def day_field(column: str) -> forms.DateField:
    return forms.DateField(label=LABELS[column], required=False, widget=DayInput)


def place_field(places: "QuerySet[Territory]", help_text: Any = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        places, label=lazy("所在地"), required=False, empty_label=lazy("与本单位相同"), help_text=help_text
    )


class OfferForm(ValuesForm):
    """A new offer of one kind, or a change of one: then without place and visibility, which have acts of their own."""

    def __init__(
        self,
        *args: Any,
        kind: str,
        places: "QuerySet[Territory] | None" = None,
        offer: Offer | None = None,
        **kwargs: Any,
    ) -> None:
        if offer is not None:
            kwargs["initial"] = initial_of(offer) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.kind = KINDS[kind]
        self.fields["title"] = title_field(lazy("一句话说清是什么、在哪里，例如：港区二期 3 号标准厂房。"))
        self.add_numbers(self.kind.numbers)
        self._add_price()
        if offer is None:
            self.fields["at"] = place_field(places if places is not None else Territory.objects.none())
        self.fields["address"] = text_field("address")
        if self.kind.is_site:
            self.add_numbers(GEOMETRY)
            self.fields["pollution"] = forms.ChoiceField(
                label=LABELS["pollution"],
                required=False,
                choices=[(value, lazy(str(label))) for value, label in Pollution.choices],
            )
        self._add_words()
        if offer is None:
            self.fields["visibility"] = forms.ChoiceField(
                label=lazy("给谁看"), choices=VISIBILITIES, widget=forms.RadioSelect, initial=Visibility.PUBLIC.value
            )

    def _add_price(self) -> None:
        self.fields["price"] = forms.DecimalField(
            label=LABELS["price"], required=False, max_digits=14, decimal_places=2, localize=False, widget=QuantityInput
        )
        units = [(value, lazy(str(label))) for value, label in PriceUnit.choices]
        self.fields["price_unit"] = forms.ChoiceField(label=LABELS["price_unit"], required=False, choices=units)
        self.fields["price_on"] = day_field("price_on")
        self.fields["price_words"] = text_field("price_words")

    def _add_words(self) -> None:
        self.fields["description"] = text_field("description", rows=4)
        self.fields["industries"] = text_field("industries", help_text=TRADES)
        self.fields["tags"] = text_field("tags", help_text=lazy("用空格隔开，例如：双回路 可分割 带食堂。"))
        for column in ("available_from", "available_until"):
            self.fields[column] = day_field(column)
        for column in ("holder", "contact_name", "contact"):
            self.fields[column] = text_field(column)
        self.fields["evidence"] = text_field(
            "evidence", help_text=lazy("价格和数字出自哪里，例如：2021 年港区招商手册。")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("price") is not None and not data.get("price_unit") and "price" not in self.errors:
            self.add_error("price_unit", _("写了价格，请选怎么计价。"))
        return data

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(heading, fields) in the order in which they are asked."""
        named = (
            ("", ("title",)),
            (_("判断合不合适的数字"), self.kind.numbers),
            (_("价格"), ("price", "price_unit", "price_on", "price_words")),
            (_("在哪里"), ("at", "address", *GEOMETRY)),
            (_("适合谁"), ("description", "industries", "tags", "pollution")),
            (
                _("时间、权属与依据"),
                ("available_from", "available_until", "holder", "contact_name", "contact", "evidence"),
            ),
            ("", ("visibility",)),
        )
        made = [(heading, [self[name] for name in names if name in self.fields]) for heading, names in named]
        return [(heading, fields) for heading, fields in made if fields]


class FirmForm(ValuesForm):
    """What a company says of itself: what it is, what it needs, what it could host."""

    def __init__(
        self,
        *args: Any,
        places: "QuerySet[Territory]",
        companies: "QuerySet[Company] | None" = None,
        offer: Offer | None = None,
        **kwargs: Any,
    ) -> None:
        """`companies` to choose from is given for a new one; one alone is not asked for."""
        if offer is not None:
            kwargs["initial"] = initial_of(offer) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if companies is not None and offer is None:
            self.fields["company"] = forms.ModelChoiceField(companies, label=lazy("企业"), empty_label=None)
        self.fields["title"] = title_field(lazy("例如：冷库屋顶 4 万平，想装光伏。"))
        self.fields["description"] = text_field(
            "description",
            rows=5,
            help_text=lazy("企业做什么、需要什么、有什么可以给别人用：屋顶、富余电力、蒸汽、边角料都可以。"),
        )
        self.fields["description"].required = True
        self.add_numbers(("area_m2", "power_kva", "tariff_yuan_kwh", "amount"))
        if offer is None:
            self.fields["at"] = place_field(places)
            self.fields["at"].empty_label = lazy("不确定")  # type: ignore[attr-defined]
        self.fields["address"] = text_field("address")
        self.fields["industries"] = text_field("industries", help_text=TRADES)
        for column in ("available_from", "available_until"):
            self.fields[column] = day_field(column)
        for column in ("contact_name", "contact"):
            self.fields[column] = text_field(column)


def initial_of(offer: Offer) -> dict[str, Any]:
    return {name: getattr(offer, name) for name in COLUMNS} | {"title": offer.duty.title}


class PhotoForm(forms.Form):
    file = forms.FileField(
        label=lazy("照片"),
        help_text=lazy("JPG、PNG 或 WebP；拍摄地点和时间会去掉。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
    )
    caption = forms.CharField(label=lazy("说明"), required=False, max_length=80)
