"""Who reports how often: a cycle of a city or a circle."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from luodi.directory.models import Territory
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, act
from luodi.projects.models import ReportCycle
from luodi.projects.rounds import ask_to_keep
from luodi.projects.rules import Frequency, Level

COLUMNS = ("name", "frequency", "levels", "opens_day", "due_day", "sample_percent", "active")


def keep_cycle(
    *, viewer: Viewer, territory: Territory, values: Mapping[str, Any], cycle: int | None = None
) -> ReportCycle:
    """A new one, or other values of one that is there; rounds that are open stay as they are. Raises Refused, Wrong."""
    with act(viewer.code) as a:
        ask_to_keep(viewer, territory)
        if territory.level not in (Territory.Level.CITY, Territory.Level.CIRCLE):
            raise Refused(_("调度周期按市或城市圈设定。"))
        own = ReportCycle.objects.filter(territory=territory, is_opening=False)
        kept = own.get(pk=cycle) if cycle else ReportCycle(territory=territory)
        told = {name: values[name] for name in COLUMNS if name in values}
        _check(kept, told)
        for name, value in told.items():
            setattr(kept, name, value)
        kept.save()
        a.record(f"cycle:{kept.pk}", "cycle_kept", **{name: told[name] for name in told if name != "name"})
        return kept


def _check(kept: ReportCycle, told: Mapping[str, Any]) -> None:
    if not str(told.get("name", kept.name)).strip():
        raise Wrong("name", _("请写名称。"))
    if told.get("frequency", kept.frequency) not in Frequency.values:
        raise Wrong("frequency", _("请选频次。"))
    if set(told.get("levels", ())) - set(Level.values):
        raise Wrong("levels", _("没有这一级名单。"))
    for name in ("opens_day", "due_day"):
        if not 1 <= told.get(name, getattr(kept, name)) <= 28:
            raise Wrong(name, _("请填 1 至 28 日。"))
    if not 0 <= told.get("sample_percent", kept.sample_percent) <= 100:
        raise Wrong("sample_percent", _("请填 0 至 100。"))
    others = ReportCycle.objects.filter(territory=kept.territory, active=True).exclude(pk=kept.pk)
    taken = {level for levels in others.values_list("levels", flat=True) for level in levels}
    if told.get("active", kept.active) and taken & set(told.get("levels", kept.levels)):
        raise Wrong("levels", _("同一级名单已在另一个周期里，一个项目每期只报一次。"))
