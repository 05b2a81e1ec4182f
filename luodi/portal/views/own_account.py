"""What an investor does about himself beyond the account page: another contact, and having his data deleted."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luodi.accounts.investor_sign_in import CodeForm
from luodi.accounts.refusals import TooMany
from luodi.directory.middleware import ViewedRequest
from luodi.landing.actions import erasing, own_contact
from luodi.ledger.acts import Refused
from luodi.notices.pages import page_of
from luodi.portal.forms import NewContactForm
from luodi.portal.shell import ACCOUNT, for_investors, page
from luodi.text import mask_contact
from luodi.ui.forms import typed

ASKED = "new_contact"
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@for_investors
@never_cache
@get_and_post
def contact(request: ViewedRequest) -> HttpResponse:
    form = NewContactForm(typed(request), own=(request.user.phone, request.user.email))
    answer = 422 if form.errors else 200
    if form.is_valid():
        wanted = form.cleaned_data["contact"][1]
        try:
            code = own_contact.request_contact_code(
                user=request.user, contact=wanted, address=request.META["REMOTE_ADDR"]
            )
        except Refused as why:
            form.add_error("contact", str(why))
            answer = 429 if isinstance(why, TooMany) else 422
        else:
            kept = {"contact": wanted, "typed": form.data["contact"], "code": code if settings.SHOW_CODES else ""}
            request.session[ASKED] = kept
            return redirect("portal:contact_code")
    return page(request, "contact", ACCOUNT, answer, form=form)


@for_investors
@never_cache
@get_and_post
def contact_code(request: ViewedRequest) -> HttpResponse:
    asked = request.session.get(ASKED)
    if not asked:
        return redirect("portal:contact")
    form = CodeForm(typed(request))
    if form.is_valid():
        try:
            own_contact.change_contact(viewer=request.viewer, contact=asked["contact"], code=form.cleaned_data["code"])
        except Refused as why:
            form.add_error("code", str(why))
        else:
            del request.session[ASKED]
            messages.success(request, _("已更换。下次登录、接收消息都用新的。"))
            return redirect(ACCOUNT)
    shown = {"masked": mask_contact(asked["contact"]), "shown_code": asked["code"], "typed": asked["typed"]}
    return page(request, "contact_code", ACCOUNT, 422 if form.errors else 200, form=form, **shown)


@for_investors
@never_cache
@get_and_post
def erasure(request: ViewedRequest) -> HttpResponse:
    """Asks first; afterwards nobody is signed in any more, unless something is still open."""
    if request.method != "POST":
        numbers = erasing.open_matters(request.viewer)
        return page(request, "erasure", ACCOUNT, open=[(one, page_of(one, "investor")) for one in numbers])
    left = erasing.erase_person(viewer=request.viewer, now=timezone.now())
    if left:
        said = _("已办结的都删除了。还有 %(count)s 件在办：请先撤回，再点一次。") % {"count": left}
        messages.warning(request, said)
        return redirect("portal:erasure")
    logout(request)
    messages.success(request, _("您的个人信息已删除，账号已关闭。"))
    return redirect("portal:home")
