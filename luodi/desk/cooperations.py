"""Cooperation of cities at the desk: a row of the list, one record on a page, and the acts on it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.acts import Act, Data
from luodi.desk.forms import cooperations as forms
from luodi.desk.forms.acts import ActForm
from luodi.desk.rows import DeskRow, own_strip, plain_row
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.ui.timewords import short_day
from luodi.works.actions import cooperating
from luodi.works.dossier import CooperationDossier
from luodi.works.models import Cooperation
from luodi.works.rules import CooperationKind, CooperationState


def cooperation_row(duty: Duty, *, viewer: Viewer, now: datetime, cities: list[str] | None = None) -> DeskRow:
    """Needs `beside=listing.COOPERATION_BESIDE`; costs no query."""
    made: Cooperation = duty.cooperation
    gist = (str(CooperationKind(made.kind).label), _("、").join(cities or []), made.partners, next_words(made))
    return replace(
        plain_row(duty, viewer=viewer, now=now),
        gist=" · ".join(part for part in gist if part),
        tag=str(CooperationState(duty.progress).label),
        tag_tone="done" if duty.progress == CooperationState.DONE else "none" if duty.closed else "",
    )


def next_words(made: Cooperation) -> str:
    if not made.next_on:
        return ""
    return _("下一步：%(day)s %(step)s") % {"day": short_day(made.next_on), "step": made.next_step}


def _who(d: CooperationDossier, data: Data, *names: str) -> dict[str, Any]:
    given = {name: data[name] for name in names}
    return {"viewer": d.viewer, "number": d.duty.number, "version": data["version"], **given}


def _step(d: CooperationDossier, data: Data) -> str:
    told = ("result", "next_step", "next_on", "signed_on", "counted", "counted_unit")
    cooperating.step_done(**_who(d, data, *told))
    return _("这一步已记下，下一步开始计时。") if data["next_step"] else _("这项合作已完成。")


def _end(d: CooperationDossier, data: Data) -> str:
    cooperating.end(**_who(d, data, "reason"))
    return _("已终止，原因已记下。")


def _open(d: CooperationDossier) -> bool:
    return d.duty.closed is None


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("step", "keep_work", lazy("这一步做成了"), "n", "check", forms.StepForm, _step, _open),
        Act("end", "keep_work", lazy_in("按钮", "终止"), "z", "close", forms.EndForm, _end, _open),
    )
}


def offered(d: CooperationDossier) -> list[tuple[Act, str]]:
    able = [act for act in ACTS.values() if act.is_offered(d)]
    return [(act, reverse(f"desk:cooperation_{act.name}", args=[d.duty.number])) for act in able]


def facts_of(made: Cooperation) -> list[tuple[str, str]]:
    counted = f"{made.counted} {made.counted_unit}".strip() if made.counted is not None else ""
    found = [
        (_("参与城市"), _("、").join(city.name for city in made.cities.all())),
        (_("其他参与方"), made.partners),
        (_("从哪里复制"), made.copied_from),
        (_("在本地怎样调整"), made.adapted),
        (_("内容"), made.words),
        (_("签署"), made.signed_on.isoformat() if made.signed_on else ""),
        (_("有效期至"), made.until.isoformat() if made.until else ""),
        (_("下一步"), made.next_step and f"{short_day(made.next_on) if made.next_on else ''} {made.next_step}".strip()),
        (_("成效"), made.result),
        (_("计数"), counted),
    ]
    return [(label, words) for label, words in found if words]


def cooperation_page(d: CooperationDossier, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    """Of the page of a cooperation: `chosen` is the act whose `form` is open."""
    now, number = timezone.now(), d.duty.number
    return {
        "d": d,
        "made": d.made,
        "duty": d.duty,
        "here": reverse("desk:cooperation", args=[number]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "kind": CooperationKind(d.made.kind).label,
        "state": CooperationState(d.duty.progress).label,
        "facts": facts_of(d.made),
        "may_instruct": d.may("instruct") and d.duty.closed is None,
        "may_supervise": d.may("supervise") and d.duty.closed is None,
        "stream": d.lines,
        "acts": offered(d),
        "chosen": ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:cooperation_{chosen}", args=[number]) if chosen else "",
        "form": form,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
    }
