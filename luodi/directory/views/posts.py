"""Posts: opened, corrected, closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luodi.directory import actions, reach
from luodi.directory.forms import ClosureForm, NewPostForm, PostForm
from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import for_operators, page, tried, typed

HERE = "directory:units"


@for_operators
@require_http_methods(["GET", "POST"])
def new_post(request: ViewedRequest) -> HttpResponse:
    unit = reach.units(request.viewer).filter(code=request.GET.get("unit", "")).first()
    form = NewPostForm(typed(request), initial={"unit": unit, "remit": ["enquiry"]})
    if form.is_valid() and tried(form, lambda: _open(request, dict(form.cleaned_data))):
        messages.success(request, _("已到任。"))
        return redirect("directory:unit", form.cleaned_data["unit"].code)
    return page(request, "new_post", HERE, form=form, unit=unit)


def _open(request: ViewedRequest, said: dict[str, Any]) -> None:
    person = actions.Person(said.pop("login"), said.pop("name"), said.pop("mobile"), said.pop("email"))
    actions.open_post(viewer=request.viewer, person=person, **said | {"remit": tuple(said["remit"])})


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
