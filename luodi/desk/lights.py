"""Lights at the desk: the rules of a city, what another rule would change, and a light set by hand."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.desk.acts import Data
from luodi.desk.forms.rounds import RulesForm
from luodi.desk.roundtabs import tabs
from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.projects.actions import lighting
from luodi.projects.dossier import ProjectDossier
from luodi.projects.lightfacts import SAMPLE, cities_lit, preview, rule_versions
from luodi.projects.lights import PRESETS
from luodi.projects.lightwords import LEFT_OUT, THRESHOLDS
from luodi.projects.lightwords import PRESETS as NAMES
from luodi.projects.models import LightRules
from luodi.projects.rounds import keeps_rounds
from luodi.projects.rules import Light


@dataclass(frozen=True, slots=True)
class Choice:
    preset: str
    name: Any
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Change:
    """How many would go from one light to another."""

    was: str
    was_word: str
    light: str
    light_word: str
    count: int


def thresholds(values: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(str(THRESHOLDS[name]), value) for name, value in values.items() if name in THRESHOLDS]


def city_of(viewer: Viewer, asked: str) -> tuple[Territory | None, list[Territory]]:
    """The city asked for, else the first of the viewer's."""
    cities = cities_lit(viewer)
    return next((one for one in cities if str(one.pk) == asked), cities[0] if cities else None), cities


def lights_page(viewer: Viewer, city: Territory, preset: str, form: RulesForm | None, now: datetime) -> dict[str, Any]:
    versions = rule_versions(city)
    day, here = localdate(now), reverse("desk:lights")
    current = next((one for one in versions if one.effective <= day), None)
    keeps = keeps_rounds(viewer, city)
    context: dict[str, Any] = {
        "tabs": tabs(viewer, "desk:lights"),
        "city": city,
        "versions": [(one, NAMES[one.preset], thresholds(one.values)) for one in versions],
        "current": current,
        "current_name": NAMES[current.preset] if current else "",
        "current_thresholds": thresholds(current.values) if current else [],
        "keeps": keeps,
        "choices": [
            Choice(code, name, f"{here}?city={city.pk}&preset={code}", code == preset) for code, name in NAMES.items()
        ],
    }
    if preset in PRESETS and keeps:
        values = _values(preset, current, form)
        context |= {
            "chosen": NAMES[preset],
            "left_out": LEFT_OUT.get(preset, ""),
            "form": form
            or RulesForm(thresholds=values, initial={"preset": preset, "own_curve": True, "effective": day}),
            **previewed(city, preset, values, now),
        }
    return context


def _values(preset: str, current: LightRules | None, form: RulesForm | None) -> dict[str, Any]:
    """Of the preset; those in force where it is this one; those typed where they can be read."""
    values: dict[str, Any] = dict(PRESETS[preset].values)
    if current is not None and current.preset == preset:
        values |= {name: current.values[name] for name in values if name in current.values}
    if form is not None and form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in values if form.cleaned_data.get(name) is not None}
        values |= told | {"own_curve": form.cleaned_data["own_curve"]}
    return values


def previewed(city: Territory, preset: str, values: dict[str, Any], now: datetime) -> dict[str, Any]:
    found, of = preview(city, preset, values, now)
    return {
        "changes": [
            Change(was, str(Light(was).label), light, str(Light(light).label), count)
            for (was, light), count in sorted(found.items())
            if was != light
        ],
        "would_be": _after(found),
        "looked_at": sum(found.values()),
        "of": of,
        "sampled": of > SAMPLE,
    }


def _after(found: Counter[tuple[str, str]]) -> list[tuple[str, str, int]]:
    after: Counter[str] = Counter()
    for (_was, light), count in found.items():
        after[light] += count
    return [(light.value, str(light.label), after[light.value]) for light in Light]


def set_by_hand(d: ProjectDossier, data: Data) -> str:
    told = {name: data[name] for name in ("light", "reason", "until", "version")}
    held = lighting.override(viewer=d.viewer, number=d.duty.number, **told)
    said = {"light": held.get_light_display(), "until": held.until.isoformat()}
    return _("已人工定为%(light)s，到 %(until)s 为止；规则给出的灯仍然显示在旁边。") % said


def end_by_hand(d: ProjectDossier, data: Data) -> str:
    lighting.end_override(viewer=d.viewer, number=d.duty.number, version=data["version"])
    return _("人工定灯已结束，恢复按规则亮灯。")


def is_by_hand(d: ProjectDossier) -> bool:
    return d.project.overrides.filter(ended_at=None).exists()
