"""A long history made short: what one person did alike in one go is one line, and only the newest stand open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import ngettext

from luodi.approvals.story import Line

OPEN = 12
IN_ONE_GO = timedelta(hours=1)
# Events that come many at a time -> how many of them are said in one sentence.
TOGETHER: dict[str, Callable[[int], str]] = {
    "given": lambda count: ngettext("交了 %(count)d 份材料", "交了 %(count)d 份材料", count),
    "copy_withdrawn": lambda count: ngettext("撤下了 %(count)d 份材料", "撤下了 %(count)d 份材料", count),
    "filled": lambda count: ngettext("填了 %(count)d 次表", "填了 %(count)d 次表", count),
    "answered": lambda count: ngettext("修改了 %(count)d 次问答", "修改了 %(count)d 次问答", count),
    "filed": lambda count: ngettext("%(count)d 项申报到部门", "%(count)d 项申报到部门", count),
    "unblocked": lambda count: ngettext("%(count)d 项轮到了", "%(count)d 项轮到了", count),
    "accepted": lambda count: ngettext("受理了 %(count)d 项", "受理了 %(count)d 项", count),
    "material_judged": lambda count: ngettext("审核了 %(count)d 份材料", "审核了 %(count)d 份材料", count),
}


@dataclass(frozen=True)
class History:
    """Newest first: what stands open, and what is behind one line."""

    newest: list[Line]
    earlier: list[Line]


def history(lines: Iterable[Line]) -> History:
    """`lines` newest first."""
    found = [_one(some) for some in _runs(lines)]
    return History(found[:OPEN], found[OPEN:])


def _runs(lines: Iterable[Line]) -> list[list[Line]]:
    runs: list[list[Line]] = []
    for line in lines:
        if not runs or not _alike(runs[-1][0], line):
            runs.append([])
        runs[-1].append(line)
    return runs


def _alike(newest: Line, line: Line) -> bool:
    """What happened to the whole is never counted among its items."""
    kinds = {(one.code, one.by, one.item is None, one.keyed_in_later) for one in (newest, line)}
    return len(kinds) == 1 and line.code in TOGETHER and newest.at - line.at <= IN_ONE_GO


def _one(some: list[Line]) -> Line:
    """Of one item the line still names it; of several, each of them does in `among`."""
    newest, count = some[0], len(some)
    if count == 1:
        return newest
    item = newest.item if all(line.item == newest.item for line in some) else None
    return replace(newest, sentence=TOGETHER[newest.code](count) % {"count": count}, item=item, among=tuple(some))
