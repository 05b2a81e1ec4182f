"""Territories: added, corrected, retired. Duties keep the territory they were given."""

from datetime import datetime

from django.utils.translation import gettext as _

from luodi.directory.models import Territory, Unit
from luodi.directory.refusals import Wrong, operators_only
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, Refused, act

# What may stand above each level; None: nothing.
PARENT_LEVELS: dict[str, tuple[str | None, ...]] = {
    Territory.Level.CIRCLE: (None,),
    Territory.Level.CITY: (None, Territory.Level.CIRCLE),
    Territory.Level.DISTRICT: (Territory.Level.CITY,),
    Territory.Level.PLACE: (Territory.Level.DISTRICT,),
}


def add_territory(
    *,
    viewer: Viewer,
    code: str,
    name: str,
    level: str,
    parent: Territory | None = None,
    name_en: str = "",
    now: datetime | None = None,
) -> Territory:
    with act(viewer.code, now=now) as adding:
        operators_only(viewer)
        return put_territory(adding, Territory(code=code, name=name, level=level, parent=parent, name_en=name_en))


def put_territory(adding: Act, territory: Territory) -> Territory:
    """A step: an import adds many in one act. Raises Wrong."""
    if Territory.objects.filter(code=territory.code).exists():
        raise Wrong("code", _("代码 %(code)s 已经有了。") % {"code": territory.code})
    check_parent(territory, territory.parent)
    territory.save()
    adding.record(subject_of(territory), "territory_added", parent=territory.parent.code if territory.parent else "")
    return territory


def edit_territory(
    *,
    viewer: Viewer,
    territory: Territory,
    name: str,
    name_en: str = "",
    parent: Territory | None = None,
    now: datetime | None = None,
) -> None:
    """A new parent moves the territory; duties keep the columns they were opened with."""
    with act(viewer.code, now=now) as editing:
        operators_only(viewer)
        check_parent(territory, parent)
        wanted = {"name": name, "name_en": name_en, "parent_id": parent.pk if parent else None}
        changed = [field for field, value in wanted.items() if getattr(territory, field) != value]
        Territory.objects.filter(pk=territory.pk).update(**wanted)
        if changed:
            editing.record(subject_of(territory), "territory_edited", changed=changed)


def retire_territory(*, viewer: Viewer, territory: Territory, now: datetime | None = None) -> None:
    """No new wish may name it. Refused while a unit or a territory in use stands on it."""
    with act(viewer.code, now=now) as retiring:
        operators_only(viewer)
        below = Territory.objects.filter(parent=territory, active=True).count()
        units = Unit.objects.filter(territory=territory, active=True).count()
        if below or units:
            told = {"below": below, "units": units}
            raise Refused(_("下面还有 %(below)s 个在用的地域、%(units)s 个在用的单位，请先停用它们。") % told)
        Territory.objects.filter(pk=territory.pk).update(active=False)
        retiring.record(subject_of(territory), "territory_retired")


def check_parent(territory: Territory, parent: Territory | None) -> None:
    """The tree has four levels in a fixed order, so that no loop can be made. Raises Wrong."""
    wanted = PARENT_LEVELS[territory.level]
    if parent is not None and (parent.pk == territory.pk or parent.parent_id == (territory.pk or -1)):
        raise Wrong("parent", _("上级不能是它自己或它的下级。"))
    if (parent.level if parent else None) not in wanted:
        level = Territory.Level(territory.level).label
        names = [str(Territory.Level(one).label) if one else _("（没有上级）") for one in wanted]
        above = _("或").join(names)
        raise Wrong("parent", _("%(level)s的上级应是%(above)s。") % {"level": level, "above": above})


def subject_of(territory: Territory) -> str:
    return f"directory:territory:{territory.code}"
