"""The doors of staff: password, then second factor. Investors sign in by a code, through the portal."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from luodi.accounts import actions, demo, factors, sessions
from luodi.accounts.forms import FactorForm, PasskeyCheckForm, SignInForm
from luodi.accounts.models import User
from luodi.ledger.acts import Refused
from luodi.ui.forms import typed

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@get_and_post
def sign_in(request: HttpRequest) -> HttpResponse:
    target = sessions.safe_target(request, request.GET.get("next", ""))
    if request.method != "POST":
        if isinstance(request.user, User):
            return redirect(target or sessions.home_of(request.user))
        return _sign_in_page(request, SignInForm(initial={"next": target}), target)
    form, now = SignInForm(request.POST), timezone.now()
    if form.is_valid():
        given = form.cleaned_data
        try:
            user = actions.check_password(
                login=given["login"], password=given["password"], address=request.META["REMOTE_ADDR"], now=now
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _next_door(request, user, sessions.safe_target(request, given["next"]), now)
    return _sign_in_page(request, form, form.data.get("next", ""), status=422)


@login_not_required
@never_cache
@get_and_post
def second_factor(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    user, target = sessions.held(request, now)
    if user is None:
        return _too_late(request)
    if not factors.has_factor(user):
        return redirect("accounts:enrolment")
    form = FactorForm(typed(request))
    if form.is_valid():
        try:
            proof = actions.check_second_factor(user=user, code=form.cleaned_data["code"], now=now)
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            return sessions.open_session(request, user, proof=proof, target=target, now=now)
    page = {"form": form, "user_held": user, "has_passkey": factors.has_passkey(user)}
    return render(request, "accounts/second_factor.html", page, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_POST
def passkey_challenge(request: HttpRequest) -> HttpResponse:
    user, _target = sessions.held(request, timezone.now())
    if user is None:
        raise Http404
    return JsonResponse(factors.begin_passkey_check(user))


@login_not_required
@never_cache
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    user, target = sessions.held(request, now)
    if user is None:
        return _too_late(request)
    form = PasskeyCheckForm(request.POST)
    if form.is_valid():
        try:
            actions.check_passkey(user=user, credential=form.cleaned_data["credential"], now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return sessions.open_session(request, user, proof="webauthn", target=target, now=now)
    messages.error(request, _("通行密钥没有通过，请再试一次或改用动态码。"))
    return redirect("accounts:second_factor")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sessions.close_session(request, cause="own", now=timezone.now())
    return redirect("/")


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One tap signs in as anybody of the demo cast; there is no such page outside of a demo."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(demo.cast(), login=request.POST.get("login", ""))
    target = request.POST.get("next", "")
    return sessions.open_session(request, user, proof="demo", target=target, now=timezone.now())


def _next_door(request: HttpRequest, user: User, target: str, now: datetime) -> HttpResponse:
    if not sessions.needs_second_factor(user):
        return sessions.open_session(request, user, proof="password", target=target, now=now)
    sessions.hold_for_second_factor(request, user, target=target, now=now)
    return redirect("accounts:second_factor" if factors.has_factor(user) else "accounts:enrolment")


def _sign_in_page(request: HttpRequest, form: SignInForm, target: str, status: int = 200) -> HttpResponse:
    page = {
        "form": form,
        "target": target,
        "was_idle": "idle" in request.GET,
        "investor_url": investor_door(),
        "demo": demo if settings.DEMO else None,
    }
    return render(request, "accounts/sign_in.html", page, status=status)


def investor_door() -> str:
    try:
        return reverse(settings.INVESTOR_LOGIN_URL)
    except NoReverseMatch:
        return ""


def _too_late(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("离输入密码已经太久，请重新登录。"))
    return redirect("accounts:sign_in")
