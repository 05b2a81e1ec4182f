"""The dispatch sheet: on a screen, in the meeting, on paper, as a picture; and the leader's brief made from it."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from luodi.desk.brief import brief_of
from luodi.desk.dispatch import KINDS, sheet_of
from luodi.desk.pictures import picture_of, values_of
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest


@for_staff
@require_safe
def dispatch(request: ViewedRequest) -> HttpResponse:
    """`screen` is for the wall: large letters, no menu, read anew every minute."""
    now, only = timezone.now(), request.GET.get("kind", "")
    only = only if only in KINDS else ""
    screen = request.GET.get("screen") == "1"
    context = {"sheet": sheet_of(request.viewer, now, only), "now": now, "only": KINDS.get(only, ""), "screen": screen}
    page = "desk/meetings/dispatch_screen.html" if screen else "desk/meetings/dispatch.html"
    template = "desk/meetings/dispatch_rows.html" if request.htmx else page
    return render(request, template, context)


@for_staff
@require_safe
def picture(request: ViewedRequest) -> HttpResponse:
    ready = picture_of(values_of(sheet_of(request.viewer, timezone.now()))) is not None
    template = "desk/meetings/picture_in.html" if request.htmx else "desk/meetings/picture.html"
    return render(request, template, {"ready": ready})


@for_staff
@require_safe
def picture_file(request: ViewedRequest) -> HttpResponseBase:
    """404 while it is being drawn: the page before it says so and asks again."""
    now = timezone.now()
    place = picture_of(values_of(sheet_of(request.viewer, now)))
    if place is None:
        raise Http404
    name = f"dispatch-{timezone.localdate(now):%Y%m%d}.png"
    response = FileResponse(place.open("rb"), content_type="image/png", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@for_staff
@require_safe
def leader_brief(request: ViewedRequest) -> HttpResponse:
    return render(request, "desk/meetings/brief.html", brief_of(request.viewer, timezone.now()))
