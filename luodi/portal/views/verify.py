"""Anybody asks whether a licence is good: by its code, its number, or its file. Nothing is kept."""

from collections.abc import Callable

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from luodi.accounts.refusals import TooMany
from luodi.approvals.licences.asking import ask_file, ask_number
from luodi.approvals.licences.keys import code_keys, is_ready
from luodi.approvals.licences.status import status_list as signed_list
from luodi.approvals.licences.verification import Finding, by_code
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.portal.licences.forms import CodeForm, FileForm, NumberForm
from luodi.portal.licences.verdicts import verdict_of
from luodi.portal.shell import page
from luodi.signing.offline import verifier_page

HERE = "portal:verify"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: ViewedRequest) -> HttpResponse:
    how = request.POST.get("how", "")
    if request.method != "POST" or how not in ASKED:
        return _page(request, 422 if request.method == "POST" else 200)
    kind, ask = ASKED[how]
    form = kind(request.POST, request.FILES, prefix=how)
    if not form.is_valid():
        return _page(request, 422, {how: form})
    try:
        found = ask(request, form)
    except Refused as why:
        form.add_error(None, str(why))
        return _page(request, 429 if isinstance(why, TooMany) else 422, {how: form})
    return _page(request, 200, found=found)


def _by_code(request: ViewedRequest, form: forms.Form) -> Finding:
    return by_code(form.cleaned_data["code"], timezone.now())


def _by_number(request: ViewedRequest, form: forms.Form) -> Finding:
    said = form.cleaned_data
    return ask_number(said["number"], said["last"], request.META["REMOTE_ADDR"], timezone.now())


def _by_file(request: ViewedRequest, form: forms.Form) -> Finding:
    return ask_file(form.cleaned_data["file"].read(), request.META["REMOTE_ADDR"], timezone.now())


ASKED: dict[str, tuple[type[forms.Form], Callable[[ViewedRequest, forms.Form], Finding]]] = {
    "code": (CodeForm, _by_code),
    "number": (NumberForm, _by_number),
    "file": (FileForm, _by_file),
}


@login_not_required
@never_cache
@require_safe
def verify_code(request: ViewedRequest, code: str) -> HttpResponse:
    """Where the printed code leads. The code is signed, so that nothing can be tried out here."""
    return _page(request, 200, found=by_code(code, timezone.now()))


def _page(
    request: ViewedRequest, status: int, typed: dict[str, forms.Form] | None = None, found: Finding | None = None
) -> HttpResponse:
    shown = {how: (typed or {}).get(how) or kind(prefix=how) for how, (kind, _ask) in ASKED.items()}
    wrong = next((form for form in shown.values() if form.errors), None)
    verdict = verdict_of(found) if found else None
    return page(request, "licences/verify", HERE, status, ways_to_ask=shown, form=wrong, verdict=verdict)


@login_not_required
@never_cache
@require_safe
def status_list(request: ViewedRequest) -> HttpResponse:
    """For readers of codes that keep a list of their own; it names nobody."""
    if not is_ready():
        raise Http404
    return HttpResponse(signed_list(timezone.now()), content_type="application/octet-stream")


@login_not_required
@never_cache
@require_safe
def offline_verifier(request: ViewedRequest) -> HttpResponse:
    """A page to keep: it reads codes without a network. Its script is inline, so it is a download."""
    if not is_ready():
        raise Http404
    now = timezone.now()
    text = verifier_page(code_keys(), signed_list(now), now, "en" if get_language() == "en" else "zh")
    answer = HttpResponse(text, content_type="text/html; charset=utf-8")
    name = _("证照离线查验") + f"-{timezone.localdate(now):%Y%m%d}.html"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
