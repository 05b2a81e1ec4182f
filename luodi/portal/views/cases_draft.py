"""From the questionnaire to the filing: every step an address of its own, nothing asked twice."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luodi.approvals.actions import filing
from luodi.approvals.definitions import offered
from luodi.approvals.dossier import CaseDossier, read_case
from luodi.approvals.filling import Draft, Estimate, changed, prefilled
from luodi.approvals.forms.filling import CaseForm, DeliveryForm, QuestionsForm
from luodi.approvals.whose import principals_of
from luodi.directory.middleware import ViewedRequest
from luodi.landing.prefill import known_for
from luodi.ledger.acts import Refused, Stale
from luodi.portal.cases.drafts import (
    case_form,
    changes_since,
    delivery_form,
    draft_page,
    following,
    lacking_links,
    questions_form,
)
from luodi.portal.cases.forms import WhoseForm
from luodi.portal.shell import for_investors, page
from luodi.text.keys import key_in
from luodi.ui.forms import typed

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@get_and_post
def begin(request: ViewedRequest, code: str) -> HttpResponse:
    """The questionnaire, which says at once what it comes to; nobody signs in before he begins."""
    given = request.POST if request.method == "POST" else request.GET
    begins = request.method == "POST" and "count" not in given
    try:
        _version, definition, versions = offered(code, localdate())
    except Refused as why:
        raise Http404 from why
    questions = QuestionsForm(definition, given)
    estimate = Estimate(definition, versions, questions.answers)
    context: dict[str, Any] = {"questions_form": questions, "estimate": estimate}
    context |= {"code": code, "here_url": request.path}
    if request.htmx and request.method != "POST":
        return render(request, "approvals/estimate.html", context)
    if begins and not request.user.is_authenticated:
        return redirect(f"{reverse('portal:sign_in')}?{urlencode({'next': _with_answers(request.path, given)})}")
    whose = WhoseForm(request.POST if begins else None, principals=principals_of(request.viewer, localdate()))
    if begins:
        return _begun(request, whose, estimate, context)
    return page(request, "cases/begin", "portal:guide", whose_form=whose, **context)


def _with_answers(path: str, given: QueryDict) -> str:
    answers = [(name, value) for name in given if name.startswith("q-") for value in given.getlist(name)]
    return f"{path}?{urlencode(answers)}"


def _begun(request: ViewedRequest, whose: WhoseForm, estimate: Estimate, context: dict[str, Any]) -> HttpResponse:
    if not request.viewer.is_investor:
        raise Http404
    if whose.is_valid():
        one = whose.chosen
        known = known_for(request.viewer, applicant=one.applicant, company=one.company)
        try:
            case = filing.begin(
                viewer=request.viewer,
                code=context["code"],
                answers=estimate.answers,
                applicant=one.applicant,
                company=one.company,
                mandate=one.mandate,
                form=prefilled(estimate.definition, known),
            )
        except Refused as why:
            whose.add_error(None, str(why))
        else:
            return redirect("portal:case_form", case.number)
    return page(request, "cases/begin", "portal:guide", 422, whose_form=whose, **context)


def opened(request: ViewedRequest, number: str) -> Draft:
    """Raises Case.DoesNotExist outside the viewer's reach, Http404 once it is filed."""
    dossier = read_case(request.viewer, number)
    if not dossier.case.is_draft:
        raise Http404
    return Draft(dossier)


@for_investors
@never_cache
@get_and_post
def questions(request: ViewedRequest, number: str) -> HttpResponse:
    draft = opened(request, number)
    if request.htmx and request.method != "POST":
        return _reckoned(request, draft)
    form = questions_form(draft, typed(request))
    if request.method == "POST" and form.is_valid():
        before = draft.estimate.figures

        def answered() -> str:
            filing.answer(viewer=request.viewer, number=number, answers=form.answers, version=_version(request))
            after = opened(request, number).estimate.figures
            what = "，".join(changed(before, after))
            return _("问答已改：%(what)s。填过的和交过的都还在。") % {"what": what} if what else _("问答已存下。")

        return _saved(request, draft, "questions", {"questions_form": form}, answered)
    estimate = Estimate(draft.definition, draft.estimate.versions, form.answers) if form.is_bound else draft.estimate
    status = 422 if form.errors else 200
    return draft_page(request, draft, "questions", status, questions_form=form, estimate=estimate)


