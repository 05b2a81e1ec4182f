"""The quick lock of a shared counter: a PIN opens the same session again within the shift."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luodi.accounts import actions, sessions
from luodi.accounts.forms import PinForm
from luodi.accounts.refusals import TooMany, WrongPin
from luodi.accounts.requests import SignedIn
from luodi.ui.forms import typed


@require_POST
def lock(request: SignedIn) -> HttpResponse:
    if not request.user.shift_pin:
        messages.info(request, _("先设一个 PIN，才能锁屏后马上回来。"))
        return redirect("accounts:pin")
    request.session[sessions.LOCKED] = sessions.safe_target(request, request.POST.get("next", ""))
    return redirect("accounts:unlock")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: SignedIn) -> HttpResponse:
    if sessions.LOCKED not in request.session:
        return redirect(sessions.home_of(request.user))
    form, now = PinForm(typed(request)), timezone.now()
    if form.is_valid():
        session = request.session.session_key or ""
        try:
            actions.check_pin(user=request.user, session=session, pin=form.cleaned_data["pin"], now=now)
        except WrongPin as refusal:
            form.add_error("pin", str(refusal))
        except TooMany:
            sessions.close_session(request, cause="bad_pins", now=now)
            messages.info(request, _("PIN 连续输错，已退出。请用密码登录。"))
            return redirect("accounts:sign_in")
        else:
            target = request.session.pop(sessions.LOCKED)
            return redirect(target or sessions.home_of(request.user))
    # Who passes a locked counter does not even read how much is waiting there.
    page = {"form": form, "nav": (), "who": None}
    return render(request, "accounts/unlock.html", page, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def presence(request: HttpRequest) -> HttpResponse:
    """Asked by idle.js while somebody is typing, so that writing a long text is not idling. Says nothing."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)
