"""The matches of an enquiry at the desk: all of them, what is made of each, the list that is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.forms import matches as forms
from luodi.desk.forms.acts import ActForm
from luodi.desk.matches import matches_of
from luodi.desk.offers import offer_page
from luodi.desk.views.answers import acted, for_staff, stale_page
from luodi.desk.views.matter import page
from luodi.directory.middleware import ViewedRequest
from luodi.enquiries.dossier import Dossier, dossier
from luodi.enquiries.rules import OPEN
from luodi.landing.actions.introducing import answer_introduction, date_visit, introduce, send_list
from luodi.ledger.acts import Refused, Stale
from luodi.matching.actions.judging import judge
from luodi.matching.offer_side import introductions_with_visits
from luodi.matching.reads import offers_wanted
from luodi.matching.rules import KEPT, Verdict
from luodi.supply.dossier import offer_dossier
from luodi.supply.lines import line_of
from luodi.ui.forms import typed

Data = dict[str, Any]


@dataclass(frozen=True)
class MatchAct:
    """One thing an officer does with one offer for one enquiry. `run` returns the sentence that says what was done."""

    name: str
    verb: str
    label: Any
    icon: str
    form: type[ActForm]
    run: Callable[[Dossier, Data], str]


def _unfit(d: Dossier, data: Data) -> str:
    said = {name: data[name] for name in ("offer_number", "because", "note", "version")}
    judge(viewer=d.viewer, number=d.duty.number, verdict=Verdict.UNFIT, **said)
    return _("已记下，同事也看得到；同行业的申请里它会排后一些。")


def _introduce(d: Dossier, data: Data) -> str:
    said = {name: data[name] for name in ("offer_number", "said", "version")}
    introduce(viewer=d.viewer, number=d.duty.number, **said)
    return _("已引荐，双方都收到了。对方的答复会出现在对话里。")


def _visit(d: Dossier, data: Data) -> str:
    said = {name: data[name] for name in ("offer_number", "on", "version")}
    date_visit(viewer=d.viewer, number=d.duty.number, **said)
    return _("看场地的日期已告知双方。")


ACTS = {
    act.name: act
    for act in (
        MatchAct("unfit", "judge", lazy("不合适"), "close", forms.UnfitForm, _unfit),
        MatchAct("introduction", "introduce", lazy("引荐双方"), "hand", forms.IntroduceForm, _introduce),
        MatchAct("visit", "introduce", lazy("约看场地"), "calendar", forms.VisitForm, _visit),
    )
}
SAID = {
    Verdict.FITS: lazy("已记为合适。"),
    Verdict.VISITED: lazy("已记为看过场地。"),
    Verdict.SIGNED: lazy("已记为签约。"),
}


def _own(request: ViewedRequest, number: str, verb: str) -> Dossier:
    """Raises Http404 for who may read the enquiry but not do this."""
    d = dossier(request.viewer, number)
    if not (d.open and d.may(verb)):
        raise Http404
    return d


@for_staff
@require_safe
def matches(request: ViewedRequest, number: str) -> HttpResponse:
    """All of them; asked by the enquiry's page itself while they are not there yet, the panel alone."""
    d, now = dossier(request.viewer, number), timezone.now()
    if request.htmx:
        return render(request, "desk/matches.html", page(request, d))
    all_of_them = {"matches": matches_of(d, now, most=KEPT), "all_of_them": True}
    return render(request, "desk/all_matches.html", page(request, d) | all_of_them)


@for_staff
@require_POST
def judgements(request: ViewedRequest, number: str, offer_number: str) -> HttpResponse:
    """What one button says: fits, visited, signed."""
    d = _own(request, number, "judge")
    form = forms.JudgeForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("请选择一个判断。"))
        said = {name: form.cleaned_data[name] for name in ("verdict", "version")}
        judge(viewer=request.viewer, number=number, offer_number=offer_number, **said)
        messages.success(request, str(SAID[Verdict(said["verdict"])]))
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        messages.warning(request, str(why))
    return redirect(reverse("desk:matter", args=[number]) + "#matches")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, offer_number: str, name: str) -> HttpResponse:
    chosen = ACTS[name]
    d = _own(request, number, chosen.verb)
    if d.duty.progress not in OPEN:
        return redirect("desk:matter", number)
    offer = offers_wanted(request.viewer, [offer_number])[0]
    form = chosen.form(typed(request), initial=_first_words(d) | {"version": d.duty.version, "seen": _seen()})
    context = {"d": d, "duty": d.duty, "chosen": chosen, "form": form, "offer": offer, "line": line_of(offer)}
    if request.method != "POST":
        return render(request, "desk/match_act.html", context)
    if form.is_valid():
        form.cleaned_data["offer_number"] = offer_number
    again = reverse("desk:matter", args=[number]) + "#matches"
    return acted(request, d, chosen, form, again) or render(request, "desk/match_act.html", context, status=422)  # type: ignore[arg-type]


def _first_words(d: Dossier) -> Data:
    """A beginning for the introduction that names nobody: what is known of the wish, from the facts."""
    known = [f"{fact.row.name} {fact.words}" for fact in d.facts if not fact.row.personal]
    return {"said": _("；").join(known)[:300]} if not d.enquiry.alias else {}


def _seen() -> str:
    return timezone.now().isoformat()


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: ViewedRequest, number: str) -> HttpResponse:
    """What the investor will see, before it is sent: GET with the ticked offers, POST sends."""
    d = _own(request, number, "introduce")
    numbers = request.POST.getlist("of") or request.GET.getlist("of")
    offers = offers_wanted(request.viewer, numbers)
    if not offers:
        messages.info(request, _("请先勾选要发给投资人的资源。"))
        return redirect(reverse("desk:matter", args=[number]) + "#matches")
    initial = {"of": numbers, "version": d.duty.version, "seen": _seen()}
    form = forms.ListForm(typed(request), numbers=numbers, initial=initial)
    if form.is_valid() and (answer := _sent(request, d, form, numbers)):
        return answer
    context = {"d": d, "duty": d.duty, "form": form, "lines": [line_of(offer) for offer in offers]}
    return render(request, "desk/offer_list.html", context, status=422 if form.errors else 200)


def _sent(request: ViewedRequest, d: Dossier, form: ActForm, numbers: list[str]) -> HttpResponse | None:
    """None where the list was refused; the form says why."""
    said = {name: form.cleaned_data[name] for name in ("note", "version")}
    try:
        send_list(viewer=request.viewer, number=d.duty.number, offer_numbers=numbers, **said)
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        form.add_error(None, str(why))
        return None
    messages.success(request, _("资源单已发给投资人。"))
    return redirect("desk:matter", d.duty.number)


@for_staff
@require_POST
def answers(request: ViewedRequest, number: str, pk: int) -> HttpResponse:
    """The offer's officers answer an introduction; the words go into the investor's conversation."""
    d = offer_dossier(request.viewer, number)
    if not d.may("introduce") or pk not in {one.pk for one, _day in introductions_with_visits(request.viewer, d.offer)}:
        raise Http404
    form = forms.AnswerForm(request.POST, of=pk)
    try:
        if form.is_valid():
            answer_introduction(viewer=request.viewer, introduction=pk, **form.cleaned_data)
            messages.success(request, _("已答复，投资人和承办人都收到了。"))
            return redirect("desk:offer", number)
    except Stale as faster:
        return stale_page(request, d, {"body": form.fields["body"]}, faster)
    except Refused as why:
        form.add_error(None, str(why))
    return render(request, "desk/offer.html", offer_page(d, answered=form), status=422)
