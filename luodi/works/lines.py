"""Points and goals typed or pasted from a sheet, one a line: kind, text, owner, day, target, the work they are of.

Tolerant of what is left out and of the order; what cannot be read is a fault of its line. No ORM.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from luodi.text.sheets.values import Unread, day, plain
from luodi.works.rules import Kind

MOST = 300  # lines of one act
LONGEST = 120  # of a title; the rest goes on in the words
KINDS: dict[str, str] = {
    **dict.fromkeys(("风险点", "风险", "risk", "risk point"), Kind.RISK),
    **dict.fromkeys(("攻坚点", "攻坚", "难点", "关键点", "crux", "crux point"), Kind.CRUX),
    **dict.fromkeys(("创新点", "创新", "innovation", "innovation point"), Kind.INNOVATION),
    **dict.fromkeys(("目标", "年度目标", "季度目标", "goal"), Kind.GOAL),
    **dict.fromkeys(("重点工作", "工作", "任务", "work", "task"), Kind.WORK),
    **dict.fromkeys(("活动", "campaign", "event"), Kind.CAMPAIGN),
    **dict.fromkeys(("创新举措", "举措", "measure"), Kind.MEASURE),
}
HEADINGS: dict[str, tuple[str, ...]] = {
    "whole": ("项目", "项目名称", "所属项目", "所属工作", "重点项目", "project"),
    "kind": ("类别", "类型", "点类", "分类", "kind"),
    "title": ("内容", "事项", "任务", "具体内容", "工作内容", "名称", "text", "what"),
    "owner": ("责任人", "负责人", "责任单位", "牵头单位", "承办人", "owner"),
    "due": ("完成时限", "完成时间", "完成日期", "时限", "截止日期", "due"),
    "period": ("年度", "季度", "年度或季度", "period"),
    "target": ("目标数", "目标值", "数量", "计数", "target"),
}
PERIOD = re.compile(r"(\d{4})年?(?:(?:第?([一二三四1-4])季度)|(?:-?q([1-4])))?")
COUNTED = re.compile(r"(\d+(?:\.\d{1,2})?)([^\d.,\-/年月日号]{1,12})")
QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
PREFIX = re.compile(r"([^：:]{2,5})[：:](.+)", re.DOTALL)


@dataclass
class Line:
    """`row` counts from 1 as the eye does; `faults` are (code, what stood there)."""

    row: int
    kind: str = ""
    title: str = ""
    words: str = ""
    whole: str = ""
    owner: str = ""
    due: date | None = None
    period: str = ""
    target: Decimal | None = None
    unit_word: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)


def read_lines(text: str, today: date, knows: Callable[[str], bool], usual: str = "") -> list[Line]:
    """`knows` says whether a cell names an owner, `usual` is the kind of a line that names none.

    A month or quarter as a due day is its last day.
    """
    reader = _Reader(today, knows, usual)
    return [line for row, cells in _rows(text) if (line := reader.read(row, cells))]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Cells of each line that holds something; a pasted cell may hold a line break between quotes."""
    if "\t" not in text:
        for row, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield row, _split(line)
        return
    # A single quote mark is an inch or a slip, and quotes nothing.
    quoted = text.count('"') % 2 == 0
    pasted = io.StringIO(text, newline="")
    lines = csv.reader(pasted, "excel-tab") if quoted else csv.reader(pasted, "excel-tab", quoting=csv.QUOTE_NONE)
    last = 0
    for cells in lines:
        row, last = last + 1, lines.line_num
        if any(cell.strip() for cell in cells):
            yield row, [" ".join(cell.split()) for cell in cells]


def _split(line: str) -> list[str]:
    for signs in ("|｜", "；;", "，,"):
        if any(sign in line for sign in signs):
            return [cell.strip() for cell in re.split(f"[{signs}]", line)]
    return [line.strip()]


