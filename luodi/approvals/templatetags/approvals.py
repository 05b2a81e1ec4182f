"""Filters of approvals: `{% load approvals %}`."""

from django import template
from django.forms import BoundField, ChoiceField

from luodi.approvals import words
from luodi.approvals.models import Case, Material
from luodi.approvals.rules import CaseState

register = template.Library()

register.filter("named", words.named)
register.filter("said", words.said)


@register.filter
def workdays(days: int | None) -> str:
    return words.days_words(days) if days is not None else ""


@register.filter
def noted(material: Material) -> str:
    return words.in_language(material.note, material.note_en)


@register.filter
def shown_value(field: BoundField) -> str:
    """What a form holds in this field, as its reader reads it: the words of a choice, not its code."""
    value = field.value()
    if isinstance(field.field, ChoiceField):
        words = dict(field.field.choices)  # type: ignore[arg-type]
        return str(words.get(value, ""))
    return "" if value is None else str(value)


@register.filter
def case_word(progress: str) -> str:
    return str(CaseState(progress).label)


@register.filter
def addressee(case: Case) -> str:
    """To whom a letter is written: the company, else the applicant."""
    return case.company.name if case.company else case.applicant.name if case.applicant else ""
