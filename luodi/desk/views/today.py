"""My duties today, due soonest first."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from luodi.approvals.listing import CASE_BESIDE, ITEM_BESIDE
from luodi.desk.cases import case_row
from luodi.desk.context import DeskRequest, load_on
from luodi.desk.cooperations import cooperation_row
from luodi.desk.figures import figures, list_of, nothing_words, own_list, receives_enquiries
from luodi.desk.items import item_row
from luodi.desk.problems import problem_row
from luodi.desk.projects import project_row
from luodi.desk.roundtabs import judges
from luodi.desk.rows import Asking, plain_row, row_of, url_of
from luodi.desk.views.answers import for_staff
from luodi.desk.works import work_row
from luodi.directory.middleware import ViewedRequest
from luodi.duties.receiving import asking
from luodi.enquiries.actions.handling import sign_for_several
from luodi.enquiries.worklist import appointments, entries_beside, first_duties
from luodi.notices.reads import latest, subjects
from luodi.projects.listing import BESIDE as PROJECT_BESIDE
from luodi.projects.problems import BESIDE as PROBLEM_BESIDE
from luodi.projects.roundlist import queue_sizes
from luodi.ui.parts import Happening
from luodi.ui.timewords import day_words, short_day
from luodi.works.listing import COOPERATION_BESIDE, WORK_BESIDE

# How a duty of each kind is drawn, and what it needs beside it.
ROWS: dict[str, Callable[..., Any]] = {
    "enquiry": partial(row_of, pick=True),
    "item": item_row,
    "case": case_row,
    "project": project_row,
    "problem": problem_row,
    "work": work_row,
    "cooperation": cooperation_row,
}
BESIDE = (*ITEM_BESIDE, *CASE_BESIDE, *PROJECT_BESIDE, *PROBLEM_BESIDE, *WORK_BESIDE, *COOPERATION_BESIDE)
SHOWN = 20
HAPPENINGS = 6
MOST_AT_ONCE = 100


@for_staff
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    told = latest(request.user, size=HAPPENINGS)
    entries = entries_beside(viewer, subjects(told), timezone.localdate(now))
    titles = {entry.number: entry.title for entry in entries}
    agreed = appointments(entries, timezone.localdate(now))
    context = lists(request, now) | {
        "now": now,
        "day": day_words(now, now),
        "happened": [Happening(n.made_at, n.sentence, titles.get(n.subject, ""), url_of(n.subject)) for n in told],
        "agreed": [(short_day(entry.step_on), entry.step, url_of(entry.number)) for entry in agreed if entry.step_on],
    }
    return render(request, "desk/today.html", context)


@for_staff
@require_safe
def rows(request: DeskRequest) -> HttpResponse:
    """The moving part of the page, asked for every ten seconds while somebody looks at it."""
    context = lists(request, timezone.now())
    return render(request, "desk/today_rows.html", context)


def lists(request: DeskRequest, now: datetime) -> dict[str, Any]:
    """Hand-overs that ask me, figures, and the first rows: what must be done today, then what comes later."""
    viewer, load = request.viewer, load_on(request)
    duties = first_duties(viewer, SHOWN, BESIDE)
    shown = [ROWS.get(duty.kind, plain_row)(duty, viewer=viewer, now=now) for duty in duties]
    return {
        "asking": Asking.soonest_first(asking(viewer), viewer, now),
        "figures": figures(load, next(iter(duties), None), viewer, now),
        "pressing": shown[: load.pressing],
        "later": shown[load.pressing :],
        "pressing_count": load.pressing,
        "more": load.open - len(shown),
        "more_url": own_list(viewer),
        "enters": receives_enquiries(viewer),
        "find_url": list_of(viewer),
        "words_for_nothing": nothing_words(viewer),
        "to_confirm": load.to_confirm,
        "to_check": queue_sizes(viewer)[0] if judges(viewer) else 0,
    }


@for_staff
@require_POST
def signatures(request: ViewedRequest) -> HttpResponse:
    """Signs for one (its own button) or for all that were picked."""
    one = request.POST.get("one")
    numbers = [one] if one else request.POST.getlist("pick")[:MOST_AT_ONCE]
    signed, refused = sign_for_several(viewer=request.viewer, numbers=numbers)
    if signed:
        said = ngettext("已签收 %(count)d 件。", "已签收 %(count)d 件。", len(signed)) % {"count": len(signed)}
        messages.success(request, said)
    for number, why in refused.items():
        messages.warning(request, f"{number}：{why}")
    if not numbers:
        messages.info(request, _("请先选中要签收的申请，再按签收。"))
    return redirect("desk:today")
