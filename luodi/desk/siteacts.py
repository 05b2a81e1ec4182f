"""What may be done on a site: form, permission, and what carries it out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms import sites as forms
from luodi.desk.forms.acts import ActForm, AtOnceForm
from luodi.projects.actions import measuring, quantities, stopping
from luodi.projects.dossier import ProjectDossier
from luodi.projects.photos import given
from luodi.projects.sitebook import measurement_for, quantity_for

Data = dict[str, Any]


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
    quantities.add_quantity(**_who(d), **_frame(data), kind=data["kind"])
    return _("工程量已登记，现在可以用手机计量。")


def _change(d: ProjectDossier, quantity: Any, data: Data) -> str:
    quantities.change_quantity(**_who(d), **_frame(data), quantity=quantity.pk)
    return _("工程量已改好，预测已重新计算。")


def _measure(d: ProjectDossier, quantity: Any, data: Data) -> str:
    told = {name: data[name] for name in ("value", "as_of", "file", "taken_at")}
    form_place = given(data["longitude"], data["latitude"])
    made = measuring.measure(**_who(d), quantity=quantity.pk, place=form_place, **told)
    if made.evidence is None or not made.evidence.place_proven or made.evidence.attachment_id is None:
        place = made.evidence.place_said if made.evidence is not None else _("位置未证实")
        return _("已收下，审核阶段时证明力较弱：%(place)s。") % {"place": place}
    taken = localdate(made.evidence.taken_at)
    if taken != localdate(made.as_of):
        return _("已收下。照片拍于 %(day)s，和计量不是同一天，请核对计量时间。") % {"day": taken.isoformat()}
    return _("已收下。照片%(place)s。") % {"place": made.evidence.place_said}


def _zones(d: ProjectDossier, quantity: Any, data: Data) -> str:
    quantities.set_zones(**_who(d), quantity=quantity.pk, zones=data["zones"])
    return _("特殊段已更新，预测已重新计算。")


def _withdraw(d: ProjectDossier, quantity: Any, data: Data) -> str:
    quantities.withdraw_quantity(**_who(d), quantity=quantity.pk)
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
    "quantity_removal": SiteAct("measure", lazy("取消工程量"), AtOnceForm, _withdraw, _quantity),
    "measurement_correction": SiteAct(
        *("measure", lazy("更正计量"), forms.CorrectionForm, _correct, _measurement),
        lambda d, one: {"value": one.value},
    ),
    "verification": SiteAct("check_report", lazy("核实计量"), AtOnceForm, _verify, _measurement),
    "stoppage": SiteAct("measure", lazy("登记停工"), forms.StoppageForm, _stop),
    "restart": SiteAct("measure", lazy("登记复工"), forms.RestartForm, _restart),
}
