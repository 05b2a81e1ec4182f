"""Choosing how one is told; the page itself always tells."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luodi.accounts.requests import SignedIn
from luodi.notices.actions import prefer
from luodi.notices.forms import PreferenceForm
from luodi.notices.reads import wish_of
from luodi.notices.rules import mail_is_on
from luodi.ui.forms import typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedIn) -> HttpResponse:
    form = PreferenceForm(typed(request), initial=wish_of(request.user))
    if form.is_valid():
        prefer(user=request.user, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("notices:preferences")
    off = [name for name, is_on in ((_("邮件"), mail_is_on()), (_("短信"), bool(settings.SMS_URL))) if not is_on]
    return render(request, "notices/preferences.html", {"form": form, "off": off})
