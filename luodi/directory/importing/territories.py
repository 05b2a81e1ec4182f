"""Territories from the statistical divisions and from a list of zones, both CSV."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from luodi.directory.importing.report import Fault, Tally
from luodi.directory.models import Territory
from luodi.directory.refusals import operators_only
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import act

CODE_HEADINGS = ("code", "nbs_code", "代码", "行政区划代码")
NAME_HEADINGS = ("name", "名称", "地域名称")
ENGLISH_HEADINGS = ("name_en", "英文名")
LEVELS = {4: Territory.Level.CITY, 6: Territory.Level.DISTRICT, 9: Territory.Level.PLACE}
PARENT_LENGTH = {6: 4, 9: 6}
PROVINCE_LENGTH = 2
MOST_ROWS = 5_000
MOST_BYTES = 10 * 1024 * 1024


@dataclass
class TerritoryPlan:
    """`rows` are (code, name, English name), parents before children."""

    rows: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    digest: str = ""


def check_territories(data: bytes, prefix: str = "") -> TerritoryPlan:
    """Reads a CSV in UTF-8 or GB 18030 and says what importing it would do. `prefix` keeps one city or district.

    A code's length is its level, and its beginning its parent; provinces are passed over.
    """
    plan = TerritoryPlan(digest=hashlib.sha256(data).hexdigest())
    wanted = _wanted(_parsed(data, plan.faults), prefix, plan.faults)
    if len(wanted) > MOST_ROWS:
        size = {"rows": len(wanted), "limit": MOST_ROWS}
        plan.faults.append(Fault("", "", _("有 %(rows)s 行，最多 %(limit)s 行。请用代码前缀限定。") % size))
        return plan
    kept = {code: (name, english) for code, name, english, _line in wanted}
    known = dict(Territory.objects.values_list("code", "name"))
    for code, name, english, line in sorted(wanted, key=lambda row: (len(row[0]), row[0])):
        above = code[: PARENT_LENGTH.get(len(code), 0)]
        if above and above not in kept and above not in known:
            told = {"code": code, "above": above}
            plan.faults.append(Fault("", line, _("%(code)s 的上级 %(above)s 还没有，请先导入。") % told))
            kept.pop(code, None)
            continue
        plan.rows.append((code, name, english))
        plan.tally.count(is_new=code not in known, changed=known.get(code) != name)
    return plan


def write_territories(*, viewer: Viewer, plan: TerritoryPlan, now: datetime | None = None) -> Tally:
    """One act, one event for the whole file: its digest says which."""
    tally = Tally()
    with act(viewer.code, now=now) as importing:
        operators_only(viewer)
        known = {one.code: one for one in Territory.objects.all()}
        for length in sorted(LEVELS):
            added: list[Territory] = []
            for code, name, english in plan.rows:
                if len(code) == length:
                    _sort_in(code, (name, english), known, added, tally)
            for one in Territory.objects.bulk_create(added):
                known[one.code] = one
        facts: dict[str, Any] = {"new": tally.new, "changed": tally.changed, "digest": plan.digest[:16]}
        importing.record("directory:territory:*", "territories_imported", **facts)
    return tally


def _sort_in(
    code: str, names: tuple[str, str], known: dict[str, Territory], added: list[Territory], tally: Tally
) -> None:
    name, english = names
    there = known.get(code)
    if there is None:
        above = known.get(code[: PARENT_LENGTH.get(len(code), 0)])
        added.append(Territory(code=code, name=name, name_en=english, level=LEVELS[len(code)], parent=above))
    elif there.name != name:
        Territory.objects.filter(pk=there.pk).update(name=name)
    tally.count(is_new=there is None, changed=there is not None and there.name != name)


def _parsed(data: bytes, faults: list[Fault]) -> Iterator[tuple[str, str, str, str]]:
    if len(data) > MOST_BYTES or b"\x00" in data[:4096]:
        faults.append(Fault("", "", _("这不是 CSV 文件，或超过 10 MB。")))
        return
    lines = csv.reader(io.StringIO(_decoded(data), newline=""))
    headings = [heading.strip().lower() for heading in next(lines, [])]
    places = [_place(headings, words) for words in (CODE_HEADINGS, NAME_HEADINGS, ENGLISH_HEADINGS)]
    if places[0] < 0 or places[1] < 0:
        faults.append(Fault("", "1", _("第一行要有“code”（或“nbs_code”“代码”）和“name”（或“名称”）两列。")))
        return
    try:
        for cells in lines:
            code, name, english = (cells[at].strip() if 0 <= at < len(cells) else "" for at in places)
            if code or name:
                yield code, name, english, str(lines.line_num)
    except csv.Error:
        faults.append(Fault("", str(lines.line_num), _("这一行读不出来，请检查引号。")))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _place(headings: list[str], words: tuple[str, ...]) -> int:
    return next((headings.index(word) for word in words if word in headings), -1)


def _wanted(
    rows: Iterator[tuple[str, str, str, str]], prefix: str, faults: list[Fault]
) -> list[tuple[str, str, str, str]]:
    wanted, seen = [], set()
    for code, name, english, line in rows:
        if not code.startswith(prefix[: len(code)]) or len(code) == PROVINCE_LENGTH:
            continue
        if not code.isascii() or not code.isdigit() or len(code) not in LEVELS:
            faults.append(Fault("", line, _("代码“%(code)s”要是 4、6 或 9 位数字。") % {"code": code[:20]}))
        elif not name or len(name) > 60:
            faults.append(Fault("", line, _("%(code)s 的名称要有 1 至 60 个字。") % {"code": code}))
        elif code in seen:
            faults.append(Fault("", line, _("代码 %(code)s 在文件里出现了两次。") % {"code": code}))
        else:
            seen.add(code)
            wanted.append((code, name, english[:80], line))
    return wanted
