"""Posts: opened, corrected, closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luodi.directory import actions, reach
from luodi.directory.forms import ClosureForm, NewPostForm, PostForm
from luodi.directory.middleware import ViewedRequest
from luodi.directory.models import Post
from luodi.directory.remits import usual
from luodi.directory.views.shell import done, for_operators, page, tried
from luodi.ledger.acts import Refused
from luodi.ui.forms import typed

HERE = "directory:units"


@for_operators
@never_cache
@require_http_methods(["GET", "POST"])
def new_post(request: ViewedRequest) -> HttpResponse:
    unit = reach.units(request.viewer).filter(code=request.GET.get("unit", "")).first()
    form = NewPostForm(typed(request), initial={"unit": unit, "remit": usual(Post.Role.OFFICER)})
    opened: list[Post] = []
    if form.is_valid() and tried(form, lambda: opened.append(_open(request, dict(form.cleaned_data)))):
        one = opened[0]
        if not one.user.has_usable_password():
            return _password_page(request, one)
        messages.success(request, _("已到任。"))
        return redirect("directory:unit", one.unit.code)
    return page(request, "new_post", HERE, form=form, unit=unit)


def _open(request: ViewedRequest, said: dict[str, Any]) -> Post:
    person = actions.Person(said.pop("login"), said.pop("name"), said.pop("mobile"), said.pop("email"))
    return actions.open_post(viewer=request.viewer, person=person, **said | {"remit": tuple(said["remit"])})


def _password_page(request: ViewedRequest, post: Post) -> HttpResponse:
    """Answers the POST itself: a password that waits for a redirect would lie in a session or a cookie."""
    password = actions.give_password(viewer=request.viewer, user=post.user, now=timezone.now())
    return page(request, "post_password", HERE, post=post, password=password)


@for_operators
@never_cache
@require_POST
def post_passwords(request: ViewedRequest, pk: int) -> HttpResponse:
    """A new one-time password for somebody who forgot his or never had one."""
    one = get_object_or_404(reach.posts(request.viewer).filter(until=None), pk=pk)
    try:
        return _password_page(request, one)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("directory:post", pk)


@for_operators
@require_POST
def post_enrolments(request: ViewedRequest, pk: int) -> HttpResponse:
    """The phone is lost: the second factor is set up anew at the next sign-in."""
    one = get_object_or_404(reach.posts(request.viewer).filter(until=None), pk=pk)
    forget = lambda: actions.forget_factors(viewer=request.viewer, user=one.user, now=timezone.now())  # noqa: E731
    return done(request, forget, _("已重设。本人下次登录时用新手机重新绑定。"), "directory:post", pk)


@for_operators
@require_http_methods(["GET", "POST"])
def post(request: ViewedRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(reach.posts(request.viewer), pk=pk)
    initial = {name: getattr(one, name) for name in ("role", "title", "phone", "remit")}
    form = PostForm(typed(request), initial=initial)
    if form.is_valid() and tried(form, lambda: actions.edit_post(viewer=request.viewer, post=one, **form.cleaned_data)):
        messages.success(request, _("已保存。"))
        return redirect("directory:unit", one.unit.code)
    return page(request, "post", HERE, form=form, post=one)


@for_operators
@require_http_methods(["GET", "POST"])
def post_closures(request: ViewedRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(reach.posts(request.viewer).filter(until=None), pk=pk)
    form = ClosureForm(typed(request))
    if form.is_valid() and tried(
        form, lambda: actions.close_post(viewer=request.viewer, post=one, until=form.cleaned_data["until"])
    ):
        messages.success(request, _("已离任。"))
        return redirect("directory:unit", one.unit.code)
    return page(request, "post_closure", HERE, form=form, post=one)
