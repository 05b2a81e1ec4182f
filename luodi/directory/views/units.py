"""Units, and who sits in them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luodi.directory import actions, reach
from luodi.directory.forms import FindForm, NewUnitForm, UnitForm
from luodi.directory.middleware import ViewedRequest
from luodi.directory.models import Unit
from luodi.directory.views.shell import done, for_operators, page, tried
from luodi.ui.forms import typed

HERE = "directory:units"


@for_operators
@require_GET
def settings(_request: ViewedRequest) -> HttpResponse:
    """The door of these pages."""
    return redirect(HERE)


@for_operators
@require_GET
def units(request: ViewedRequest) -> HttpResponse:
    find = FindForm(request.GET)
    said = find.cleaned_data["q"] if find.is_valid() else ""
    rows = reach.units(request.viewer).named(said).with_held_posts(timezone.now())
    return page(request, "units", HERE, find=find, rows=rows, said=said)


@for_operators
@require_http_methods(["GET", "POST"])
def new_unit(request: ViewedRequest) -> HttpResponse:
    form = NewUnitForm(typed(request))
    if form.is_valid() and tried(form, lambda: actions.add_unit(viewer=request.viewer, unit=Unit(**form.cleaned_data))):
        messages.success(request, _("已添加。"))
        return redirect("directory:unit", form.cleaned_data["code"])
    return page(request, "new_unit", HERE, form=form)


@for_operators
@require_http_methods(["GET", "POST"])
def unit(request: ViewedRequest, code: str) -> HttpResponse:
    one = get_object_or_404(reach.units(request.viewer), code=code)
    initial = {name: getattr(one, name) for name in ("name", "short", "kind", "phone", "backdating_days")}
    form = UnitForm(typed(request), initial=initial | {"territory": one.territory.code})
    if form.is_valid() and tried(form, lambda: actions.edit_unit(viewer=request.viewer, unit=one, **form.cleaned_data)):
        messages.success(request, _("已保存。"))
        return redirect("directory:unit", code)
    posts = reach.posts(request.viewer).filter(unit=one)
    return page(request, "unit", HERE, form=form, unit=one, posts=posts, now=timezone.now())


@for_operators
@require_POST
def unit_retirement(request: ViewedRequest, code: str) -> HttpResponse:
    one = get_object_or_404(reach.units(request.viewer), code=code)
    retire = lambda: actions.retire_unit(viewer=request.viewer, unit=one)  # noqa: E731
    return done(request, retire, _("已停用。"), "directory:unit", code)


@for_operators
@require_POST
def unit_calendar(request: ViewedRequest, code: str) -> HttpResponse:
    """A calendar of the unit's own, for its days and hours."""
    one = get_object_or_404(reach.units(request.viewer), code=code)
    give = lambda: actions.give_own_calendar(viewer=request.viewer, unit=one)  # noqa: E731
    return done(request, give, _("已建立本单位的日历，可以填写自己的办公时间。"), "directory:hours", code)
