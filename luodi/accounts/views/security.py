"""Second factors, recovery codes, password and PIN of a member of staff."""

from datetime import datetime

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from luodi.accounts import actions, factors, sessions
from luodi.accounts.forms import NewPasswordForm, PasskeyForm, PasswordForm, SetPinForm, TotpForm
from luodi.accounts.models import User
from luodi.accounts.requests import SignedIn
from luodi.accounts.views.guards import for_staff, freshly_confirmed
from luodi.ledger.acts import Refused
from luodi.ui.forms import typed

KEY_SALT = "luodi.accounts.totp"
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@get_and_post
def enrolment(request: HttpRequest) -> HttpResponse:
    """The first second factor, between the password and the desk."""
    now = timezone.now()
    user, target = sessions.held(request, now)
    if user is None or factors.has_factor(user):
        return redirect("accounts:second_factor")
    form = TotpForm(typed(request))
    if form.is_valid() and _add_totp(user, form, now):
        shown = f"{reverse('accounts:recovery_codes')}?{urlencode({'next': target})}"
        return sessions.open_session(request, user, proof="totp", target=shown, now=now)
    return _totp_page(request, user, form, enrolling=True)


@freshly_confirmed
@never_cache
@get_and_post
def totp(request: SignedIn) -> HttpResponse:
    form = TotpForm(typed(request))
    if form.is_valid() and _add_totp(request.user, form, timezone.now()):
        messages.success(request, _("动态码已启用。"))
        return redirect("accounts:recovery_codes")
    return _totp_page(request, request.user, form, enrolling=False)


@freshly_confirmed
@never_cache
@get_and_post
def passkeys(request: SignedIn) -> HttpResponse:
    form = PasskeyForm(typed(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            codes = actions.add_passkey(
                user=request.user, name=given["name"], credential=given["credential"], now=timezone.now()
            )
        except Refused:
            form.add_error(None, _("这个通行密钥没有通过，请再试一次。"))
        else:
            messages.success(request, _("通行密钥已添加。"))
            return redirect("accounts:recovery_codes" if codes else "accounts:account")
    return render(request, "accounts/passkey.html", {"form": form}, status=422 if form.errors else 200)


@freshly_confirmed
@require_POST
def new_passkey_challenge(request: SignedIn) -> HttpResponse:
    return JsonResponse(factors.begin_passkey(request.user))


@freshly_confirmed
@never_cache
@get_and_post
def recovery_codes(request: SignedIn) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.renew_recovery_codes(user=request.user, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    onward = sessions.safe_target(request, request.GET.get("next", "")) or sessions.home_of(request.user)
    page = {"codes": factors.unused_recovery_codes(request.user), "onward": onward}
    return render(request, "accounts/recovery_codes.html", page)


@freshly_confirmed
@require_POST
def factor_removal(request: SignedIn, pk: int) -> HttpResponse:
    try:
        actions.remove_factor(
            user=request.user, factor=pk, last_may_go=not settings.STAFF_SECOND_FACTOR, now=timezone.now()
        )
        messages.success(request, _("已移除。"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:account")


@for_staff
@never_cache
@sensitive_post_parameters("password")
@get_and_post
def confirmation(request: SignedIn) -> HttpResponse:
    """Asks for the password again before security settings are changed."""
    form, now = PasswordForm(typed(request)), timezone.now()
    if form.is_valid():
        try:
            actions.check_password(
                login=request.user.login,
                password=form.cleaned_data["password"],
                address=request.META["REMOTE_ADDR"],
                now=now,
            )
        except Refused as refusal:
            form.add_error("password", str(refusal))
        else:
            sessions.confirm(request, now)
            return redirect(sessions.safe_target(request, request.GET.get("next", "")) or "accounts:account")
    return render(request, "accounts/confirmation.html", {"form": form}, status=422 if form.errors else 200)


@freshly_confirmed
@never_cache
@sensitive_post_parameters("password", "again")
@get_and_post
def password(request: SignedIn) -> HttpResponse:
    form = NewPasswordForm(request.user, typed(request))
    if form.is_valid():
        user = request.user
        onward = sessions.home_of(user) if user.must_change_password else reverse("accounts:account")
        actions.set_password(user=user, password=form.cleaned_data["password"], by=user.code, now=timezone.now())
        update_session_auth_hash(request, user)
        messages.success(request, _("密码已更换，别处的登录已全部退出。"))
        return redirect(onward)
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


@freshly_confirmed
@never_cache
@get_and_post
def pin(request: SignedIn) -> HttpResponse:
    form = SetPinForm(typed(request))
    if form.is_valid():
        actions.set_pin(user=request.user, pin=form.cleaned_data["pin"], now=timezone.now())
        messages.success(request, _("PIN 已设好。离开时点“锁屏”，回来输入它就能接着办。"))
        return redirect("accounts:account")
    return render(request, "accounts/pin.html", {"form": form}, status=422 if form.errors else 200)


def _add_totp(user: User, form: TotpForm, now: datetime) -> bool:
    secret = _signed_secret(user, form)
    if not secret:
        form.add_error(None, _("这个二维码已过期，请扫描新的。"))
        return False
    try:
        actions.add_totp(user=user, secret=secret, code=form.cleaned_data["code"], now=now)
    except Refused as refusal:
        form.add_error("code", str(refusal))
    return not form.errors


def _signed_secret(user: User, form: TotpForm) -> str:
    """The key that the page showed; it travels in the form, signed, because reading a page writes nothing."""
    try:
        return signing.loads(form.data.get("key", ""), salt=f"{KEY_SALT}.{user.pk}", max_age=3600)
    except signing.BadSignature:
        return ""


def _totp_page(request: HttpRequest, user: User, form: TotpForm, *, enrolling: bool) -> HttpResponse:
    secret = _signed_secret(user, form) or factors.generate_totp_secret()
    page = {
        "form": form,
        "key": signing.dumps(secret, salt=f"{KEY_SALT}.{user.pk}"),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "qr": segno.make(factors.totp_address(user, secret)).svg_inline(scale=5, border=2, light="#fff"),
        "enrolling": enrolling,
    }
    return render(request, "accounts/totp.html", page, status=422 if form.errors else 200)
