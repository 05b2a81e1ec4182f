"""A list under its filters: which are in force, each with the way to the list without it, and the next page."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.utils.choices import flatten_choices
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from luodi.desk.forms.filters import ListForm
from luodi.ui.parts import Chip


def listed(
    form: ListForm, here: str, *, after: str, following: str | int | None, called: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What such a page shows beside its rows.

    `after` is where the page begins and `following` where the next does, empty on the first and on the last;
    `called` says a filter in other words than its field does.
    """
    asked = form.asked()
    query, words = query_of(form, asked), {**chips(form, asked), **(called or {})}
    return {
        "form": form,
        "query": urlencode(query),
        "chips": [Chip(words[name], f"{here}?{urlencode(without(query, name))}") for name in asked],
        "clear_url": here,
        "next_url": f"{here}?{urlencode(query | {'after': following})}" if following else "",
        "first_url": f"{here}?{urlencode(query)}" if after else "",
    }


def query_of(form: Form, asked: dict[str, Any]) -> dict[str, str]:
    """The filters as they stand in an address."""
    return {name: str(form.data[name]) for name in asked}


def without(query: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in query.items() if key != name}


def chips(form: Form, asked: dict[str, Any]) -> dict[str, str]:
    """The words of each filter in force, by its field."""
    made = {}
    for name, value in asked.items():
        options = dict(flatten_choices(getattr(form.fields[name], "choices", ())))
        made[name] = f"{form.fields[name].label}{_('：')}{options.get(value, value)}"
    return made
