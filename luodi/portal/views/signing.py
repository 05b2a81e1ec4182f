"""The investors' door: a contact, a code, and his own enquiries."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luodi.accounts import sessions
from luodi.accounts.investor_sign_in import CodeForm, ContactForm
from luodi.accounts.refusals import TooMany
from luodi.directory.middleware import ViewedRequest
from luodi.landing.actions import signing_in
from luodi.ledger.acts import Refused
from luodi.portal.shell import page
from luodi.text import mask_contact
from luodi.ui.forms import typed

ASKED = "asked_code"
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@get_and_post
def sign_in(request: ViewedRequest) -> HttpResponse:
    if request.user.is_authenticated and request.method != "POST":
        return redirect(sessions.safe_target(request, request.GET.get("next", "")) or sessions.home_of(request.user))
    form = ContactForm(typed(request), initial={"next": request.GET.get("next", "")})
    answer = 422 if form.errors else 200
    if form.is_valid():
        try:
            fresh = signing_in.request_code(contact=form.canonical, address=request.META["REMOTE_ADDR"])
        except Refused as why:
            form.add_error(None, str(why))
            answer = 429 if isinstance(why, TooMany) else 422
        else:
            _remember(request, form, fresh)
            return redirect("portal:sign_in_code")
    staff_door = f"{reverse('accounts:sign_in')}?{urlencode({'next': form['next'].value() or ''})}"
    return page(request, "sign_in", "portal:sign_in", answer, form=form, sign_in_url=staff_door)


def _remember(request: ViewedRequest, form: ContactForm, fresh: str) -> None:
    request.session[ASKED] = {
        "contact": form.canonical,
        "typed": form.data["contact"],
        "next": form.cleaned_data["next"],
        "code": fresh if settings.SHOW_CODES else "",
    }


@login_not_required
@never_cache
@get_and_post
def sign_in_code(request: ViewedRequest) -> HttpResponse:
    asked = request.session.get(ASKED)
    if not asked:
        return redirect("portal:sign_in")
    form = CodeForm(typed(request))
    if form.is_valid():
        try:
            user = signing_in.sign_in(contact=asked["contact"], code=form.cleaned_data["code"])
        except Refused as why:
            form.add_error("code", str(why))
        else:
            del request.session[ASKED]
            return sessions.open_session(request, user, proof="code", target=asked["next"], now=timezone.now())
    again = ContactForm(initial={"contact": asked["typed"], "next": asked["next"]})
    where = {
        "masked": mask_contact(asked["contact"]),
        "shown_code": asked["code"],
        "again_fields": again["contact"].as_hidden() + again["next"].as_hidden(),
    }
    return page(request, "sign_in_code", "portal:sign_in", 422 if form.errors else 200, form=form, **where)
