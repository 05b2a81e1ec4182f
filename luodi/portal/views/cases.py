"""A case as its applicant follows it, and the letters that were handed to him."""

from typing import Any
from uuid import UUID

import segno
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from luodi.approvals.correspondence import letter_of
from luodi.approvals.dossier import CaseDossier, last_event, read_case
from luodi.approvals.licences.files import file_response
from luodi.approvals.licences.letterwords import words_of
from luodi.approvals.reach import case_for, item_for
from luodi.directory.middleware import ViewedRequest
from luodi.portal.cases.pages import live_part, whole_page
from luodi.portal.shell import for_investors, page
from luodi.portal.views.cases_draft import review


@for_investors
@never_cache
@require_GET
def case(request: ViewedRequest, number: str) -> HttpResponse:
    """A draft shows what is still missing, a filed one where it stands."""
    dossier = read_case(request.viewer, number)
    return review(request, dossier) if dossier.case.is_draft else case_page(request, dossier, {})


@for_investors
@never_cache
@require_GET
def case_item(request: ViewedRequest, number: str) -> HttpResponse:
    """Where a notice about one item leads."""
    item = item_for(request.viewer, number)
    return redirect(f"{reverse('portal:case', args=[item.case.number])}#item-{item.code}")


@for_investors
@never_cache
@require_GET
def case_latest(request: ViewedRequest, number: str) -> HttpResponse:
    """The part that refreshes itself; nothing at all while nothing changed."""
    now, seen = timezone.now(), request.GET.get("seen", "")
    if seen == f"{last_event(case_for(request.viewer, number))}.{int(now.timestamp()) // 60}":
        return HttpResponse(status=204)
    dossier = read_case(request.viewer, number)
    if dossier.case.is_draft:
        raise Http404
    fresh = seen.partition(".")[0] != str(dossier.mark)
    return render(request, "portal/cases/latest.html", {**live_part(dossier, now), "fresh": fresh})


def case_page(request: ViewedRequest, dossier: CaseDossier, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    """The whole page; `forms` are those that come back with their errors, by their names in the template."""
    return page(request, "cases/case", "portal:mine", status, **whole_page(dossier, timezone.now(), forms))


@login_not_required
@never_cache
@require_GET
def letter(request: ViewedRequest, token: UUID) -> HttpResponse:
    """The letter to print for whoever may read its item; for anybody else that holds it, that it is genuine."""
    try:
        found = letter_of(request.viewer, token)
    except ObjectDoesNotExist as nothing:
        raise Http404 from nothing
    code = segno.make(request.build_absolute_uri(request.path), error="m").svg_inline(scale=3, light="#fff")
    said = words_of(found.letter) if found.open else None
    return page(request, "cases/letter", letter=found.letter, said=said, qr=code)


@for_investors
@never_cache
@require_GET
def letter_pdf(request: ViewedRequest, token: UUID) -> FileResponse:
    """There is none until the watch has drawn it."""
    found = letter_of(request.viewer, token)
    if not found.open or not found.letter.digest:
        raise Http404
    return file_response(found.letter.digest, found.letter.number)