class _Reader:
    def __init__(self, today: date, knows: Callable[[str], bool], usual: str) -> None:
        self.today, self.knows, self.usual = today, knows, usual
        self.places: Mapping[str, int] = {}
        self.above = Line(0)

    def read(self, row: int, cells: list[str]) -> Line | None:
        """None for the heading, which may stand first."""
        if not self.above.row and not self.places and (found := _heading(cells)):
            self.places = found
            return None
        line = self._by_place(row, cells) if self.places else self._by_look(row, cells)
        self._judge(line)
        self.above = line
        return line

    def _by_place(self, row: int, cells: list[str]) -> Line:
        """Below a heading; a merged cell fills the lines under it."""
        said = {name: cells[at].strip() if at < len(cells) else "" for name, at in self.places.items()}
        line = Line(row, title=said.get("title", ""), owner=said.get("owner", ""))
        line.whole = said.get("whole", "") or self.above.whole
        word = said.get("kind", "")
        line.kind = _kind(word) if word else self.above.kind if "kind" in self.places else ""
        if word and not line.kind:
            line.faults.append(("unknown_kind", word))
        self._take_day(line, said.get("due", ""))
        if (period := said.get("period", "")) and not self._take_period(line, period):
            line.faults.append(("period", period))
        if (target := said.get("target", "")) and not _take_target(line, target):
            line.faults.append(("target", target))
        return line

    def _by_look(self, row: int, cells: list[str]) -> Line:
        """Each cell is known by what it says; the text is what is left, and after it the owner."""
        left: list[str] = []
        line, at_kind = Line(row), 0
        for cell in filter(None, cells):
            if not line.kind and (kind := _kind(cell)):
                line.kind, at_kind = kind, len(left)
            elif not (left and self._takes(line, cell)):
                left.append(cell)
        line.whole = left[0] if at_kind else self.above.whole
        rest = left[at_kind:]
        if len(rest) > 1 and (self.knows(rest[-1]) or len(rest) == 2):
            line.owner = rest.pop()
        line.title = "，".join(rest)
        if not line.kind and (found := PREFIX.fullmatch(line.title)) and (kind := _kind(found[1])):
            line.kind, line.title = kind, found[2].strip()
        return line

    def _takes(self, line: Line, cell: str) -> bool:
        """Whether the cell is a period, a day or a counted target."""
        if not line.period and self._take_period(line, cell):
            return True
        if line.due is None and self._is_day(cell):
            self._take_day(line, cell)
            return True
        return line.target is None and _take_target(line, cell)

    def _is_day(self, cell: str) -> bool:
        try:
            return day(cell, last=True, year=self.today.year) is not None
        except Unread:
            return False

    def _take_day(self, line: Line, cell: str) -> None:
        try:
            line.due = day(_bare(cell), last=True, year=self.today.year) or line.due
        except Unread:
            line.faults.append(("date", cell))

    def _take_period(self, line: Line, cell: str) -> bool:
        """A year, or a quarter of one; without a day of its own the line ends with it."""
        found = PERIOD.fullmatch(plain(cell))
        if not found or not 2000 <= int(found[1]) <= 2100:
            return False
        quarter = QUARTERS.get(found[2] or "", found[2] or found[3] or "")
        line.period = f"{found[1]}-Q{quarter}" if quarter else found[1]
        line.due = line.due or day(f"{found[1]}年{quarter}季度" if quarter else f"{found[1]}年", last=True)
        return True

    def _judge(self, line: Line) -> None:
        line.kind = line.kind or self.usual
        if not line.title:
            line.faults.append(("no_title", ""))
        elif not line.kind:
            line.faults.append(("no_kind", line.title[:20]))
        if line.due is not None and line.due < self.today:
            line.faults.append(("past", line.due.isoformat()))
        if len(line.title) > LONGEST:
            line.title, line.words = line.title[: LONGEST - 1] + "…", line.title
        line.whole = line.whole[:LONGEST]


def _heading(cells: list[str]) -> dict[str, int]:
    """Column -> its place, where the line is a heading; else empty."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = next((name for name, words in HEADINGS.items() if plain(cell) in words), "")
        if name:
            found.setdefault(name, at)
    return found if "title" in found and len(found) > 1 else {}


def _kind(cell: str) -> str:
    return KINDS.get(re.sub(r"\d+$", "", cell.strip().lower()).strip(), "")


def _bare(cell: str) -> str:
    """Until the end of March, before it, at the latest: the day is the same."""
    return re.sub(r"(?:之?前|以前|止)$", "", cell.strip())


def _take_target(line: Line, cell: str) -> bool:
    found = COUNTED.fullmatch(plain(cell))
    if not found or not Decimal(found[1]):
        return False
    line.target, line.unit_word = Decimal(found[1]), found[2]
    return True
