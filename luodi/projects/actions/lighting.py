"""Lights by the rules of a city, computed daily and after each accepted report; or by hand, with reason and end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.models import Territory
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.audience import Audience
from luodi.duties.models import Duty
from luodi.duties.reach import acting_post
from luodi.duties.rules import Rung
from luodi.duties.sets import update_each
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import Telling, tell_many
from luodi.projects.lightfacts import Ground, Known, project_ids, rules_in_force
from luodi.projects.lights import PRESETS, RED, Reading
from luodi.projects.models import LightOverride, LightReading, LightRules, Project, ReportRound
from luodi.projects.reach import locked_project
from luodi.projects.rounds import ask_to_keep
from luodi.projects.rules import Light

AT_ONCE, LOOKED_AT = 200, 2000  # projects written in one transaction; read in one look
LONGEST = timedelta(days=92)  # of a light set by hand
Change = tuple[Known, Reading]


def set_rules(
    *, viewer: Viewer, city: Territory, preset: str, values: Mapping[str, Any], effective: date, reason: str
) -> LightRules:
    """A new version; those before it stay. Raises Refused, Wrong with the field."""
    with act(viewer.code) as a:
        ask_to_keep(viewer, city)
        if city.level != Territory.Level.CITY:
            raise Refused(_("亮灯规则按市设定。"))
        kept = checked(preset, values)
        if effective < localdate(a.now):
            raise Wrong("effective", _("生效日期不能早于今天。"))
        if not reason.strip():
            raise Wrong("reason", _("请写明为什么这样定。"))
        last = LightRules.objects.filter(city=city).aggregate(last=Max("version"))["last"] or 0
        by = viewer.posts[0]
        rules = LightRules.objects.create(
            city=city,
            preset=preset,
            version=last + 1,
            values=kept,
            effective=effective,
            set_by=by,
            set_at=a.now,
            reason=reason.strip()[:200],
        )
        a.record(f"lights:{city.code}", "light_rules", preset=preset, version=rules.version, values=kept)
        return rules


def checked(preset: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The thresholds of the preset, with those of `values` in their places. Raises Refused, Wrong."""
    if preset not in PRESETS:
        raise Refused(_("没有这一种亮灯规则。"))
    chosen = PRESETS[preset]
    told = {name: int(values[name]) for name in chosen.values if values.get(name) is not None}
    kept: dict[str, Any] = {**chosen.values, **told, "own_curve": bool(values.get("own_curve", True))}
    if any(value < 0 for value in told.values()):
        raise Refused(_("阈值不能是负数。"))
    if "red" in kept:
        falling = chosen.measure == "share_done"
        if (kept["red"] > kept["yellow"]) if falling else (kept["red"] < kept["yellow"]):
            raise Wrong("red", _("红灯的界限要比黄灯更严重，请核对。"))
    return kept


def override(
    *, viewer: Viewer, number: str, light: str, reason: str, until: date, version: int | None = None
) -> LightOverride:
    """The rule's light stays visible beside it; one set before ends. Raises Refused."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "override_light", version=version)
        today = localdate(a.now)
        if light not in Light.values:
            raise Refused(_("请选一种灯。"))
        if not reason.strip():
            raise Wrong("reason", _("请写明正当理由。"))
        if until <= today or until > today + LONGEST:
            raise Wrong("until", _("请写到哪一天为止：明天以后，三个月以内。"))
        project.overrides.filter(ended_at=None).update(ended_at=a.now)
        held = LightOverride.objects.create(
            project=project,
            light=light,
            reason=reason.strip()[:400],
            since=a.now,
            until=until,
            set_by=acting_post(viewer, project.duty),
        )
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "light_by_hand", light=light, until=until.isoformat())
        return held


def end_override(*, viewer: Viewer, number: str, version: int | None = None) -> Project:
    """Raises Refused."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "override_light", version=version)
        if not project.overrides.filter(ended_at=None).update(ended_at=a.now):
            raise Refused(_("现在没有人工定灯。"))
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "light_by_rule")
        return project


