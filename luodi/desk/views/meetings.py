"""Meetings: the list, calling one, the live sheet, its minutes on paper and in Word."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.filters import listed
from luodi.desk.forms.meetings import DecisionForm, MeetingFilterForm, MeetingForm
from luodi.desk.meetings import ACTS, meeting_page, meeting_rows, minutes_of, people
from luodi.desk.minutes import WORD, minutes_document
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import blame, for_staff
from luodi.directory import reach
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.text.public_numbers import normalise_number
from luodi.ui.forms import typed
from luodi.works.actions.meeting import call_meeting, decide_in
from luodi.works.open import MeetingDossier, decisions_counted, found_meetings, meeting_dossier

PAGE = "desk/meetings/meeting.html"


@for_staff
@require_safe
def meetings(request: ViewedRequest) -> HttpResponse:
    viewer, form = request.viewer, MeetingFilterForm(request.GET)
    after = request.GET.get("after", "")
    page = found_meetings(viewer, form.asked(), after=after)
    context = {
        **listed(form, reverse("desk:meetings"), after=after, following=page.next),
        "rows": meeting_rows(page.rows, decisions_counted(page.rows), viewer=viewer, now=timezone.now()),
    }
    return render(request, "desk/meetings/list.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: ViewedRequest) -> HttpResponse:
    viewer, now = request.viewer, timezone.now()
    places = reach.own_territories(viewer).exclude(level="circle")
    form = MeetingForm(typed(request), places=places, posts=people(viewer, now))
    try:
        if request.method == "POST" and form.is_valid():
            meeting = call_meeting(viewer=viewer, **form.cleaned_data)
            return redirect("desk:meeting", meeting.number)
    except Refused as why:
        blame(form, why)
    return render(request, "desk/meetings/entry.html", {"form": form}, status=422 if form.errors else 200)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    d = meeting_dossier(request.viewer, number)
    template = "desk/meetings/decisions.html" if request.htmx else PAGE
    return render(request, template, live(d))


def live(d: MeetingDossier, form: DecisionForm | None = None) -> dict[str, Any]:
    """The sheet with a line to write on, where he may."""
    deciding = form or (DecisionForm(posts=people(d.viewer, timezone.now())) if d.deciding else None)
    return meeting_page(d) | {"deciding": deciding}


@for_staff
@require_http_methods(["POST"])
def decisions(request: ViewedRequest, number: str) -> HttpResponse:
    """One line becomes a duty; with htmx the list comes back at once and the line is empty again."""
    viewer, d = request.viewer, meeting_dossier(request.viewer, number)
    form = DecisionForm(request.POST, posts=people(viewer, timezone.now()))
    template = "desk/meetings/sheet.html" if request.htmx else PAGE
    try:
        if form.is_valid():
            decide_in(viewer=viewer, number=number, **_told(form))
            if not request.htmx:
                messages.success(request, _("已记下，责任人已收到通知。"))
                return redirect("desk:meeting", number)
            return render(request, template, live(meeting_dossier(viewer, number)))
    except Refused as why:
        blame(form, why)
    except ObjectDoesNotExist:
        form.add_error("about", _("找不到这个编号。"))
    return render(request, template, live(d, form), status=422)


def _told(form: DecisionForm) -> dict[str, Any]:
    about = form.cleaned_data["about"].strip()
    return form.cleaned_data | {"about": normalise_number(about) or about}


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:meeting", args=[number])
    return act_on(request, lambda: meeting_dossier(request.viewer, number), ACTS[name], meeting_page, PAGE, here)


@for_staff
@require_safe
def minutes(request: ViewedRequest, number: str) -> HttpResponse:
    d = meeting_dossier(request.viewer, number)
    return render(request, "desk/meetings/minutes.html", {"d": d, "duty": d.duty, "minutes": minutes_of(d)})


@for_staff
@require_safe
def minutes_file(request: ViewedRequest, number: str) -> HttpResponse:
    """Word, as it is read anywhere: no macro, no link, every font with one to fall back on."""
    d = meeting_dossier(request.viewer, number)
    document = minutes_document(minutes_of(d), now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{number}.docx"', "Cache-Control": "private, no-store"}
    return HttpResponse(document, content_type=WORD, headers=headers)
