"""A site on one page, one number from a phone, and what is set up and mended beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.forms import sites as forms
from luodi.desk.forms.acts import ActForm
from luodi.desk.sites import site_page
from luodi.desk.views.answers import blame, for_staff, stale_page
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.projects.actions import measuring, stopping
from luodi.projects.dossier import ProjectDossier, project_dossier
from luodi.projects.outlookwords import chance_words, inputs_words, method_words, standing_words
from luodi.projects.sitebook import (
    SiteBook,
    forecast_for,
    issued_before,
    measurement_for,
    quantity_for,
)
from luodi.projects.sites import delay
from luodi.projects.trackrecord import PROMISED, track_record
from luodi.ui.forms import typed

Data = dict[str, Any]
ISSUED_SHOWN = 24


@dataclass(frozen=True)
class SiteAct:
    """`subject` finds what the address names; `extra` are the arguments of the form, `run` says what was done."""

    verb: str
    label: Any
    form: type[ActForm]
    run: Callable[[ProjectDossier, Any, Data], str]
    subject: Callable[[ProjectDossier, int], Any] = lambda d, pk: None
    extra: Callable[[ProjectDossier, Any], Data] = lambda d, subject: {}
    template: str = "desk/projects/site_act.html"


def _who(d: ProjectDossier) -> Data:
    return {"viewer": d.viewer, "number": d.duty.number}


def _frame(data: Data) -> Data:
    names = ("name", "unit", "total", "starts_on", "ends_on", "is_linear", "calendar")
    return {name: data[name] for name in names} | {"milestone": data["milestone"].pk if data["milestone"] else None}


def _add(d: ProjectDossier, subject: Any, data: Data) -> str:
    measuring.add_quantity(**_who(d), **_frame(data), kind=data["kind"])
    return _("工程量已登记，现在可以用手机计量。")


def _change(d: ProjectDossier, quantity: Any, data: Data) -> str:
    measuring.change_quantity(**_who(d), **_frame(data), quantity=quantity.pk)
    return _("工程量已改好，预测已重新计算。")


def _measure(d: ProjectDossier, quantity: Any, data: Data) -> str:
    told = {name: data[name] for name in ("value", "as_of", "file", "taken_at")}
    form_place = forms.given(data["longitude"], data["latitude"])
    made = measuring.measure(**_who(d), quantity=quantity.pk, place=form_place, **told)
    if made.evidence is None or not made.evidence.place_proven or made.evidence.attachment_id is None:
        return _("已收下。没有带地点和时间的照片，记为“位置未证实”，审核阶段时证明力较弱。")
    return _("已收下，照片的地点和时间已证实。")


def _zones(d: ProjectDossier, quantity: Any, data: Data) -> str:
    measuring.set_zones(**_who(d), quantity=quantity.pk, zones=data["zones"])
    return _("特殊段已更新，预测已重新计算。")


def _withdraw(d: ProjectDossier, quantity: Any, data: Data) -> str:
    measuring.withdraw_quantity(**_who(d), quantity=quantity.pk)
    return _("已取消，量过的数留在记录里。")


def _correct(d: ProjectDossier, measurement: Any, data: Data) -> str:
    told = {"value": data["value"], "reason": data["reason"]}
    measuring.correct_measurement(**_who(d), measurement=measurement.pk, **told)
    return _("已更正，原来的数留在记录里。")


def _verify(d: ProjectDossier, measurement: Any, data: Data) -> str:
    measuring.verify_measurement(**_who(d), measurement=measurement.pk)
    return _("已核实。")


def _stop(d: ProjectDossier, subject: Any, data: Data) -> str:
    stopping.stop_site(**_who(d), since=data["since"], until=data["until"], reason=data["reason"])
    return _("停工已登记，预测已重新计算。")


def _restart(d: ProjectDossier, subject: Any, data: Data) -> str:
    stopping.restart_site(**_who(d), until=data["until"])
    return _("已复工，预测已重新计算。")


def _quantity(d: ProjectDossier, pk: int) -> Any:
    return quantity_for(d.project, pk)


def _measurement(d: ProjectDossier, pk: int) -> Any:
    return measurement_for(d.project, pk)


ACTS: dict[str, SiteAct] = {
    "quantity": SiteAct(
        "measure", lazy("登记工程量"), forms.QuantityForm, _add, extra=lambda d, one: {"project": d.project.pk}
    ),
    "quantity_change": SiteAct(
        *("measure", lazy("修改工程量"), forms.QuantityForm, _change, _quantity),
        lambda d, one: {"project": d.project.pk, "quantity": one},
    ),
    "site_measure": SiteAct(
        *("measure", lazy("去计量"), forms.MeasureForm, _measure, _quantity),
        *(lambda d, one: {"quantity": one}, "desk/projects/measure.html"),
    ),
    "zones": SiteAct("measure", lazy("特殊段"), forms.ZonesForm, _zones, _quantity, lambda d, one: {"quantity": one}),
    "quantity_removal": SiteAct("measure", lazy("取消工程量"), forms.AtOnceForm, _withdraw, _quantity),
    "measurement_correction": SiteAct(
        *("measure", lazy("更正计量"), forms.CorrectionForm, _correct, _measurement),
        lambda d, one: {"value": one.value},
    ),
    "verification": SiteAct("check_report", lazy("核实计量"), forms.AtOnceForm, _verify, _measurement),
    "stoppage": SiteAct("measure", lazy("登记停工"), forms.StoppageForm, _stop),
    "restart": SiteAct("measure", lazy("登记复工"), forms.RestartForm, _restart),
}


@for_staff
@require_safe
def site(request: ViewedRequest, number: str) -> HttpResponse:
    d = project_dossier(request.viewer, number, timezone.localdate())
    return render(request, "desk/projects/site.html", site_page(d))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str, pk: int = 0) -> HttpResponse:
    d, chosen = project_dossier(request.viewer, number, timezone.localdate()), ACTS[name]
    here = reverse("desk:site", args=[number])
    if d.ended or not d.may(chosen.verb):
        gone = _("“%(act)s”这一步已经办过，或不归您办。") % {"act": chosen.label}
        return stale_page(request, d, chosen.form.base_fields, gone) if request.method == "POST" else redirect(here)
    subject = chosen.subject(d, pk)
    initial = {"version": d.duty.version, "seen": timezone.now().isoformat()}
    form = chosen.form(typed(request), request.FILES or None, initial=initial, **chosen.extra(d, subject))
    try:
        if request.method == "POST" and form.is_valid():
            messages.success(request, chosen.run(d, subject, form.cleaned_data))
            return redirect(here)
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        blame(form, why)
    page = {"d": d, "duty": d.duty, "form": form, "label": chosen.label, "subject": subject, "here": here}
    return render(request, chosen.template, page | _beside(d, subject), status=422 if form.errors else 200)


def _beside(d: ProjectDossier, subject: Any) -> Data:
    """What was measured last, for who measures now."""
    book = SiteBook(d.project, d.today)
    rows = book.measured.get(subject.pk, []) if subject in book.quantities else []
    return {"last": rows[-1] if rows else None}


@for_staff
@require_safe
def forecast(request: ViewedRequest, number: str, pk: int) -> HttpResponse:
    """How it was computed: everything that it follows from, and those issued before it."""
    one = forecast_for(request.viewer, number, pk)
    context = {
        "one": one,
        "duty": one.project.duty,
        "said": standing_words(one),
        "chance": chance_words(one),
        "method": method_words(one.method),
        "inputs": list(inputs_words(one)),
        "delay": delay(one.project, one.as_of, one.milestone_id),
        "issued": issued_before(one)[:ISSUED_SHOWN],
    }
    return render(request, "desk/projects/forecast.html", context)


@for_staff
@require_safe
def forecasts(request: ViewedRequest) -> HttpResponse:
    records = track_record(request.viewer)
    held, judged = sum(one.held for one in records), sum(one.judged for one in records)
    percent = round(100 * held / judged) if judged else 0
    context = {"records": records, "held": held, "judged": judged, "percent": percent, "promised": PROMISED}
    return render(request, "desk/projects/forecasts.html", context)
