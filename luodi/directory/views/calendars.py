"""A year of a calendar, one day of it, and the entry of a year's notice."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luodi.directory import actions, reach
from luodi.directory.calendars import calendar_for
from luodi.directory.forms import DayForm, YearForm
from luodi.directory.forms.calendars import PLAIN
from luodi.directory.grid import year_of
from luodi.directory.middleware import ViewedRequest
from luodi.directory.models.calendar import KIND_WORDS
from luodi.directory.rules.notices import Notice, read_notice
from luodi.directory.views.shell import for_operators, page, tried
from luodi.ui.forms import typed

HERE = "directory:calendars"
FIRST_YEAR, LAST_YEAR = 2004, 2100


@for_operators
@require_GET
def calendars(request: ViewedRequest) -> HttpResponse:
    return page(request, "calendars", HERE, rows=reach.calendars(request.viewer).with_units())


@for_operators
@require_GET
def year(request: ViewedRequest, code: str, number: int = 0) -> HttpResponse:
    calendar = get_object_or_404(reach.calendars(request.viewer), code=code)
    number = number or timezone.localdate().year
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Http404
    compiled = calendar_for(calendar.code)
    edited = set(calendar.days.filter(date__year=number).values_list("date", flat=True))
    return page(
        request,
        "year",
        HERE,
        calendar=calendar,
        year=number,
        months=year_of(compiled, number, edited),
        working_days=compiled.working_days(number),
        before=number - 1 if number > FIRST_YEAR else None,
        after=number + 1 if number < LAST_YEAR else None,
    )


@for_operators
@require_http_methods(["GET", "POST"])
def day(request: ViewedRequest, code: str, on: date) -> HttpResponse:
    calendar = get_object_or_404(reach.calendars(request.viewer), code=code)
    row = calendar.days.filter(date=on).first()
    initial = {"kind": row.kind, "name": row.name, "source": row.source} if row else {"kind": PLAIN}
    form = DayForm(typed(request), initial=initial)
    if form.is_valid() and tried(
        form, lambda: actions.set_day(viewer=request.viewer, calendar=calendar, day=on, **form.cleaned_data)
    ):
        messages.success(request, _("已保存。未办结的时限会自动重算。"))
        return redirect("directory:year", code, on.year)
    shown = calendar_for(code).day(on)
    return page(
        request, "day", HERE, form=form, calendar=calendar, day=on, kind=KIND_WORDS[shown.kind], name=shown.name
    )


@for_operators
@require_http_methods(["GET", "POST"])
def years(request: ViewedRequest, code: str) -> HttpResponse:
    """First what was read, then, asked again with the same text, what was written."""
    calendar = get_object_or_404(reach.calendars(request.viewer).filter(parent=None), code=code)
    form = YearForm(typed(request), initial={"year": calendar.last_year + 1})
    notice = read_notice(form.cleaned_data["text"], form.cleaned_data["year"]) if form.is_valid() else None
    if notice:
        for line, sentence in notice.problems:
            form.add_error("text", _("第 %(line)s 行：%(sentence)s") % {"line": line, "sentence": sentence})
    if notice and "write" in request.POST and form.is_valid():
        said = form.cleaned_data
        written = tried(
            form,
            lambda: actions.enter_year(
                viewer=request.viewer, calendar=calendar, year=said["year"], days=notice.days, source=said["source"]
            ),
        )
        if written:
            messages.success(request, _("已写入。未办结的时限会自动重算。"))
            return redirect(reverse("directory:year", args=[code, said["year"]]))
    return page(request, "years", HERE, form=form, calendar=calendar, notice=notice, read=_in_words(notice))


def _in_words(notice: Notice | None) -> list[tuple[date, str, str]]:
    if notice is None or notice.problems:
        return []
    return [(on, str(KIND_WORDS[kind]), name) for on, (kind, name) in sorted(notice.days.items())]
