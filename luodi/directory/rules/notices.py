"""Reads a year's holiday notice as it was published, or as a plain table, and checks what it says.

Prose: 春节：2月6日至12日放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
Table: 2027-02-06,放假,春节 or 2027-02-06~2027-02-12 放假 春节, one entry a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from luodi.clock import DayKind

FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
KINDS = {
    "放假": DayKind.HOLIDAY,
    "休": DayKind.HOLIDAY,
    "holiday": DayKind.HOLIDAY,
    "上班": DayKind.MAKE_UP,
    "班": DayKind.MAKE_UP,
    "调休上班": DayKind.MAKE_UP,
    "make_up": DayKind.MAKE_UP,
}
LONGEST_RANGE = 31  # days
BRACKETS = re.compile(r"[（(][^）)]*[）)]")
HEADING = re.compile(r"^[一二三四五六七八九十\d]{0,3}[、.．]?\s*([^\s：:，,\d]{2,12})[：:]")
CLAUSE = re.compile(r"(.*?)(放假|上班)")
SPAN = re.compile(
    r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:(?:至|到|[-—–－~～]+)(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?"
)
ROW_DAY = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
ROW = re.compile(rf"^{ROW_DAY}(?:\s*(?:~|～|至|到)\s*{ROW_DAY})?[\s,，;；]+([^\s,，;；]+)[\s,，;；]*(.*)$")


@dataclass
class Notice:
    """What was read. `problems` are (line number, sentence), `skipped` the lines without any day."""

    days: dict[date, tuple[DayKind, str]] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """The festivals it does not name."""
        said = " ".join(name for kind, name in self.days.values() if kind is DayKind.HOLIDAY)
        return [name for name in FESTIVALS if name.removesuffix("节") not in said]


def span_of(year: int) -> tuple[date, date]:
    """The days a year's notice speaks of: the last three of December before it belong to it."""
    return date(year - 1, 12, 29), date(year, 12, 31)


def read_notice(text: str, year: int) -> Notice:
    notice = Notice()
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip().strip("\ufeff")
        if not line:
            continue
        try:
            entries = list(_entries(line, year))
            for first, last, kind, name in entries:
                _add(notice, year, (first, last), kind, name)
            if not entries:
                notice.skipped.append(line)
        except ValueError as problem:
            notice.problems.append((number, str(problem)))
    if not notice.days and not notice.problems:
        notice.problems.append((1, _("没有读到任何日期。请粘贴放假通知的原文，或每行写一天。")))
    return notice


def _add(notice: Notice, year: int, span: tuple[date, date], kind: DayKind, name: str) -> None:
    first, last = span
    earliest, latest = span_of(year)
    if not first <= last < first + timedelta(days=LONGEST_RANGE):
        raise ValueError(_("%(first)s 到 %(last)s 不是一段假期。") % {"first": first, "last": last})
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if not earliest <= day <= latest:
            raise ValueError(_("%(day)s 不属于 %(year)s 年的通知。") % {"day": day, "year": year})
        if notice.days.get(day, (kind, ""))[0] is not kind:
            raise ValueError(_("%(day)s 又放假又上班。") % {"day": day})
        if kind is DayKind.MAKE_UP and day.isoweekday() < 6:
            raise ValueError(_("%(day)s 本来就是工作日，不会调休上班。") % {"day": day})
        notice.days.setdefault(day, (kind, name))


def _entries(line: str, year: int) -> Iterator[tuple[date, date, DayKind, str]]:
    row = ROW.match(line)
    if row:
        first = _day(*row.groups()[:3])
        last = _day(*row.groups()[3:6]) if row[4] else first
        kind = KINDS.get(row[7].lower())
        if kind is None:
            raise ValueError(_("“%(word)s”不认识。请写“放假”或“上班”。") % {"word": row[7]})
        yield first, last, kind, row[8].strip()
        return
    yield from _prose(line, year)


def _prose(line: str, year: int) -> Iterator[tuple[date, date, DayKind, str]]:
    text = BRACKETS.sub("", line)
    heading = HEADING.match(text)
    name = heading[1] if heading else ""
    for sentence in re.split(r"[。；;]", text[heading.end() :] if heading else text):
        clauses = list(CLAUSE.finditer(sentence))
        if not clauses and SPAN.search(sentence):
            raise ValueError(_("“%(text)s”没有写明放假还是上班。") % {"text": sentence.strip()[:30]})
        for clause in clauses:
            kind = KINDS[clause[2]]
            for span in _spans(clause[1], year, name):
                yield *span, kind, name if kind is DayKind.HOLIDAY else f"{name}调休"


def _spans(text: str, year: int, name: str) -> Iterator[tuple[date, date]]:
    month = 0
    for found in SPAN.finditer(text):
        year_a, month_a, day_a, year_b, month_b, day_b = (int(part) if part else 0 for part in found.groups())
        month = month_a or month
        if not month:
            raise ValueError(_("“%(text)s”没有写月份。") % {"text": found[0]})
        # A notice for New Year's Day may begin in December without saying the year.
        first = _day(year_a or (year - 1 if month == 12 and name.startswith("元旦") else year), month, day_a)
        if not day_b:
            yield first, first
            continue
        month = month_b or month
        yield first, _day(year_b or first.year + (month < first.month), month, day_b)


def _day(year: int | str, month: int | str, day: int | str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        told = {"year": year, "month": month, "day": day}
        raise ValueError(_("没有 %(year)s 年 %(month)s 月 %(day)s 日这一天。") % told) from None
