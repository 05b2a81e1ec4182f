"""The list of works, goals by person, one work on a page and on paper, and every act on it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.forms.works import BoardForm, WorkFilterForm
from luodi.desk.people import board_rows
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import for_staff
from luodi.desk.views.listing import chips, query_of, without
from luodi.desk.works import ACTS, work_page, work_rows
from luodi.directory.middleware import ViewedRequest
from luodi.duties.pages import Page
from luodi.ui.parts import Chip
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
    query, counts = query_of(form, asked), parts_count([duty.work for duty in page.rows])
    return {
        "form": form,
        "rows": work_rows(page.rows, counts, viewer=viewer, now=now),
        "chips": [Chip(words, f"{here}?{urlencode(without(query, name))}") for name, words in told(form, asked, page)],
        "clear_url": here,
        "may_add": any("work" in post.remit for post in viewer.posts),
        "next_url": f"{here}?{urlencode(query | {'after': page.next})}" if page.next else "",
        "first_url": f"{here}?{urlencode(query)}" if after else "",
    }


def told(form: WorkFilterForm, asked: dict[str, Any], page: Page) -> list[tuple[str, str]]:
    """The chips; an owner is called by his name, not by his key."""
    names = {str(duty.owner_id): duty.owner.label for duty in page.rows[:1]}
    called = {"owner": _("负责人：%(name)s") % {"name": names.get(str(asked.get("owner")), "–")}}
    return [(name, called.get(name, words)) for name, words in chips(form, asked)]


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
