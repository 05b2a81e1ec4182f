"""Units: added, corrected, retired."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from luodi.directory.models import Post, Unit
from luodi.directory.refusals import Wrong, operators_only
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, Refused, act

EDITABLE = ("name", "short", "kind", "territory", "calendar", "phone", "backdating_days")


def add_unit(*, viewer: Viewer, unit: Unit, now: datetime | None = None) -> Unit:
    """`unit` is not saved yet. Raises Wrong."""
    with act(viewer.code, now=now) as adding:
        operators_only(viewer)
        return put_unit(adding, unit)


def put_unit(adding: Act, unit: Unit) -> Unit:
    """A step: an import adds many in one act. Raises Wrong."""
    if Unit.objects.filter(code=unit.code).exists():
        raise Wrong("code", _("代码 %(code)s 已经有了。") % {"code": unit.code})
    check_territory(unit)
    unit.save()
    territory, calendar = unit.territory.code, unit.calendar.code
    adding.record(subject_of(unit), "unit_added", kind=unit.kind, territory=territory, calendar=calendar)
    return unit


def edit_unit(*, viewer: Viewer, unit: Unit, now: datetime | None = None, **wanted: Any) -> None:
    """`wanted` are some of EDITABLE. Raises Wrong."""
    with act(viewer.code, now=now) as editing:
        operators_only(viewer)
        change_unit(editing, unit, wanted)


def change_unit(editing: Act, unit: Unit, wanted: dict[str, Any]) -> list[str]:
    """A step. Returns the fields that changed."""
    changed = [field for field in EDITABLE if field in wanted and getattr(unit, field) != wanted[field]]
    if changed:
        for field in changed:
            setattr(unit, field, wanted[field])
        check_territory(unit)
        unit.save(update_fields=changed)
        editing.record(subject_of(unit), "unit_edited", changed=changed)
    return changed


def retire_unit(*, viewer: Viewer, unit: Unit, now: datetime | None = None) -> None:
    """Nothing is given to it any more. Refused while somebody holds a post, or it is the last city desk."""
    with act(viewer.code, now=now) as retiring:
        operators_only(viewer)
        posts = Post.objects.held(retiring.now).filter(unit=unit).count()
        if posts:
            raise Refused(_("还有 %(posts)s 个在任岗位，请先办理离任。") % {"posts": posts})
        desks = Unit.objects.filter(kind=Unit.Kind.CITY_DESK, active=True).exclude(pk=unit.pk)
        if unit.kind == Unit.Kind.CITY_DESK and not desks.exists():
            raise Refused(_("这是唯一的市级总台：没有人接的申请都由它兜底，不能停用。"))
        Unit.objects.filter(pk=unit.pk).update(active=False)
        retiring.record(subject_of(unit), "unit_retired")


def check_territory(unit: Unit) -> None:
    if not unit.territory.active:
        raise Wrong("territory", _("地域“%(name)s”已停用。") % {"name": unit.territory.name})


def subject_of(unit: Unit) -> str:
    return f"directory:unit:{unit.code}"
