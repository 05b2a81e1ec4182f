"""Typed or pasted lines into parts of a work, and what is wrong with a line in words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.models import Post
from luodi.works.actions.splitting import Part
from luodi.works.lines import MOST, Line, read_lines
from luodi.works.owners import Owners, SeveralOwners, UnknownOwner

FAULTS: dict[str, Any] = {
    "no_title": lazy("没有写内容。"),
    "no_kind": lazy("“%(what)s”没有写类别：风险点、攻坚点、创新点或目标。"),
    "unknown_kind": lazy("不认识类别“%(what)s”，请写风险点、攻坚点、创新点或目标。"),
    "date": lazy("看不懂日期“%(what)s”，请写成 3月31日 或 2021年3月底。"),
    "period": lazy("看不懂年度或季度“%(what)s”，请写成 2021 或 2021年一季度。"),
    "target": lazy("看不懂目标数“%(what)s”，请写成 1家、3场。"),
    "past": lazy("完成日期 %(what)s 已经过去。"),
    "unknown_owner": lazy("找不到责任人“%(what)s”，请写单位加职务，如通讯录里那样。"),
    "several_owners": lazy("“%(what)s”有好几位，请在前面加上单位。"),
    "no_owner": lazy("没有写责任人，也没有选统一的责任人。"),
}
SHOWN = 20  # faults in one answer


def parts_in(text: str, owners: Owners, usual: Post | None, kind: str = "") -> list[Part]:
    """`usual` owns what names nobody, `kind` is of a line that names none.

    Raises ValidationError with a sentence for each line that cannot be read.
    """
    lines = read_lines(text, timezone.localdate(), owners.knows, kind)
    if not lines:
        raise ValidationError(_("一项也没有读到。"))
    if len(lines) > MOST:
        raise ValidationError(_("一次最多 %(most)d 项，现在是 %(count)d 项。") % {"most": MOST, "count": len(lines)})
    parts, faults = [], []
    for line in lines:
        owner = _owner(line, owners, usual)
        faults += [(line.row, code, what) for code, what in line.faults]
        if owner is not None and not line.faults:
            parts.append(_part(line, owner))
    if faults:
        raise ValidationError(_sentences(faults))
    return parts


def _owner(line: Line, owners: Owners, usual: Post | None) -> Post | None:
    """Adds a fault to the line where nobody is meant."""
    try:
        if line.owner:
            return owners.find(line.owner)
    except UnknownOwner:
        line.faults.append(("unknown_owner", line.owner))
        return None
    except SeveralOwners:
        line.faults.append(("several_owners", line.owner))
        return None
    if usual is None and line.title:
        line.faults.append(("no_owner", ""))
    return usual


def _part(line: Line, owner: Post) -> Part:
    names = ("kind", "title", "due", "words", "period", "target", "unit_word", "whole")
    return Part(owner=owner, **{name: getattr(line, name) for name in names})


def _sentences(faults: list[tuple[int, str, str]]) -> list[str]:
    said = [
        _("第 %(row)d 行：%(fault)s") % {"row": row, "fault": str(FAULTS[code]) % {"what": what}}
        for row, code, what in faults[:SHOWN]
    ]
    if len(faults) > SHOWN:
        said.append(_("另有 %(count)d 处。") % {"count": len(faults) - SHOWN})
    return said
