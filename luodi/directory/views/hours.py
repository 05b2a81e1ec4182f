"""Office hours with their seasons, and what they mean for an enquiry that arrives at a given moment."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luodi.clock import Calendar, OutOfCalendar
from luodi.directory import actions, reach
from luodi.directory.calendars import calendar_for
from luodi.directory.forms import HoursForm, PreviewForm
from luodi.directory.middleware import ViewedRequest
from luodi.directory.models import WorkCalendar
from luodi.directory.models.calendar import KIND_WORDS
from luodi.directory.views.shell import done, for_operators, page, tried
from luodi.ui.forms import typed

HERE = "directory:calendars"


@for_operators
@require_http_methods(["GET", "POST"])
def hours(request: ViewedRequest, code: str) -> HttpResponse:
    calendar = get_object_or_404(reach.calendars(request.viewer), code=code)
    form = HoursForm(typed(request))
    if form.is_valid() and tried(form, lambda: _add(request, calendar, form)):
        messages.success(request, _("已添加。未办结的时限会自动重算。"))
        return redirect("directory:hours", code)
    asked = PreviewForm(request.GET if "at" in request.GET else PreviewForm.usual())
    return page(
        request,
        "hours",
        HERE,
        form=form,
        calendar=calendar,
        rows=reach.hours(request.viewer, calendar),
        inherited=reach.hours(request.viewer, calendar.parent) if calendar.parent else (),
        preview=asked,
        answer=_answer(calendar_for(code), asked) if asked.is_valid() else None,
    )


def _add(request: ViewedRequest, calendar: WorkCalendar, form: HoursForm) -> None:
    hours = form.hours()
    hours.calendar = calendar
    actions.add_hours(viewer=request.viewer, hours=hours)


def _answer(calendar: Calendar, asked: PreviewForm) -> dict[str, Any] | None:
    at, allowance = asked.cleaned_data["at"], asked.cleaned_data["allowance"]
    try:
        due = calendar.due(at, allowance)
    except OutOfCalendar:
        return None
    lines = [
        {"line": line, "kind": KIND_WORDS[line.kind], "windows": " ".join(map(_window, line.windows))}
        for line in calendar.explain(at, allowance)
    ]
    return {"at": at, "opens": calendar.opens(at), "due": due.at, "provisional": due.provisional, "lines": lines}


def _window(window: tuple[int, int]) -> str:
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in window)


@for_operators
@require_POST
def hours_removal(request: ViewedRequest, code: str, pk: int) -> HttpResponse:
    calendar = get_object_or_404(reach.calendars(request.viewer), code=code)
    one = get_object_or_404(reach.hours(request.viewer, calendar), pk=pk)
    drop = lambda: actions.drop_hours(viewer=request.viewer, hours=one)  # noqa: E731
    return done(request, drop, _("已删除。未办结的时限会自动重算。"), "directory:hours", code)
