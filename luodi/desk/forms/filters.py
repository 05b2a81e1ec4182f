"""What the filters of every list at the desk share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

DUE = [("", lazy("不限")), ("late", lazy("已超时")), ("today", lazy("今日到期")), ("week", lazy("本周到期"))]
MINE = [("", lazy("我能看到的")), ("1", lazy("我负责的"))]


def search() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "search", "data-key": "/", "data-key-label": lazy("查找")})


def number_filter(label: Any, widget: Any = None) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None, widget=widget)


class ListForm(forms.Form):
    """All filters are optional, and a value nobody knows is ignored."""

    def offer(self, name: str, options: Iterable[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", lazy("不限")), *options]

    def asked(self) -> dict[str, Any]:
        """What was asked for and could be read; the rest is as if it had not been asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
