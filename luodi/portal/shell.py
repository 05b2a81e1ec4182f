"""What every page of the portal shares: the few ways to go, and who may open it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from luodi.directory.middleware import ViewedRequest
from luodi.ui.parts import NavItem

View = Callable[..., HttpResponseBase]
ACCOUNT = "accounts:account"


def page(request: ViewedRequest, template: str, here: str = "", status: int = 200, **context: Any) -> HttpResponse:
    """`here` names the address of the menu that is lit."""
    return render(request, f"portal/{template}.html", {"nav": ways(request, here), **context}, status=status)


def ways(request: ViewedRequest, here: str) -> list[NavItem]:
    found = [("portal:home", _("首页"), "home"), ("portal:apply", _("提交申请"), "send")]
    sites, guide = ("portal:offers", _("找资源"), "place"), ("portal:guide", _("办事指南"), "page")
    progress = ("portal:editions", _("项目进展"), "duty")
    if not request.user.is_authenticated:
        found += [sites, guide, progress, ("portal:status", _("查进度"), "search")]
        found += [("portal:sign_in", _("登录"), "person")]
    elif request.viewer.is_investor:
        found += [("portal:mine", _("我的申请"), "duty"), sites, guide, ("portal:notices", _("通知"), "bell")]
        found += [("portal:own_offers", _("本企业"), "stock"), (ACCOUNT, _("账号"), "person")]
    else:
        found += [sites, guide, progress, (settings.HOMES["staff"], _("工作台"), "duty")]
    return [NavItem(label, reverse(name), icon, current=name == here) for name, label, icon in found]


def nav(request: ViewedRequest) -> dict[str, Any]:
    """A context processor: the investor's menu on pages of the apps below, which know no portal."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or not viewer.is_investor:
        return {}
    return {"nav": ways(request, ACCOUNT if request.path.startswith(reverse(ACCOUNT)) else "")}


def for_investors(view: View) -> View:
    """A visitor is led to the investors' door; for staff these pages do not exist. What is out of scope is a 404."""

    @wraps(view)
    def guarded(request: ViewedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.viewer.is_investor:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as nothing:
            raise Http404 from nothing

    guarded.login_url = settings.INVESTOR_LOGIN_URL  # type: ignore[attr-defined]
    return guarded
