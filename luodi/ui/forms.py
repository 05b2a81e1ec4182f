"""How a Django form is drawn: the renderer named by FORM_RENDERER, and the few widgets HTML has no default for."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, QueryDict


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; an empty one sent in is still judged."""
    return request.POST if request.method == "POST" else None


class Renderer(DjangoTemplates):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class CodeInput(forms.TextInput):
    """A code sent by SMS or e-mail; the phone offers it above the keyboard, and no draft keeps it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"} | (attrs or {}))


class PhoneInput(forms.TextInput):
    input_type = "tel"
