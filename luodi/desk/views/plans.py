"""A campaign plan: versions side by side, a draft of the next one, its approval."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.forms.plans import PlanVersionForm
from luodi.desk.plans import next_word, open_tasks, plan_page
from luodi.desk.splitting import parts_in
from luodi.desk.views.acting import lines_taken
from luodi.desk.views.answers import for_staff, stale_page
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.text.keys import key_in
from luodi.ui.forms import typed
from luodi.works.actions.planning import NewTask, approve_version, new_version
from luodi.works.actions.splitting import Part
from luodi.works.dossier import WorkDossier, work_dossier
from luodi.works.rules import Kind

PAGE = "desk/works/plan.html"
COLUMNS = ("kind", "owner", "due", "words", "period", "target", "unit_word")


def plan(request: ViewedRequest, number: str) -> WorkDossier:
    return work_dossier(request.viewer, number, Kind.PLAN)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return render(request, PAGE, plan_page(plan(request, number)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: ViewedRequest, number: str) -> HttpResponse:
    d = plan(request, number)
    if not plan_page(d)["may_draft"]:
        gone = _("这份方案现在不能起草新版本：已有一版等待批准，或不归您办。")
        return stale_page(request, d, {}, gone) if request.method == "POST" else redirect("desk:plan", number)
    initial = {"version": d.duty.version, "seen": timezone.now().isoformat(), "word": next_word(d)}
    form = PlanVersionForm(typed(request), viewer=request.viewer, tasks=open_tasks(d), initial=initial)
    return lines_taken(request, d, form, lambda: drafted(request, d, form), "desk/works/plan_version.html")


def drafted(request: ViewedRequest, d: WorkDossier, form: PlanVersionForm) -> HttpResponse:
    data, place = form.cleaned_data, d.duty.place or d.duty.district or d.duty.city
    lines = data["lines"]
    read = parts_in(lines, form.owners, data["owner"], Kind.WORK) if lines.strip() else []
    tasks = [NewTask(part.title, _columns(part) | {"at": place}) for part in read]
    told = {"word": data["word"], "words": data["words"], "version": data["version"]}
    made = new_version(viewer=d.viewer, number=d.duty.number, fates=form.fates(), tasks=tasks, **told)
    messages.success(request, _("%(word)s 版已起草，等负责人批准。") % {"word": made.number})
    return redirect(reverse("desk:plan", args=[d.duty.number]))


def _columns(part: Part) -> dict[str, object]:
    return {name: getattr(part, name) for name in COLUMNS}


@for_staff
@require_POST
def approval(request: ViewedRequest, number: str) -> HttpResponse:
    d = plan(request, number)
    try:
        version = key_in(request.POST.get("version", "")) or None
        made = approve_version(viewer=d.viewer, number=number, version=version)
    except Stale as changed:
        return stale_page(request, d, {}, changed)
    except Refused as why:
        messages.warning(request, str(why))
        return render(request, PAGE, plan_page(plan(request, number)), status=422)
    messages.success(request, _("%(word)s 版已批准，上一版不再实施的任务已取消。") % {"word": made.number})
    return redirect("desk:plan", number)
