"""How the desk answers: only staff come in, what is out of scope is not there, a stale page loses no word."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Protocol

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import Field, Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import make_aware

from luodi.desk.acts import Act
from luodi.desk.rows import url_of
from luodi.directory.middleware import ViewedRequest
from luodi.directory.refusals import Wrong
from luodi.duties.models import Duty
from luodi.ledger.acts import Refused, Stale
from luodi.ui.views import stale

View = Callable[..., HttpResponseBase]


class Matter(Protocol):
    """A dossier of any kind of matter."""

    @property
    def duty(self) -> Duty: ...

    def changes_since(self, since: datetime) -> list[str]: ...


def for_staff(view: View) -> View:
    """An investor finds nothing here; neither does anybody where he has no scope."""

    @wraps(view)
    def answer(request: ViewedRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.viewer.is_staff:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as nothing:
            raise Http404 from nothing

    return answer


def acted(request: ViewedRequest, d: Matter, act: Act, form: Form, again: str) -> HttpResponse | None:
    """Carries an act out and leads on; None where its form has to be shown again with what was found wanting."""
    try:
        if form.is_valid():
            messages.success(request, act.run(d, form.cleaned_data))
            return redirect(way_back(request, again))
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        blame(form, why)
    return None


def blame(form: Form, why: Refused) -> None:
    """At the field it belongs to, else above the form."""
    field = why.field if isinstance(why, Wrong) and why.field in form.fields else None
    form.add_error(field, str(why))


def stale_page(request: ViewedRequest, d: Matter, fields: Mapping[str, Field], why: Stale | str) -> HttpResponse:
    """409: what happened since the page was opened, and what was typed on it."""
    sent = {name: field.label for name, field in fields.items() if field.label and request.POST.get(name)}
    typed = [(str(label), request.POST[name]) for name, label in sent.items()]
    since = moment_of(request.POST.get("seen", ""))
    changes = d.changes_since(since) if since else []
    return stale(request, changes=[str(why), *changes], typed=typed, again=url_of(d.duty.number))


def moment_of(text: str) -> datetime | None:
    """None where the field was tampered with."""
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at if at is None or at.tzinfo else make_aware(at)


def way_back(request: ViewedRequest, default: str) -> str:
    """Where the form says to go on, if it lies in this house."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else default
