"""Money as people type it: 3.2亿, 8000万, 56000000元."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from luodi.text.sheets.values import Unread, yuan

MOST = 10**15  # a million 亿: more is a slip of the finger


class YuanField(forms.CharField):
    """Cleans to whole yuan, or None. `usual` is the unit of a number without one: "万", "亿", "" for 元."""

    def __init__(self, *, usual: str = "万", **kwargs: Any) -> None:
        self.usual = usual
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "text")
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        try:
            amount = yuan(typed, self.usual)
        except Unread:
            raise forms.ValidationError(_("请写金额，例如 8000万 或 3.2亿。"), code="amount") from None
        if amount is not None and amount > MOST:
            raise forms.ValidationError(_("金额太大，请核对单位。"), code="amount")
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Whole yuan as they are typed; what was typed stays as it is."""
        if not isinstance(value, int):
            return value
        for size, unit in ((10**8, "亿"), (10**4, "万")):
            whole, rest = divmod(value, size)
            if whole and rest * 10_000 % size == 0:
                return f"{whole}.{rest * 10_000 // size:04d}".rstrip("0").rstrip(".") + unit
        return f"{value}元"
