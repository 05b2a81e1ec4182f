"""The list of cases, one case on one page, its files and its letters."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from luodi.approvals.licences.letterwords import paper_of as words_on
from luodi.approvals.listing import found_cases
from luodi.desk.cases import ACTS, case_page, case_row, desk_case, letter_of, paper_of
from luodi.desk.counter import at_window
from luodi.desk.filters import listed
from luodi.desk.forms.cases import CaseFilterForm
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.attachments import attachment_response
from luodi.signing import qr

PAGE = "desk/cases/case.html"


@for_staff
@require_safe
def cases(request: ViewedRequest) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    form = CaseFilterForm(request.GET, viewer=viewer)
    asked, after, here = form.asked(), request.GET.get("after", ""), reverse("desk:cases")
    page = found_cases(viewer, asked, now=now, after=after)
    context = {
        **listed(form, here, after=after, following=page.next),
        "rows": [case_row(duty, viewer=viewer, now=now) for duty in page.rows],
        "at_counter": at_window(viewer),
        "may_import": any("item" in post.remit for post in viewer.posts),
    }
    return render(request, "desk/cases/cases.html", context)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return render(request, PAGE, case_page(desk_case(request.viewer, number)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:case", args=[number])
    return act_on(request, lambda: desk_case(request.viewer, number), ACTS[name], case_page, PAGE, here)


@for_staff
@require_safe
def paper(request: ViewedRequest, number: str, token: UUID) -> HttpResponseBase:
    return attachment_response(paper_of(desk_case(request.viewer, number).of, token))


@for_staff
@require_safe
def letter(request: ViewedRequest, number: str, token: UUID) -> HttpResponse:
    """As it is printed: the same words as its sealed file, with number and QR code."""
    d = desk_case(request.viewer, number)
    found = letter_of(d.of, token)
    found.item.case = d.of.case
    with translation.override("zh-hans"):  # a paper of an authority, whatever its reader's page speaks
        said = words_on(found)
    code = mark_safe(qr.svg(said["qr"]))  # drawn here, from an address of this house
    return render(request, "desk/cases/letter.html", {"letter": found, "said": said, "code": code, "case": d.of.case})
