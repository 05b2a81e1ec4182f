"""`luodi clock`: asks the clock from a terminal; the office and 24/7 calendars answer without a database."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as NoDatabase

from luodi.clock import Allowance, Calendar, always_calendar, local, office_calendar, parse_instant
from luodi.directory.calendars import UnknownCalendar, calendar_for

BUILT_IN = {"office": office_calendar, "247": always_calendar}
Read = TypeVar("Read")


class Command(BaseCommand):
    help = "工作时间：到期、历时、工作日数 / working time: due, elapsed, days"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        questions = parser.add_subparsers(dest="question", required=True)
        due = questions.add_parser("due", help="何时到期 / when an allowance ends")
        due.add_argument("start")
        due.add_argument("allowance", help="90wm 4wh 5wd 10d 2mo")
        elapsed = questions.add_parser("elapsed", help="历时多少工作分钟 / whole working minutes between")
        elapsed.add_argument("a")
        elapsed.add_argument("b")
        days = questions.add_parser("days", help="全年工作日数 / working days of a year")
        days.add_argument("year")
        for question in (due, elapsed, days):
            question.add_argument("--calendar", default="office", help="office, 247, 单位代码 / a unit's code")

    def handle(self, *args: Any, **options: Any) -> None:
        answer = {"due": _due, "elapsed": _elapsed, "days": _days}[options["question"]]
        try:
            self.stdout.write(answer(_calendar(options["calendar"]), options))
        except (ValueError, OverflowError) as error:
            raise CommandError(f"无法计算 / cannot be computed: {error}", returncode=2) from error


def _due(calendar: Calendar, options: dict[str, Any]) -> str:
    allowance = _read(Allowance.parse, options["allowance"], "时限应写作 90wm 4wh 5wd 10d 2mo / not an allowance")
    found = calendar.due(_moment(options["start"]), allowance)
    return local(found.at).isoformat(timespec="minutes") + " provisional" * found.provisional


def _elapsed(calendar: Calendar, options: dict[str, Any]) -> str:
    return str(calendar.elapsed(_moment(options["a"]), _moment(options["b"])))


def _days(calendar: Calendar, options: dict[str, Any]) -> str:
    return str(calendar.working_days(_read(int, options["year"], "年份应为数字 / not a year")))


def _moment(text: str) -> datetime:
    return _read(parse_instant, text, "时间应写作 2021-02-06 或 2021-02-06T10:00 / not a date or time")


def _read(parse: Callable[[str], Read], text: str, complaint: str) -> Read:
    try:
        return parse(text)
    except (ValueError, OverflowError) as error:
        raise CommandError(f"{complaint}: {text!r}", returncode=2) from error


def _calendar(code: str) -> Calendar:
    try:
        return calendar_for(code)
    except (UnknownCalendar, NoDatabase) as error:
        if code in BUILT_IN:
            return BUILT_IN[code]()
        raise CommandError(f"没有这个日历或单位 / no calendar or unit of this code: {code!r}", returncode=2) from error
