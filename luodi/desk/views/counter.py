"""The general window: found by number or begun, filled in, scanned, sorted, filed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.approvals.actions import accepting, filing, materials
from luodi.approvals.actions.continuing import take_up
from luodi.approvals.actions.registering import register
from luodi.approvals.dossier import CaseDossier
from luodi.approvals.filling import Draft
from luodi.approvals.forms.filling import CaseForm, DeliveryForm, QuestionsForm
from luodi.approvals.listing import case_by_number, drafts_begun, mandates_of
from luodi.approvals.models import Item
from luodi.approvals.rules import Channel
from luodi.desk.cases import DeskCase
from luodi.desk.counter import at_window, fill_forms, tray_of, window_case, window_page
from luodi.desk.forms.cases import BeginForm, ConsentForm, ScansForm, SortForm, TakeUpForm
from luodi.desk.views.answers import blame, for_staff, stale_page
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.text.keys import key_in
from luodi.ui.forms import typed

MOST_SCANS = 20


@for_staff
@require_safe
def counter(request: ViewedRequest) -> HttpResponse:
    """A scan gun types a number and Enter: what it finds is opened at once."""
    if not at_window(request.viewer):
        raise Http404
    asked = request.GET.get("q", "").strip()
    found = case_by_number(request.viewer, asked) if asked else None
    if found is not None:
        return redirect("desk:counter_case", found.number)
    context: dict[str, Any] = {"asked": asked, "drafts": drafts_begun(request.viewer)}
    if asked:
        context["form"] = TakeUpForm(initial={"number": asked})
    return render(request, "desk/cases/counter.html", context)


@for_staff
@require_POST
def taking_up(request: ViewedRequest) -> HttpResponse:
    """The applicant's query code opens to this hall what was begun elsewhere."""
    if not at_window(request.viewer):
        raise Http404
    form = TakeUpForm(request.POST)
    try:
        if form.is_valid():
            case = take_up(viewer=request.viewer, **form.cleaned_data)
            messages.success(request, _("在这里接着办，已经扫描的材料都在。"))
            return redirect("desk:counter_case", case.number)
    except Refused as why:
        form.add_error("code", str(why))
    context = {"asked": request.POST.get("number", ""), "form": form, "drafts": drafts_begun(request.viewer)}
    return render(request, "desk/cases/counter.html", context, status=422)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ViewedRequest) -> HttpResponse:
    if not at_window(request.viewer):
        raise Http404
    chosen = {"mandate": request.GET.get("mandate", "")}
    form = BeginForm(typed(request), initial=chosen, mandates=mandates_of(request.viewer, timezone.localdate()))
    try:
        if request.method == "POST" and form.is_valid():
            case = filing.begin(viewer=request.viewer, **_begun_for(request, form))
            messages.success(request, _("已开始，编号 %(number)s。") % {"number": case.number})
            return redirect("desk:counter_case", case.number)
    except Refused as why:
        blame(form, why)
    return render(request, "desk/cases/counter_new.html", {"form": form}, status=422 if form.errors else 200)


def _begun_for(request: ViewedRequest, form: BeginForm) -> dict:
    said = form.cleaned_data
    begins = {"code": said["code"], "answers": {}, "channel": Channel.COUNTER}
    if form.mandate is not None:
        return begins | {"mandate": form.mandate}
    who = {name: said[name] for name in ("phone", "name", "firm", "uscc")}
    applicant, company = register(viewer=request.viewer, **who)
    return begins | {"applicant": applicant, "company": company}


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return render(request, "desk/cases/counter_case.html", window_page(window_case(request.viewer, number)))


@for_staff
@require_POST
def filling(request: ViewedRequest, number: str, part: str) -> HttpResponse:
    """One of the three shared forms of a draft: questions, form, delivery; kept with its gaps."""
    d = window_case(request.viewer, number)
    here = reverse("desk:counter_case", args=[number])
    if not d.case.is_draft and part != "delivery":
        return stale_page(request, DeskCase(d), {}, _("这件已经申报，问答和表单不能再改。"))
    forms = fill_forms(d, Draft(d), {part: request.POST})
    try:
        if _kept(request, number, part, forms):
            messages.success(request, _("已保存。"))
            return redirect(f"{here}#{part}")
    except Stale as changed:
        return stale_page(request, DeskCase(d), {}, changed)
    except Refused as why:
        messages.warning(request, str(why))
    page = window_page(d, {part: request.POST}) | forms
    return render(request, "desk/cases/counter_case.html", page, status=422)


