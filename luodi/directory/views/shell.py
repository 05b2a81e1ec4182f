"""What all these pages share: who may open them, the ways between them, and how a refusal reaches its field."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from luodi.directory.middleware import ViewedRequest
from luodi.directory.nag import calendar_nag
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, Stale
from luodi.ui.parts import NavItem

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    @wraps(view)
    def guarded(request: ViewedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.viewer.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def for_operators(view: View) -> View:
    """For everybody else the page does not exist."""

    @wraps(view)
    def guarded(request: ViewedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.viewer.is_operator:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def page(request: ViewedRequest, template: str, here: str, *, app: str = "directory", **context: Any) -> HttpResponse:
    """`here` names the section that is lit. A form sent back with errors answers 422."""
    form = context.get("form")
    shared = {
        "tabs": _sections(request.viewer, here),
        "nag": calendar_nag(timezone.localdate()) if request.viewer.is_operator else None,
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, f"{app}/{template}.html", shared | context, status=status)


def _sections(viewer: Viewer, here: str) -> list[NavItem]:
    """One row for the settings of all apps: the composition root names them, for none knows the others."""
    roles = {"staff"} | {role for role, holds in (("operator", viewer.is_operator), ("head", viewer.is_head)) if holds}
    return [
        NavItem(str(label), reverse(name), current=name == here)
        for name, label, whose in settings.SETTINGS_TABS
        if whose & roles
    ]


def tried(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Calls the act; a refusal stands beside the field it belongs to, and what was typed is kept."""
    try:
        act()
    except Refused as refusal:
        field = getattr(refusal, "field", None)
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    return True


def done(request: ViewedRequest, act: Callable[[], object], sentence: str, to: str, *args: Any) -> HttpResponse:
    """For a button without a form: the act, then back with one sentence."""
    try:
        act()
        messages.success(request, sentence)
    except Stale:
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(to, *args)
