"""The list of works, goals by person, one work on a page and on paper, and every act on it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.filters import listed
from luodi.desk.forms.works import BoardForm, WorkFilterForm
from luodi.desk.people import board_rows
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import for_staff
from luodi.desk.works import ACTS, work_page, work_rows
from luodi.directory.middleware import ViewedRequest
from luodi.duties.pages import Page
from luodi.works.board import board, totals
from luodi.works.dossier import work_dossier
from luodi.works.listing import found_works, parts_count
from luodi.works.rules import Kind

PAGE = "desk/works/work.html"


@for_staff
@require_safe
def works(request: ViewedRequest) -> HttpResponse:
    return render(request, "desk/works/works.html", listing(request))


def listing(request: ViewedRequest) -> dict[str, Any]:
    now, viewer = timezone.now(), request.viewer
    form = WorkFilterForm(request.GET, viewer=viewer)
    asked, after, here = form.asked(), request.GET.get("after", ""), reverse("desk:works")
    page = found_works(viewer, asked, now=now, after=after)
    counts = parts_count([duty.work for duty in page.rows])
    return {
        **listed(form, here, after=after, following=page.next, called=called(asked, page)),
        "rows": work_rows(page.rows, counts, viewer=viewer, now=now),
        "may_add": any("work" in post.remit for post in viewer.posts),
    }


def called(asked: dict[str, Any], page: Page) -> dict[str, str]:
    """An owner is called by his name, not by his key."""
    names = {str(duty.owner_id): duty.owner.label for duty in page.rows[:1]}
    return {"owner": _("负责人：%(name)s") % {"name": names.get(str(asked.get("owner")), "–")}}


@for_staff
@require_safe
def people(request: ViewedRequest) -> HttpResponse:
    now = timezone.now()
    form = BoardForm(request.GET, viewer=request.viewer)
    asked = form.asked()
    year = asked.get("year") or timezone.localdate(now).year
    found = board(request.viewer, year, asked, now)
    context = {"form": form, "year": year, "board": found, "rows": board_rows(found, now), "totals": totals(found)}
    return render(request, "desk/works/people.html", context)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    """An instruction has a page of its own."""
    d = work_dossier(request.viewer, number)
    if d.work.kind == Kind.INSTRUCTION:
        return redirect("desk:instruction", number)
    return render(request, PAGE, work_page(d))


@for_staff
@require_safe
def sheet(request: ViewedRequest, number: str) -> HttpResponse:
    """As it is printed: every point and goal with owner and day, and room to sign."""
    return render(request, "desk/works/sheet.html", work_page(work_dossier(request.viewer, number)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:work", args=[number])
    return act_on(request, lambda: work_dossier(request.viewer, number), ACTS[name], work_page, PAGE, here)
