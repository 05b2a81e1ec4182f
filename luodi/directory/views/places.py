"""The tree of territories."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luodi.directory import actions, reach
from luodi.directory.forms import FindForm, NewTerritoryForm, TerritoryForm
from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import done, for_operators, page, tried
from luodi.ui.forms import typed

HERE = "directory:territories"
MOST = 500  # rows on one page; a city has fewer, a nation is searched


@for_operators
@require_GET
def territories(request: ViewedRequest) -> HttpResponse:
    find = FindForm(request.GET)
    said = find.cleaned_data["q"] if find.is_valid() else ""
    rows = reach.territories(request.viewer).named(said)[: MOST + 1]
    return page(request, "territories", HERE, form=None, find=find, rows=rows[:MOST], said=said, more=len(rows) > MOST)


@for_operators
@require_http_methods(["GET", "POST"])
def new_territory(request: ViewedRequest) -> HttpResponse:
    form = NewTerritoryForm(typed(request))
    if form.is_valid() and tried(form, lambda: actions.add_territory(viewer=request.viewer, **form.cleaned_data)):
        messages.success(request, _("已添加。"))
        return redirect(HERE)
    return page(request, "new_territory", HERE, form=form)


@for_operators
@require_http_methods(["GET", "POST"])
def territory(request: ViewedRequest, code: str) -> HttpResponse:
    one = get_object_or_404(reach.territories(request.viewer), code=code)
    parent = one.parent.code if one.parent else ""
    form = TerritoryForm(typed(request), initial={"name": one.name, "name_en": one.name_en, "parent": parent})
    if form.is_valid() and tried(
        form,
        lambda: actions.edit_territory(viewer=request.viewer, territory=one, **form.cleaned_data),
    ):
        messages.success(request, _("已保存。"))
        return redirect(HERE)
    return page(request, "territory", HERE, form=form, territory=one)


@for_operators
@require_POST
def territory_retirement(request: ViewedRequest, code: str) -> HttpResponse:
    one = get_object_or_404(reach.territories(request.viewer), code=code)
    return done(
        request,
        lambda: actions.retire_territory(viewer=request.viewer, territory=one),
        _("已停用。"),
        "directory:territory",
        code,
    )
