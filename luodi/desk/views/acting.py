"""One way for every act on a matter that is not an enquiry, and one for lines that are typed or pasted."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from luodi.desk.acts import Act
from luodi.desk.forms.acts import ActForm
from luodi.desk.views.answers import acted, stale_page
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.ui.forms import typed
from luodi.works.dossier import WorkDossier

Read = Callable[[], Any]
Draw = Callable[[Any, str, ActForm | None], dict[str, Any]]


def act_on(request: ViewedRequest, read: Read, chosen: Act, draw: Draw, template: str, here: str) -> HttpResponse:
    """`read` reaches the matter, `draw` is the context of its page, at `here`, with the form of an act open."""
    d = read()
    if not chosen.is_offered(d):
        gone = _("“%(act)s”这一步已经办过，或不归您办。") % {"act": chosen.label}
        return stale_page(request, d, chosen.form.base_fields, gone) if request.method == "POST" else redirect(here)
    extra = dict(chosen.extra(d))
    initial = {"version": d.duty.version, "seen": timezone.now().isoformat()} | extra.pop("initial", {})
    form = chosen.form(typed(request), request.FILES or None, initial=initial, **extra)
    if request.method != "POST":
        return render(request, "desk/act.html" if request.htmx else template, draw(d, chosen.name, form))
    if answer := acted(request, d, chosen, form, here):
        return answer
    return render(request, template, draw(read(), chosen.name, form), status=422)


def lines_taken(
    request: ViewedRequest, d: WorkDossier, form: Form, take: Callable[[], HttpResponse], template: str
) -> HttpResponse:
    """A form with many parts in its field `lines`: what cannot be read is said there, line by line."""
    try:
        if form.is_bound and form.is_valid():
            return take()
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except ValidationError as faults:
        form.add_error("lines", faults)
    except Refused as why:
        form.add_error(None, str(why))
    context = {"d": d, "work": d.work, "duty": d.duty, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
