"""Routing rules in their order, each change tried on the last 90 days before it is saved."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import for_operators, tried
from luodi.enquiries import reach
from luodi.enquiries.actions.configuring import move_rule, moved, restore_rule, retire_rule, save_rule
from luodi.enquiries.industries import division_name
from luodi.enquiries.models import RoutingRule
from luodi.enquiries.setting_forms import RuleForm, size_words
from luodi.enquiries.trial import Trial, retired_rules, saved_rules, trial, with_rule, without_rule
from luodi.enquiries.views.shell import setting_page
from luodi.ui.forms import typed

HERE = "enquiries:routing"


@for_operators
@require_GET
def routing(request: ViewedRequest) -> HttpResponse:
    rules = [_in_words(rule) for rule in saved_rules()]
    return setting_page(request, "routing", HERE, rules=rules, retired=retired_rules(), today=timezone.localdate())


def _in_words(rule: RoutingRule) -> dict[str, object]:
    industries = [division_name(code) for code in rule.industries.split()]
    return {"rule": rule, "industries": industries, "sizes": size_words(rule.size_bands), "words": rule.words.split()}


@for_operators
@require_http_methods(["GET", "POST"])
def rule(request: ViewedRequest, pk: int = 0) -> HttpResponse:
    one = get_object_or_404(reach.rules(request.viewer), pk=pk) if pk else None
    form = RuleForm(typed(request), instance=one, units=reach.receiving_units(request.viewer))
    tested = None
    if form.is_valid() and "try" in request.POST:
        edited = form.save(commit=False)
        tested = _tried(with_rule(saved_rules(), edited))
    elif form.is_valid() and tried(form, lambda: save_rule(viewer=request.viewer, rule=form.save(commit=False))):
        messages.success(request, _("已保存，新提交的申请按新规则分派。"))
        return redirect(HERE)
    return setting_page(request, "rule", HERE, form=form, rule=one, trial=tested)


@for_operators
@require_POST
def rule_place(request: ViewedRequest, pk: int) -> HttpResponse:
    one, up = get_object_or_404(reach.rules(request.viewer), pk=pk), request.POST.get("to") == "up"
    ordered = moved(saved_rules(), pk, up=up)
    move = lambda: move_rule(viewer=request.viewer, rule=one, up=up)  # noqa: E731
    question = _("把“%(rule)s”上移一位？") if up else _("把“%(rule)s”下移一位？")
    return _asked(request, one, question, ordered, move, _("已调整次序。"))


@for_operators
@require_POST
def rule_retirement(request: ViewedRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(reach.rules(request.viewer), pk=pk)
    rest = without_rule(saved_rules(), pk)
    retire = lambda: retire_rule(viewer=request.viewer, rule=one)  # noqa: E731
    return _asked(request, one, _("停用“%(rule)s”？"), rest, retire, _("已停用。"))


@for_operators
@require_POST
def rule_return(request: ViewedRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(reach.rules(request.viewer), pk=pk)
    restore_rule(viewer=request.viewer, rule=one)
    messages.success(request, _("已启用，排在最后。"))
    return redirect(HERE)


def _asked(
    request: ViewedRequest,
    one: RoutingRule,
    question: str,
    after: list[RoutingRule],
    change: Callable[[], None],
    done: str,
) -> HttpResponse:
    """Does it at once where it would have moved nothing, else shows first what it would have moved."""
    tested = _tried(after)
    if tested.moved and "sure" not in request.POST:
        asked = {"question": question % {"rule": one.name}, "to": request.POST.get("to", ""), "action": request.path}
        return setting_page(request, "rule_question", HERE, trial=tested, back=reverse(HERE), **asked)
    change()
    messages.success(request, done)
    return redirect(HERE)


def _tried(after: list[RoutingRule]) -> Trial:
    return trial(saved_rules(), after, timezone.now())
