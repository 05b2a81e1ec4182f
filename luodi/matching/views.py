"""The operator's table of latent needs: found, tried on a sentence, changed, switched off."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import done, for_operators, page, tried
from luodi.matching.actions.needs import enter_seed, save_need, switch_need
from luodi.matching.forms import FindForm, NeedForm, TryForm
from luodi.matching.needs import calls_of, table
from luodi.matching.words import need_rows
from luodi.text.keys import key_in
from luodi.ui.forms import typed

HERE = "matching:needs"
ROWS = 40  # on one page
setting_page = partial(page, app="matching")


@for_operators
@require_safe
def needs(request: ViewedRequest) -> HttpResponse:
    find = FindForm(request.GET)
    said = find.cleaned_data["q"] if find.is_valid() else ""
    after = request.GET.get("after", "")
    rows = table(request.viewer, said)
    found = list(rows.filter(pk__gt=key_in(after))[: ROWS + 1])
    more = {"q": said, "after": found[ROWS - 1].pk} if len(found) > ROWS else None
    return setting_page(
        request,
        "needs",
        HERE,
        find=find,
        rows=need_rows(found[:ROWS]),
        said=said,
        total=rows.count(),
        next_url=f"{reverse(HERE)}?{urlencode(more)}" if more else "",
        previous_url=f"{reverse(HERE)}?{urlencode({'q': said})}" if after else "",
    )


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: ViewedRequest) -> HttpResponse:
    """Which rows a sentence calls for; it is posted, so that no address keeps it, and nothing is written."""
    form = TryForm(typed(request))
    calls = calls_of(form.cleaned_data["sentence"], timezone.localdate()) if form.is_valid() else []
    rows = zip(need_rows([call.need for call in calls]), (call.named for call in calls), strict=True)
    return setting_page(request, "trial", HERE, form=form, rows=list(rows))


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: ViewedRequest, pk: int = 0) -> HttpResponse:
    one = get_object_or_404(table(request.viewer), pk=pk) if pk else None
    form = NeedForm(typed(request), need=one)
    if form.is_valid() and tried(form, lambda: save_need(viewer=request.viewer, need=form.row())):
        messages.success(request, _("已保存，正在按新的表重新匹配。"))
        return redirect(HERE)
    return setting_page(request, "need", HERE, form=form, need=one)


@for_operators
@require_POST
def standing(request: ViewedRequest, pk: int) -> HttpResponse:
    """In use or switched off."""
    one, active = get_object_or_404(table(request.viewer), pk=pk), request.POST.get("active") == "1"
    switch = lambda: switch_need(viewer=request.viewer, need=one, active=active)  # noqa: E731
    said = _("已启用，正在重新匹配。") if active else _("已停用，正在重新匹配。")
    return done(request, switch, said, HERE)


@for_operators
@require_POST
def seed(request: ViewedRequest) -> HttpResponse:
    return done(request, lambda: enter_seed(viewer=request.viewer), _("已导入自带的潜在需求。"), HERE)
