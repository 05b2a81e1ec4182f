"""One value of what is known of an enquiry, filled in or corrected where it stands."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luodi.desk.views.answers import for_staff
from luodi.desk.views.matter import page
from luodi.directory.middleware import ViewedRequest
from luodi.enquiries.actions.knowing import mark_of, set_fact
from luodi.enquiries.dossier import Dossier, dossier
from luodi.enquiries.fact_forms import PREFIX, FactForm, cell
from luodi.enquiries.facts.table import BY_CODE
from luodi.ledger.acts import Refused, Stale
from luodi.ui.views import stale


@dataclass(frozen=True)
class Editing:
    code: str
    is_new: bool


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: ViewedRequest, number: str, code: str) -> HttpResponse:
    d = dossier(request.viewer, number)
    if code not in BY_CODE or (BY_CODE[code].personal and not d.open):
        raise Http404
    here = f"{reverse('desk:matter', args=[number])}#known"
    if not d.may_tell:
        return redirect(here)
    form = form_of(request, d, code)
    if request.method != "POST":
        return known_page(request, d, form)
    try:
        if form.is_valid():
            set_fact(viewer=request.viewer, number=number, **form.told())
            messages.success(request, _("“%(field)s”已存好。") % {"field": form.row.name})
            return redirect(here)
    except Stale as why:
        said = form.data.get(PREFIX + code, "")
        return stale(request, changes=[str(why)], typed=[(str(form.row.name), said)], again=here)
    except Refused as why:
        form.add_error(None, str(why))
    return known_page(request, d, form, 422)


def form_of(request: ViewedRequest, d: Dossier, code: str) -> FactForm:
    row = BY_CODE[code]
    found = next((fact for fact in d.all_facts if fact.field == code), None)
    value = cell(code, found.value, found.bound) if found else cell(code, None)
    data = request.POST if request.method == "POST" else None
    form = FactForm(data, initial={"seen": mark_of(found), PREFIX + code: value}, row=row, help_text=row.why)
    form.fields[PREFIX + code].widget.attrs["data-focus"] = True
    return form


def known_page(request: ViewedRequest, d: Dossier, form: FactForm, status: int = 200) -> HttpResponse:
    """The whole matter with the field open; for htmx the one panel."""
    editing = Editing(form.row.code, all(fact.field != form.row.code for fact in d.facts))
    template = "desk/known.html" if request.htmx else "desk/matter.html"
    return render(request, template, page(request, d) | {"editing": editing, "fact_form": form}, status=status)
