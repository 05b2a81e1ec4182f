"""Labels of choices in the reader's language: models hold the Chinese word, which is the msgid."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.enquiries.models import State


def said(label: object) -> str:
    return _(str(label)) if label else ""


def choices(pairs: Iterable[tuple[str, object]]) -> list[tuple[str, "str | Promise"]]:
    return [(value, gettext_lazy(str(label))) for value, label in pairs if value]


def state_word(progress: str) -> str:
    return said(State(progress).label) if progress in State.values else progress


def readable(contact: str) -> str:
    """A mainland mobile number in its usual groups, anything else as it is kept."""
    mobile = contact.removeprefix("+86")
    if contact.startswith("+861") and len(mobile) == 11:
        return f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    return contact
