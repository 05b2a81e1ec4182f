"""The library of key projects, one project on one page, and every act on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.filters import listed
from luodi.desk.forms.projects import ProjectFilterForm, WithdrawForm
from luodi.desk.projects import ACTS, project_page, project_rows
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.duties.papers import paper as paper_of
from luodi.ledger.acts import Refused
from luodi.ledger.attachments import attachment_response
from luodi.projects.actions.library import entering_posts
from luodi.projects.actions.proving import withdraw_proof
from luodi.projects.dossier import ProjectDossier, project_dossier
from luodi.projects.listing import ASKED, Totals, found_projects, totals
from luodi.projects.words import money
from luodi.ui.parts import NavItem

PAGE = "desk/projects/project.html"


@for_staff
@require_safe
def projects(request: ViewedRequest) -> HttpResponse:
    return render(request, "desk/projects/list.html", listing(request))


def listing(request: ViewedRequest) -> dict[str, Any]:
    now, viewer = timezone.now(), request.viewer
    form = ProjectFilterForm(request.GET, viewer=viewer)
    asked, after, here = form.asked(), request.GET.get("after", ""), reverse("desk:projects")
    known = found_projects(viewer, asked, now=now, after=after)
    found = listed(form, here, after=after, following=known.page.next)
    return {
        **found,
        "rows": project_rows(known.page.rows, viewer=viewer, now=now),
        "sums": sums(totals(known)),
        "more_asked": any(name not in form.MAIN for name in asked),
        "tabs": tabs(here, found["query"]),
        "may_enter": bool(entering_posts(viewer)),
    }


def tabs(here: str, query: str) -> list[NavItem]:
    """The lists that are looked at every day, each with one filter."""
    lists = ((_("全部"), ""), (_("我负责的"), "owner=mine"), (_("等阶段审核"), f"side={ASKED}"))
    return [NavItem(label, f"{here}?{one}" if one else here, current=query == one) for label, one in lists]


def sums(found: Totals | None) -> list[tuple[str, str]]:
    if found is None or not found.projects:
        return []
    if found.capped:
        return [(pgettext("栏目", "项目"), _("%(number)s 个以上") % {"number": f"{found.projects:,}"})]
    return [
        (pgettext("栏目", "项目"), f"{found.projects:,}"),
        (_("总投资"), money(found.total)),
        (_("年计划"), money(found.year_plan)),
        (_("本年完成"), money(found.year_done)),
    ]


def dossier(request: ViewedRequest, number: str) -> ProjectDossier:
    return project_dossier(request.viewer, number, timezone.localdate())


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return render(request, PAGE, project_page(dossier(request, number)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:project", args=[number])
    return act_on(request, lambda: dossier(request, number), ACTS[name], project_page, PAGE, here)


@for_staff
@require_safe
def attachment(request: ViewedRequest, number: str, token: UUID) -> HttpResponseBase:
    return attachment_response(paper_of(request.viewer, number, token))


@for_staff
@require_POST
def proof_removal(request: ViewedRequest, number: str, pk: int) -> HttpResponse:
    form, d = WithdrawForm(request.POST), dossier(request, number)
    try:
        if form.is_valid():
            withdraw_proof(viewer=request.viewer, number=number, pk=pk, reason=form.cleaned_data["reason"])
            messages.success(request, _("凭证已撤回，记录里仍能看到。"))
            return redirect(reverse("desk:project", args=[number]) + "#gates")
    except Refused as why:
        form.add_error(None, str(why))
    page = project_page(d) | {"withdrawing": pk, "withdraw_form": form}
    return render(request, PAGE, page, status=422)
