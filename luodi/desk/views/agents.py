"""Assisted filing: the agent's mandates, and how many filings each agent, team and park guided."""

from collections import Counter
from datetime import datetime, time, timedelta

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luodi.approvals import agents as reads
from luodi.approvals.licences.words import mandate_standing, principal_of, services_words, term
from luodi.companies.models import Mandate
from luodi.desk.forms.licences import PeriodForm
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.attachments import attachment_response
from luodi.ui.parts import Figure

DAY = timedelta(days=1)


@for_staff
@require_safe
def agents(request: ViewedRequest) -> HttpResponse:
    today = f"{timezone.localdate()}"
    form = PeriodForm(request.GET or {"start": today, "end": today})
    first, after = form.days()
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, after))
    rows = reads.counted(start, end)
    teams: Counter[str] = Counter()
    parks: Counter[str] = Counter()
    for row in rows:
        teams[row.post.unit.name] += row.filings
        parks[row.post.unit.territory.name] += row.filings
    context = {
        "form": form,
        "period": f"{first}" if after - first == DAY else term(first, after - DAY),
        "figures": [
            Figure(_("帮办申报"), str(sum(row.filings for row in rows)), _("件")),
            Figure(_("服务企业"), str(reads.firms_guided(start, end)), _("家，同一家只算一次")),
            Figure(_("帮办代办员"), str(len(rows)), _("人办过")),
        ],
        "rows": rows,
        "teams": teams.most_common(),
        "parks": parks.most_common(),
    }
    return render(request, "desk/licences/agents.html", context)


def days_of(one: Mandate) -> str:
    return term(one.valid_from, one.valid_until)


@for_staff
@require_safe
def mandates(request: ViewedRequest) -> HttpResponse:
    held = reads.held(request.viewer)
    names = reads.service_names(held, timezone.localdate())
    now = timezone.now()
    rows = [
        (
            one,
            principal_of(one),
            mandate_standing(one, now),
            term(one.valid_from, one.valid_until),
            services_words(one, names),
        )
        for one in held
    ]
    return render(request, "desk/licences/mandates.html", {"rows": rows})


@for_staff
@require_safe
def evidence(request: ViewedRequest, pk: int) -> HttpResponseBase:
    one = reads.own_mandate(request.viewer, pk)
    if one.evidence is None:
        raise Http404
    return attachment_response(one.evidence)
