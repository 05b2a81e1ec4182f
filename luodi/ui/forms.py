"""How a Django form is drawn: the renderer named by FORM_RENDERER, and the few widgets HTML has no default for."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, QueryDict


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; an empty one sent in is still judged."""
    return request.POST if request.method == "POST" else None


SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def get_template(self, template_name: str) -> Any:
        """Django draws each option by two templates of its own; a list of fifty places took 20 ms of them."""
        return super().get_template("ui/select.html" if template_name == SELECT else template_name)


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
