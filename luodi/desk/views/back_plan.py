"""Planning back from the day a building opens: what to apply for and by when; one tap begins the case."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luodi.approvals.drafting import unanswered
from luodi.approvals.forms.filling import ANSWER, QuestionsForm
from luodi.desk.forms.back_plan import OpeningDayForm
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.duties.reach import may
from luodi.landing.actions.backplanning import open_case
from luodi.landing.backplan import BEFORE_OPENING
from luodi.landing.waiting import proposal
from luodi.ledger.acts import Refused, Stale
from luodi.projects.models import Project
from luodi.projects.reach import project_for
from luodi.ui.forms import typed


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def back_plan(request: ViewedRequest, number: str) -> HttpResponse:
    project = project_for(request.viewer, number)
    if not may(request.viewer, "keep_project", project.duty):
        return redirect("desk:project", number)
    page = _page(request, project)
    if request.method != "POST":
        return render(request, "desk/projects/back_plan.html", page)
    day, asked = page["form"], page["questions"]
    if day.is_valid() and asked is not None:
        told = {"end": day.cleaned_data["end"], "version": day.cleaned_data["version"], "answers": asked.answers}
        try:
            case = open_case(viewer=request.viewer, number=number, **told)
        except Refused as refused:
            page["refused"], status = str(refused), 409 if isinstance(refused, Stale) else 422
            return render(request, "desk/projects/back_plan.html", page, status=status)
        messages.success(request, _("已开办 %(number)s，综合窗口会联系申请人补齐材料。") % {"number": case.number})
        return redirect("desk:project", number)
    return render(request, "desk/projects/back_plan.html", page, status=422)


def _page(request: ViewedRequest, project: Project) -> dict[str, Any]:
    """Asked with GET: the plan for this day and these answers, before anything is begun."""
    said = request.POST if request.method == "POST" else request.GET
    form = OpeningDayForm(
        typed(request) or (said if "end" in said else None), initial={"version": project.duty.version}
    )
    empty = proposal(project, timezone.localdate(), {})
    questions = QuestionsForm(empty.definition, said if "end" in said else None) if empty else None
    plan = None
    if questions is not None and form.is_bound and form.is_valid():
        plan = proposal(project, form.cleaned_data["end"], questions.answers)
    if plan is not None and questions is not None:
        for question in unanswered(plan.definition, plan.answers):
            questions.add_error(ANSWER + question.code, _("请选一项。"))
    steps = plan.steps if plan else ()
    return {
        "project": project,
        "duty": project.duty,
        "form": form,
        "questions": questions,
        "steps": steps,
        "late": sum(step.is_late for step in steps),
        "before_opening": BEFORE_OPENING,
    }