def light_step(a: Act, project: Project) -> None:
    """Step: the light of one project after a report; nothing where its city has no rules."""
    rules = rules_in_force(localdate(a.now), project.duty.city_id).get(project.duty.city_id)
    if rules is None:
        return
    ground = Ground.of(rules, a.now)
    known = ground.known([project.pk])[0]
    reading = ground.read(known)
    if reading is not None and reading.light != known.light:
        _write(a, rules, [(known, reading)])
        project.light, project.light_since = reading.light, localdate(a.now)


@dataclass
class Shiner:
    """Goes through all projects once a day, and again when rules or closed rounds are new; writes what changed.

    Where it stands is kept in the process: beginning anew does no harm.
    """

    done_for: tuple[object, ...] = ()
    cities: list[LightRules] = field(default_factory=list)
    after: int = 0

    def shine(self, now: datetime) -> int:
        """For the watch: the next set; returns how many were looked at, 0 when the day's round is over."""
        wanted = _key(now)
        if wanted != self.done_for:
            self.done_for, self.after = wanted, 0
            end_expired(now)
            self.cities = list(rules_in_force(localdate(now)).values())
        while self.cities:
            ids = project_ids(self.cities[0].city_id, self.after, LOOKED_AT)
            if ids:
                self.after = ids[-1]
                _look(self.cities[0], ids, now)
                return len(ids)
            self.cities, self.after = self.cities[1:], 0
        return 0


def _key(now: datetime) -> tuple[object, ...]:
    rules = LightRules.objects.aggregate(last=Max("pk"))["last"]
    return localdate(now), rules, ReportRound.objects.aggregate(last=Max("closed_at"))["last"]


SHINER = Shiner()


def shine(now: datetime) -> int:
    return SHINER.shine(now)


def _look(rules: LightRules, ids: list[int], now: datetime) -> None:
    ground = Ground.of(rules, now)
    read = [(known, ground.read(known)) for known in ground.known(ids)]
    changed = [(known, reading) for known, reading in read if reading is not None and reading.light != known.light]
    for start in range(0, len(changed), AT_ONCE):
        with act("system:lights", now=now) as a:
            _write(a, rules, changed[start : start + AT_ONCE])


def end_expired(now: datetime) -> None:
    """Lights set by hand whose last day has passed."""
    over = LightOverride.objects.filter(ended_at=None, until__lt=localdate(now))
    if over.exists():
        with act("system:lights", now=now) as a:
            rows = list(over.values_list("pk", "project__duty__number")[:AT_ONCE])
            LightOverride.objects.filter(pk__in=[pk for pk, _number in rows]).update(ended_at=now)
            a.record_all([a.draft(number, "light_by_rule") for _pk, number in rows])


def _write(a: Act, rules: LightRules, changes: Iterable[Change]) -> None:
    """One that somebody else has changed meanwhile is left alone."""
    day, changes = localdate(a.now), list(changes)
    rows = Project.objects.filter(pk__in=[known.pk for known, _reading in changes]).select_for_update(no_key=True)
    there = dict(rows.values_list("pk", "light"))
    written = [(known, reading) for known, reading in changes if there.get(known.pk) == known.light]
    lit = [(reading.light, day, known.pk) for known, reading in written]
    update_each(Project, ("light", "light_since"), lit, where=("duty",))
    LightReading.objects.bulk_create(
        LightReading(
            project_id=known.pk, rules=rules, light=reading.light, was=known.light, on=day, reasons=reading.reasons
        )
        for known, reading in written
    )
    duties = Duty.objects.select_related("owner__user").in_bulk([known.pk for known, _reading in written])
    a.record_all(
        [
            a.draft(duties[known.pk].number, "light", light=reading.light, was=known.light, rules=rules.version)
            for known, reading in written
        ]
    )
    _tell_red(a, [duties[known.pk] for known, reading in written if reading.light == RED])


def _tell_red(a: Act, duties: list[Duty]) -> None:
    """Owner and heads of each, on the same day."""
    if not duties:
        return
    audience = Audience(duties, a.now)
    day = localdate(a.now).isoformat()
    tell_many(
        a.now,
        [
            Telling(audience.of(duty, Rung.RED, "report"), "light_red", duty.number, f"light_red:{duty.pk}:{day}", {})
            for duty in duties
        ],
    )
