"""Filters of the public guide: `{% load guide %}`."""

from django import template

from luodi.approvals.guidance import Listed
from luodi.approvals.models import Delivery, ServiceVersion
from luodi.approvals.words import in_language, said
from luodi.portal.guide.words import department_words

register = template.Library()


@register.filter
def summarised(one: Listed) -> str:
    return in_language(one.summary, one.summary_en)


@register.filter
def department(one: Listed) -> str:
    return department_words(one.department, one.department_name)


@register.filter
def deliveries(version: ServiceVersion) -> str:
    labels = dict(Delivery.Kind.choices)
    return " / ".join(said(labels[kind]) for kind in version.delivery if kind in labels)
