"""Absences with their substitutes, and the duty roster."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luodi.directory import actions, reach
from luodi.directory.forms import AbsenceForm, ShiftForm
from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import done, for_staff, page, tried
from luodi.ui.forms import typed

ABSENCES, ROSTER = "directory:absences", "directory:roster"


@for_staff
@require_http_methods(["GET", "POST"])
def absences(request: ViewedRequest) -> HttpResponse:
    now = timezone.now()
    own = reach.own_posts(request.viewer, now)
    form = AbsenceForm(typed(request), own=own, others=reach.posts(request.viewer).held(now))
    if form.is_valid() and tried(form, lambda: actions.arrange_absence(viewer=request.viewer, **form.cleaned_data)):
        messages.success(request, _("已登记。代理人现在就能看到这段时间的事项。"))
        return redirect(ABSENCES)
    rows = reach.absences(request.viewer, now)
    return page(request, "absences", ABSENCES, form=form, rows=rows, may_end=own.in_bulk(), now=now)


@for_staff
@require_POST
def absence_ending(request: ViewedRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(reach.absences(request.viewer, timezone.now()), pk=pk)
    end = lambda: actions.end_absence(viewer=request.viewer, absence=one)  # noqa: E731
    return done(request, end, _("已结束。"), ABSENCES)


@for_staff
@require_http_methods(["GET", "POST"])
def roster(request: ViewedRequest) -> HttpResponse:
    now = timezone.now()
    headed = reach.headed_units(request.viewer)
    form = ShiftForm(typed(request), posts=reach.posts(request.viewer).held(now).filter(unit__in=headed))
    if form.is_valid() and tried(form, lambda: _put(request, form)):
        messages.success(request, _("已排班。"))
        return redirect(ROSTER)
    rows = reach.roster(request.viewer, now)
    return page(request, "roster", ROSTER, form=form, rows=rows, headed=headed.in_bulk())


def _put(request: ViewedRequest, form: ShiftForm) -> None:
    actions.put_on_roster(viewer=request.viewer, unit=form.cleaned_data["post"].unit, **form.cleaned_data)


@for_staff
@require_POST
def shift_removal(request: ViewedRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(reach.kept_roster(request.viewer, timezone.now()), pk=pk)
    drop = lambda: actions.take_off_roster(viewer=request.viewer, shift=one)  # noqa: E731
    return done(request, drop, _("已删除。"), ROSTER)
