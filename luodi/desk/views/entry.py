"""Typing in, ten in a row: after one is kept the next empty form stands there, with what stays the same."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from luodi.desk.forms.entry import STICKY, EntryForm
from luodi.desk.rows import row_of
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.enquiries.actions.entering import enter
from luodi.enquiries.worklist import seen_by
from luodi.ledger.acts import Refused


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: ViewedRequest) -> HttpResponse:
    if request.method != "POST":
        sticky = {name: request.GET[name] for name in STICKY if name in request.GET}
        return entry_page(request, EntryForm(initial=sticky))
    form = EntryForm(request.POST)
    try:
        if form.is_valid():
            duty = enter(viewer=request.viewer, typed=form.typed(), **form.talk())
            return redirect(f"{reverse('desk:entry')}?{urlencode(form.kept(duty.number))}")
    except Refused as why:
        form.add_error(None, str(why))
    return entry_page(request, form, status=422)


def entry_page(request: ViewedRequest, form: EntryForm, status: int = 200) -> HttpResponse:
    made = seen_by(request.viewer, request.GET["made"]) if "made" in request.GET else None
    last = row_of(made, viewer=request.viewer, now=timezone.now()) if made else None
    return render(request, "desk/entry.html", {"form": form, "last": last, "made": made}, status=status)
