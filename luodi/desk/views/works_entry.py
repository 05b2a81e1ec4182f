"""A new work of any kind, and several points and goals of a work at once."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luodi.desk.forms.works import PartsForm, WorkEntryForm
from luodi.desk.rows import url_of
from luodi.desk.splitting import parts_in
from luodi.desk.views.acting import lines_taken
from luodi.desk.views.answers import for_staff, stale_page
from luodi.desk.works import may_split
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.ui.forms import typed
from luodi.ui.parts import NavItem
from luodi.works.actions.splitting import add_parts
from luodi.works.actions.working import add_work
from luodi.works.dossier import WorkDossier, work_dossier
from luodi.works.rules import Kind

GIVEN = ("parent", "about", "period")  # what the page before has filled in


def kind_in(request: ViewedRequest) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    return asked if asked in WorkEntryForm.FIELDS else Kind.WORK


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: ViewedRequest) -> HttpResponse:
    kind = kind_in(request)
    given = {name: request.GET[name] for name in GIVEN if name in request.GET}
    form = WorkEntryForm(typed(request), viewer=request.viewer, kind=kind, initial=given)
    try:
        if form.is_bound and form.is_valid():
            made = add_work(viewer=request.viewer, **form.told())
            messages.success(request, _("已记下，编号 %(number)s。") % {"number": made.duty.number})
            return redirect(url_of(made.parent.duty.number if made.parent else made.duty.number))
    except Refused as why:
        form.add_error(None, str(why))
    except ObjectDoesNotExist:
        form.add_error(None, _("“属于哪项工作”或“关于哪件事”的编号找不到，请核对。"))
    return render(request, "desk/works/entry.html", entry_page(form, request), status=422 if form.errors else 200)


def entry_page(form: WorkEntryForm, request: ViewedRequest) -> dict[str, object]:
    here, query = reverse("desk:work_entry"), request.GET.copy()
    tabs = []
    for kind in form.FIELDS:
        query["kind"] = kind
        tabs.append(NavItem(str(Kind(kind).label), f"{here}?{query.urlencode()}", current=kind == form.kind))
    return {"form": form, "kind": Kind(form.kind), "tabs": tabs}


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def parts(request: ViewedRequest, number: str) -> HttpResponse:
    d = work_dossier(request.viewer, number)
    if not may_split(d):
        gone = _("这项工作已经办结，或不归您分解。")
        return stale_page(request, d, PartsForm.base_fields, gone) if request.method == "POST" else redirect(here(d))
    initial = {"version": d.duty.version, "seen": timezone.now().isoformat(), "owner": d.duty.owner_id}
    form = PartsForm(typed(request), viewer=request.viewer, initial=initial)
    return lines_taken(request, d, form, lambda: split(request, d, form), "desk/works/parts.html")


def split(request: ViewedRequest, d: WorkDossier, form: PartsForm) -> HttpResponse:
    data = form.cleaned_data
    read = parts_in(data["lines"], form.owners, data["owner"])
    made = add_parts(viewer=d.viewer, number=d.duty.number, parts=read, version=data["version"])
    said = ngettext("已记下 %(count)d 项。", "已记下 %(count)d 项。", len(made)) % {"count": len(made)}
    messages.success(request, said)
    return redirect(here(d))


def here(d: WorkDossier) -> str:
    return url_of(d.duty.number)