def _reckoned(request: ViewedRequest, draft: Draft) -> HttpResponse:
    form = questions_form(draft, request.GET)
    estimate = Estimate(draft.definition, draft.estimate.versions, form.answers)
    return render(request, "approvals/estimate.html", {"estimate": estimate})


@for_investors
@never_cache
@get_and_post
def one_form(request: ViewedRequest, number: str) -> HttpResponse:
    draft = opened(request, number)
    form = case_form(draft, typed(request))
    if request.method == "POST" and form.is_valid():

        def filled() -> str:
            filing.fill(viewer=request.viewer, number=number, form=form.values, version=_version(request))
            return _("表已存下。")

        return _saved(request, draft, "form", {"case_form": form}, filled)
    return draft_page(request, draft, "form", 422 if form.errors else 200, case_form=form)


@for_investors
@never_cache
@get_and_post
def delivery(request: ViewedRequest, number: str) -> HttpResponse:
    draft = opened(request, number)
    form = delivery_form(draft, typed(request))
    if request.method == "POST" and form.is_valid():

        def chosen() -> str:
            filing.choose_delivery(viewer=request.viewer, number=number, delivery=form.cleaned_data)
            return _("领取方式已存下。")

        return _saved(request, draft, "delivery", {"delivery_form": form}, chosen)
    return draft_page(request, draft, "delivery", 422 if form.errors else 200, delivery_form=form)


@for_investors
@require_POST
def file(request: ViewedRequest, number: str) -> HttpResponse:
    """All items at once. What is missing is listed with the way to it, and nothing is lost."""
    draft = opened(request, number)
    trouble, status = "", 422
    if not draft.lacking:
        try:
            filing.file(viewer=request.viewer, number=number, version=_version(request))
        except Stale as why:
            trouble, status = str(why), 409
        except Refused as why:
            trouble = str(why)
        else:
            messages.success(request, _("已申报，每一项都有了经办人和期限。"))
            return redirect("portal:case", number)
    again = opened(request, number)
    return review(request, again.dossier, status, trouble=trouble, refused=True)


def review(request: ViewedRequest, dossier: CaseDossier, status: int = 200, **more: Any) -> HttpResponse:
    draft = Draft(dossier)
    changes = changes_since(dossier, request.POST.get("seen", "")) if status == 409 else []
    return draft_page(
        request,
        draft,
        "review",
        status,
        case_form=case_form(draft),
        delivery_form=delivery_form(draft),
        lacking=lacking_links(draft),
        changes=changes,
        **more,
    )


def _saved(
    request: ViewedRequest,
    draft: Draft,
    here: str,
    forms: dict[str, QuestionsForm | CaseForm | DeliveryForm],
    verb: Callable[[], str],
) -> HttpResponse:
    """On to the next step; or back with what was typed and with what others did meanwhile."""
    number = draft.dossier.case.number
    more: dict[str, Any] = {}
    try:
        messages.success(request, verb())
        return redirect(following(draft, here))
    except Stale:
        fresh, status = opened(request, number), 409
        more["changes"] = changes_since(fresh.dossier, request.POST.get("seen", ""))
    except Refused as why:
        fresh, status = draft, 422
        next(iter(forms.values())).add_error(None, str(why))
    if here == "questions":
        more["estimate"] = fresh.estimate
    return draft_page(request, fresh, here, status, **forms, **more)


def _version(request: ViewedRequest) -> int | None:
    return key_in(request.POST.get("version", "")) or None
