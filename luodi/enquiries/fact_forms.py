"""One field of the table as a field of a form: typed in plain words, cleaned to value and bound."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from luodi.enquiries.facts.parsing import BadValue, parse
from luodi.enquiries.facts.table import BY_CODE, KINDS, UNDECIDED, Field, Form
from luodi.enquiries.facts.words import shown
from luodi.enquiries.industries import division_choices

PREFIX = "fact_"
YES_NO = (("1", "是"), ("0", "否"))


class FactField(forms.Field):
    """Cleans to `(value, bound)`, or None for an empty cell."""

    def __init__(self, row: Field, *, label: Any = "", help_text: Any = "", required: bool = False) -> None:
        self.row = row
        super().__init__(label=label or row.name, help_text=help_text, required=required, widget=_widget(row.form))

    def clean(self, value: Any) -> tuple[Any, str] | None:
        self.validate(value)
        try:
            read, bound = parse(self.row.code, joined(value), self.today)
        except BadValue as why:
            raise forms.ValidationError(str(why)) from None
        return None if read in (None, []) else (read, bound)

    @property
    def today(self) -> date:
        return timezone.localdate()


def joined(value: Any) -> str:
    """A cell as one line, whether it was typed, chosen or ticked."""
    return ",".join(value) if isinstance(value, (list, tuple)) else str(value or "")


def _widget(form: Form) -> forms.Widget:
    if form == Form.KINDS:
        return forms.CheckboxSelectMultiple(choices=[(code, name) for code, name in KINDS.items()])
    if form == Form.DIVISION:
        return forms.Select(choices=[("", _("选一个行业大类…")), *division_choices()])
    if form == Form.YES_NO:
        return forms.Select(choices=[("", _("没有说")), *((value, _(word)) for value, word in YES_NO)])
    return forms.TextInput(attrs={"autocomplete": "off", "maxlength": 120})


def cell(code: str, value: Any, bound: str = "") -> Any:
    """What stands in the field for a value: words that can be typed again, or what is chosen."""
    form = BY_CODE[code].form
    if value is None:
        return [] if form == Form.KINDS else ""
    if value == UNDECIDED:
        return [] if form == Form.KINDS else "" if form == Form.DIVISION else shown(code, value)
    if form == Form.KINDS:
        return [kind for kind in KINDS if kind in value]  # as the boxes stand
    if form == Form.DIVISION:
        return value[0]
    return ("1" if value else "0") if form == Form.YES_NO else shown(code, value, bound)


class FactForm(forms.Form):
    """One value to fill in or correct; `seen` says which one the page showed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, row: Field, label: Any = "", help_text: Any = "", required: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        field = FactField(row, label=label, help_text=help_text, required=required)
        field.error_messages["required"] = _("请写一个大概的；还没定，就写“还没定”。")
        self.fields[PREFIX + row.code] = field

    @property
    def value_field(self) -> forms.BoundField:
        return self[PREFIX + self.row.code]

    def told(self) -> dict[str, Any]:
        """What `set_fact` takes. Only for a valid form."""
        value, bound = self.cleaned_data[PREFIX + self.row.code] or (None, "")
        return {"code": self.row.code, "value": value, "bound": bound, "seen": self.cleaned_data["seen"]}
