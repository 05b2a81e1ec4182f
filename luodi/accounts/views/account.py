"""A person's own page: name, language, security, consents, and a copy of what is kept about him."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luodi.accounts import actions, export, factors
from luodi.accounts.forms import PersonForm
from luodi.accounts.requests import SignedIn
from luodi.ledger.acts import Stale
from luodi.ui.forms import typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: SignedIn) -> HttpResponse:
    user = request.user
    form = PersonForm(typed(request), initial={"name": user.name, "language": user.language})
    if form.is_valid():
        actions.correct_name(user=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("已保存。"))
        response = redirect("accounts:account")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax")
        return response
    page = {
        "form": form,
        "factors": [(factor, factors.name_of(factor)) for factor in factors.factors_of(user)],
        "codes_left": len(factors.unused_recovery_codes(user)),
        "consents": user.consent_set.select_related("text").order_by("-given_at"),
    }
    return render(request, "accounts/account.html", page, status=422 if form.errors else 200)


@require_POST
def consent_withdrawal(request: SignedIn, pk: int) -> HttpResponse:
    consent = get_object_or_404(request.user.consent_set.select_related("text"), pk=pk)
    try:
        actions.withdraw_consent(user=request.user, consent=consent, now=timezone.now())
        messages.success(request, _("同意已撤回，并记入这件事的经过。"))
    except Stale as refusal:
        messages.info(request, str(refusal))
    return redirect(f"{reverse('accounts:account')}#consents")


@never_cache
@require_GET
def own_data(request: SignedIn) -> HttpResponse:
    """Everything that is kept about the reader, as one JSON file."""
    now = timezone.now()
    response = JsonResponse(
        export.personal_data(request.user, now), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="luodi-{timezone.localdate(now)}.json"'
    return response
