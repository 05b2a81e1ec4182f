"""What the setting pages share: the ways between them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from luodi.directory.middleware import ViewedRequest


def setting_page(request: ViewedRequest, template: str, here: str, **context: Any) -> HttpResponse:
    """`here` names the tab that is lit. A form sent back with errors answers 422."""
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, f"enquiries/{template}.html", {"tabs": _tabs(request, here), **context}, status=status)


def _tabs(request: ViewedRequest, here: str) -> list[dict[str, Any]]:
    ways = [("enquiries:replies", _("回复模板"))]
    if request.viewer.is_operator:
        ways = [
            ("enquiries:routing", _("分派规则")),
            ("enquiries:allowances", _("时限")),
            *ways,
            ("enquiries:consent", _("同意书")),
        ]
    return [{"url": reverse(name), "label": label, "current": name == here} for name, label in ways]
