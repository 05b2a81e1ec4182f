"""Problems: the list, entering one on the spot, one problem and every act on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.filters import listed
from luodi.desk.forms.problems import ProblemFilterForm, ProblemForm
from luodi.desk.problems import ACTS, problem_page, problem_row
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import blame, for_staff
from luodi.directory import reach
from luodi.directory.middleware import ViewedRequest
from luodi.duties.papers import paper as paper_of
from luodi.ledger.acts import Refused
from luodi.ledger.attachments import attachment_response
from luodi.projects.actions.problems import raise_problem
from luodi.projects.problems import blockable, found_problems, problem_dossier, raisable
from luodi.projects.reach import project_for
from luodi.ui.forms import typed

PAGE = "desk/problems/problem.html"


@for_staff
@require_safe
def problems(request: ViewedRequest) -> HttpResponse:
    return render(request, "desk/problems/list.html", listing(request))


def listing(request: ViewedRequest) -> dict[str, Any]:
    now, viewer = timezone.now(), request.viewer
    form = ProblemFilterForm(request.GET)
    asked, after, here = form.asked(), request.GET.get("after", ""), reverse("desk:problems")
    page = found_problems(viewer, asked, now=now, after=after)
    return {
        **listed(form, here, after=after, following=page.next),
        "rows": [problem_row(duty, viewer=viewer, now=now) for duty in page.rows],
    }


@for_staff
@require_safe
def choose(request: ViewedRequest) -> HttpResponse:
    """Of which project? The few that he is near, or what he typed."""
    said = request.GET.get("q", "").strip()[:80]
    return render(request, "desk/problems/choose.html", {"rows": raisable(request.viewer, said), "said": said})


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: ViewedRequest, number: str) -> HttpResponse:
    """`number` is the project's."""
    project = project_for(request.viewer, number)
    units = reach.units(request.viewer).filter(active=True)
    form = ProblemForm(typed(request), request.FILES or None, milestones=blockable(project), units=units)
    try:
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data | {"milestone": getattr(form.cleaned_data["milestone"], "pk", None)}
            problem = raise_problem(viewer=request.viewer, number=number, **data)
            messages.success(request, _("已交给%(owner)s，进展会告诉您。") % {"owner": problem.duty.owner})
            return redirect("desk:problem", problem.number)
    except Refused as why:
        blame(form, why)
    context = {"form": form, "project": project, "duty": project.duty}
    return render(request, "desk/problems/entry.html", context, status=422 if form.errors else 200)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return render(request, PAGE, problem_page(problem_dossier(request.viewer, number, timezone.now())))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:problem", args=[number])
    return act_on(
        request, lambda: problem_dossier(request.viewer, number, timezone.now()), ACTS[name], problem_page, PAGE, here
    )


@for_staff
@require_safe
def paper(request: ViewedRequest, number: str, token: UUID) -> HttpResponseBase:
    return attachment_response(paper_of(request.viewer, number, token))
