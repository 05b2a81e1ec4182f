"""Filters of approvals: `{% load approvals %}`."""

from django import template

from luodi.approvals import words
from luodi.approvals.models import Material

register = template.Library()

register.filter("named", words.named)
register.filter("said", words.said)


@register.filter
def workdays(days: int | None) -> str:
    return words.days_words(days) if days is not None else ""


@register.filter
def noted(material: Material) -> str:
    return words.in_language(material.note, material.note_en)
