"""How the desk answers: only staff come in, what is out of scope is not there, a stale page loses no word."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import make_aware

from luodi.desk.forms.acts import ActForm
from luodi.directory.middleware import ViewedRequest
from luodi.enquiries.dossier import Dossier, changes_since
from luodi.ledger.acts import Stale
from luodi.ui.views import stale

View = Callable[..., HttpResponseBase]


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


def stale_page(request: ViewedRequest, d: Dossier, form: type[ActForm], why: Stale | str) -> HttpResponse:
    """409: what happened since the page was opened, and what was typed on it."""
    fields = form.base_fields.items()
    typed = [(str(field.label), request.POST[name]) for name, field in fields if field.label and request.POST.get(name)]
    since = moment_of(request.POST.get("seen", ""))
    changes = changes_since(d.enquiry, d.viewer, since) if since else []
    again = reverse("desk:matter", args=[d.duty.number])
    return stale(request, changes=[str(why), *changes], typed=typed, again=again)


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