def _kept(request: ViewedRequest, number: str, part: str, forms: dict) -> bool:
    """Whether the form of this part held; keeps it."""
    who: dict[str, Any] = {"viewer": request.viewer, "number": number}
    if part == "delivery":
        form: DeliveryForm = forms["delivery_form"]
        if form.is_valid():
            filing.choose_delivery(delivery=form.cleaned_data, **who)
        return form.is_valid()
    who["version"] = key_in(request.POST.get("version", "")) or None
    if part == "questions":
        asked: QuestionsForm = forms["questions_form"]
        if asked.is_valid():
            filing.answer(answers=asked.answers, **who)
        return asked.is_valid()
    written: CaseForm = forms["case_form"]
    if written.is_valid():
        filing.fill(form=written.values, **who)
    return written.is_valid()


@for_staff
@require_POST
def scans(request: ViewedRequest, number: str) -> HttpResponse:
    """Many files at once; each is judged and kept for itself, so that one bad file stops no other."""
    d = window_case(request.viewer, number)
    files = request.FILES.getlist("scans")[:MOST_SCANS]
    form = ScansForm(request.POST, request.FILES)
    if not files:
        form.is_valid()
        return render(request, "desk/cases/counter_case.html", window_page(d, scans_form=form), status=422)
    good = sum(_taken(request, number, file) for file in files)
    if good:
        said = ngettext("收到 %(count)d 份扫描件，请分到材料。", "收到 %(count)d 份扫描件，请分到材料。", good)
        messages.success(request, said % {"count": good})
    return redirect(reverse("desk:counter_case", args=[number]) + "#tray")


def _taken(request: ViewedRequest, number: str, file: UploadedFile) -> bool:
    try:
        materials.give(viewer=request.viewer, number=number, file=file, scanned=True)
    except Refused as why:
        messages.warning(request, f"{file.name}：{why}")
        return False
    return True


@for_staff
@require_POST
def sorting(request: ViewedRequest, number: str) -> HttpResponse:
    """A scan to a material, or back to the tray; the tray alone comes back to the page's script."""
    form = SortForm(request.POST)
    if form.is_valid():
        said = {"copy": form.cleaned_data["copy"], "material": form.cleaned_data["material"] or None}
        return _changed(request, number, lambda: materials.sort(viewer=request.viewer, number=number, **said))
    return _changed(request, number, lambda: None)


@for_staff
@require_POST
def removal(request: ViewedRequest, number: str) -> HttpResponse:
    form = SortForm(request.POST)
    copy = form.cleaned_data["copy"] if form.is_valid() else 0
    return _changed(request, number, lambda: materials.withdraw_copy(viewer=request.viewer, number=number, copy=copy))


@for_staff
@require_POST
def licence(request: ViewedRequest, number: str) -> HttpResponse:
    """A licence the city holds instead of a copy, on consent signed here."""
    form = ConsentForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("请先请申请人签书面同意，再使用他的证照。"))
        return _changed(request, number, lambda: None)
    used = {"licence": form.cleaned_data["licence"], "consent_how": "signed"}
    return _changed(request, number, lambda: materials.use_licence(viewer=request.viewer, number=number, **used))


def _changed(request: ViewedRequest, number: str, do: "object") -> HttpResponse:
    """Carries out a change of the tray and shows it again; what somebody else did meanwhile stays unseen."""
    before = window_case(request.viewer, number).duty.version
    try:
        do()  # type: ignore[operator]
    except Refused as why:
        messages.warning(request, str(why))
    if request.htmx:
        seen = key_in(request.POST.get("version", "")) or before
        page = tray_of(window_case(request.viewer, number), None if seen == before else seen)
        return render(request, "desk/cases/tray.html", page)
    return redirect(reverse("desk:counter_case", args=[number]) + "#tray")


def _pressed(request: ViewedRequest, d: CaseDossier, verb: Callable[[], object], said: str) -> HttpResponse:
    """A button without a form of its own: done, or why not beside everything the page showed."""
    try:
        verb()
        messages.success(request, said)
        return redirect("desk:counter_case", d.case.number)
    except Stale as changed:
        return stale_page(request, DeskCase(d), {}, changed)
    except Refused as why:
        messages.warning(request, str(why))
    return render(request, "desk/cases/counter_case.html", window_page(d), status=422)


@for_staff
@require_POST
def filed(request: ViewedRequest, number: str) -> HttpResponse:
    d = window_case(request.viewer, number)
    version = key_in(request.POST.get("version", "")) or None
    verb = partial(filing.file, viewer=request.viewer, number=number, version=version)
    return _pressed(request, d, verb, _("已申报，各事项同时开始办理。"))


@for_staff
@require_POST
def supplement(request: ViewedRequest, number: str, item: str) -> HttpResponse:
    """What the one notice asked for is there: the department has its five days again."""
    d = window_case(request.viewer, number)
    _of_case(d, item)
    verb = partial(accepting.give_supplement, viewer=request.viewer, number=item)
    return _pressed(request, d, verb, _("补正已交，重新开始受理审查。"))


def _of_case(d: CaseDossier, number: str) -> Item:
    found = next((one for one in d.items if one.duty and one.duty.number == number), None)
    if found is None:
        raise Item.DoesNotExist
    return found
