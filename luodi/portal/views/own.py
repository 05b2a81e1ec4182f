"""The investor's own enquiries: the list, and one page for each."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from luodi.approvals.dossier import own_cases
from luodi.directory.middleware import ViewedRequest
from luodi.duties.papers import paper as attached_paper
from luodi.enquiries import reads
from luodi.ledger.attachments import attachment_response
from luodi.notices.pages import page_of
from luodi.portal.cases.pages import row_of as case_row
from luodi.portal.matter import live_part, mark_of, news_since, row_of, whole_page
from luodi.portal.shell import for_investors, page


@require_GET
def lead(request: ViewedRequest, number: str) -> HttpResponse:
    """Where a message outside points: each reader goes on to his own page of the matter."""
    return redirect(page_of(number, "investor" if request.viewer.is_investor else "staff"))


# Most who follow such a message are investors; their door shows the way to the other one.
lead.login_url = settings.INVESTOR_LOGIN_URL  # type: ignore[attr-defined]


@for_investors
@never_cache
@require_GET
def mine(request: ViewedRequest) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    rows = [
        row_of(enquiry, viewer, reverse("portal:matter", args=[enquiry.duty.number]), now)
        for enquiry in reads.own_enquiries(viewer)
    ]
    cases = [case_row(case, viewer, reverse("portal:case", args=[case.duty.number]), now) for case in own_cases(viewer)]
    return page(request, "mine", "portal:mine", matters=cases + rows)


@for_investors
@never_cache
@require_GET
def matter(request: ViewedRequest, number: str) -> HttpResponse:
    return matter_page(request, number, {})


@for_investors
@never_cache
@require_GET
def latest(request: ViewedRequest, number: str) -> HttpResponse:
    """The part that refreshes itself; nothing at all while nothing changed."""
    now = timezone.now()
    enquiry = reads.own_enquiry(request.viewer, number)
    seen = request.GET.get("seen", "")
    if seen == mark_of(enquiry, now):
        return HttpResponse(status=204)
    live = live_part(request, enquiry, now)
    return render(request, "portal/latest.html", {**live, "news": news_since(seen, live)})


@for_investors
@never_cache
@require_GET
def paper(request: ViewedRequest, number: str, token: UUID) -> FileResponse:
    return attachment_response(attached_paper(request.viewer, number, token))


def matter_page(request: ViewedRequest, number: str, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    """The whole page; `forms` are those that come back with their errors, by their names in the template."""
    now = timezone.now()
    enquiry = reads.own_enquiry(request.viewer, number)
    return page(request, "matter", "portal:mine", status, **whole_page(request, enquiry, now, forms))
