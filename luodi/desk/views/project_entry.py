"""A new project, a change of its facts, and its plan: proposed, compared, approved."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.baselines import compared, curve_lines, proposed_lines
from luodi.desk.forms.acts import ActForm
from luodi.desk.forms.project_entry import ChangeForm, EntryForm, PlanForm, PlanLines
from luodi.desk.forms.projects import AnswerForm
from luodi.desk.views.answers import blame, for_staff, stale_page
from luodi.desk.views.projects import dossier
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.projects.actions.baselining import approve_baseline, propose_baseline, refuse_baseline
from luodi.projects.actions.library import add, change, entering_posts
from luodi.projects.dossier import ProjectDossier
from luodi.ui.forms import typed


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: ViewedRequest) -> HttpResponse:
    if not entering_posts(request.viewer):
        raise Http404
    form = EntryForm(typed(request), viewer=request.viewer)
    try:
        if request.method == "POST" and form.is_valid():
            told = {name: form.cleaned_data[name] for name in ("owner", "at", "title", "template")}
            made = add(viewer=request.viewer, values=form.values(), **told)
            messages.success(request, _("已登记入库，编号 %(number)s。") % {"number": made.number})
            return redirect("desk:project", made.number)
    except Refused as why:
        blame(form, why)
    return render(request, "desk/projects/form.html", {"form": form}, status=422 if form.errors else 200)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: ViewedRequest, number: str) -> HttpResponse:
    d = keeping(request, number)
    form = ChangeForm(typed(request), project=d.project, initial=shown(d))
    try:
        if request.method == "POST" and form.is_valid():
            told = {"values": form.values() | {"title": form.cleaned_data["title"]}}
            change(viewer=request.viewer, number=number, version=form.cleaned_data["version"], **told)
            messages.success(request, _("已改好。"))
            return redirect("desk:project", number)
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        blame(form, why)
    context = {"form": form, "d": d, "duty": d.duty}
    return render(request, "desk/projects/form.html", context, status=422 if form.errors else 200)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: ViewedRequest, number: str) -> HttpResponse:
    d = keeping(request, number)
    if d.proposed:
        return redirect("desk:project_baselines", number)
    known = shown(d) | {"effective": timezone.localdate(), "curve": curve_lines(d)}
    form = PlanForm(typed(request), initial=known, again=d.baseline is not None)
    of_each = {"project": d.project, "use_required_attribute": False}
    lines = PlanLines(typed(request), prefix="line", initial=proposed_lines(d), form_kwargs=of_each)
    try:
        if request.method == "POST" and form.is_valid() and lines.is_valid():
            told = {name: form.cleaned_data[name] for name in ("effective", "curve", "reason", "version")}
            rows = [line.line() for line in lines if line.cleaned_data.get("name")]
            made = propose_baseline(viewer=request.viewer, number=number, milestones=rows, **told)
            messages.success(request, _("第 %(version)s 版计划已提出，等审核人员批准。") % {"version": made.version})
            return redirect("desk:project_baselines", number)
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        blame(form, why)
    wrong = bool(form.errors or any(lines.errors) or lines.non_form_errors()) if form.is_bound else False
    context = {"form": form, "lines": lines, "d": d, "duty": d.duty}
    return render(request, "desk/projects/plan_form.html", context, status=422 if wrong else 200)


@for_staff
@require_safe
def baselines(request: ViewedRequest, number: str) -> HttpResponse:
    d = dossier(request, number)
    return render(request, "desk/projects/baselines.html", baselines_page(d, AnswerForm(initial=shown(d))))


@for_staff
@require_POST
def answer(request: ViewedRequest, number: str, version_no: int) -> HttpResponse:
    """A checker approves a plan, or does not and says why."""
    d, form = dossier(request, number), AnswerForm(request.POST)
    act = approve_baseline if request.POST.get("approved") else refuse_baseline
    try:
        if form.is_valid():
            act(viewer=request.viewer, number=number, version_no=version_no, answer=form.cleaned_data["answer"])
            messages.success(request, _("已记下，责任人会收到通知。"))
            return redirect("desk:project_baselines", number)
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        blame(form, why)
    return render(request, "desk/projects/baselines.html", baselines_page(d, form), status=422)


def baselines_page(d: ProjectDossier, form: ActForm) -> dict[str, Any]:
    return {
        "d": d,
        "duty": d.duty,
        "form": form,
        "versions": d.baselines,
        "rows": compared(d.baselines),
        "may_answer": bool(d.proposed) and d.may("approve_baseline"),
        "may_keep": d.may("keep_project") and not d.ended,
        "back": reverse("desk:project", args=[d.duty.number]),
    }


def keeping(request: ViewedRequest, number: str) -> ProjectDossier:
    d = dossier(request, number)
    if d.ended or not d.may("keep_project"):
        raise Http404
    return d


def shown(d: ProjectDossier) -> dict[str, Any]:
    """What a form remembers of the page it was opened on."""
    return {"version": d.duty.version, "seen": timezone.now().isoformat()}
