"""What a reading is made of."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Value:
    """One value and the words it was read from: `text[start:end]` of the text as typed.

    `field` and the form of `value` are those of the prediction format; `kind` and `place` have one Value an item,
    `industry_division` one for each suggested division, best first. `bound` keeps a word such as 不低于 or 约.
    """

    field: str
    value: Any
    start: int
    end: int
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """`language` ("zh" or "en") is the one an answer is expected in.

    `door` names where a text that is no enquiry belongs: complaint, advert, job, greeting, test, news, question or "".
    """

    is_enquiry: bool
    values: tuple[Value, ...] = ()
    language: str = "zh"
    door: str = ""

    def fields(self) -> dict[str, Any]:
        """As predictions are written: lists for `kind`, `place` and `industry_division`, one value for the others."""
        fields: dict[str, Any] = {}
        for one in self.values:
            if one.field in ("kind", "place", "industry_division"):
                fields.setdefault(one.field, []).append(one.value)
            else:
                fields[one.field] = one.value
        return fields


def as_number(value: float) -> int | float:
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def as_amount(low: float, high: float) -> Any:
    return as_number(low) if low == high else {"min": as_number(low), "max": as_number(high)}
