"""Rows of the allowance page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField, Form
from django.utils.translation import gettext as _

from luodi.duties.clocks import allowances
from luodi.duties.rules import PRESET_NAMES, PRESETS
from luodi.enquiries.actions.configuring import check_allowance
from luodi.enquiries.examples import example
from luodi.ledger.acts import Refused


@dataclass(frozen=True)
class AllowanceRow:
    field: BoundField
    example: str


def allowance_rows(form: Form, today: date) -> list[AllowanceRow]:
    """Each field with an example of what stands in it; a token that cannot be read says so instead."""
    return [AllowanceRow(form[kind], _example(kind, str(form[kind].value() or ""), today)) for kind in form.fields]


def _example(kind: str, token: str, today: date) -> str:
    try:
        return example(kind, check_allowance(kind, token), today)
    except Refused as wrong:
        return str(wrong)
    except ValueError:
        return _("日历里算不出这么远的日期。")


def preset_rows() -> list[dict[str, Any]]:
    """Each preset, and whether it is the one in force."""
    now = allowances()
    return [
        {"name": name, "label": PRESET_NAMES[name], "current": all(now[kind] == token for kind, token in kinds.items())}
        for name, kinds in PRESETS.items()
    ]
