"""`luodi forecast`: back-tests the forecaster on a file from outside. Asks no database."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.projects.forecast import static
from luodi.projects.forecast.panel import Issued, leaving_out, read_panel, temporal
from luodi.projects.forecast.stages import read_durations
from luodi.projects.forecast.tables import LONGEST_SHOWN, Fault
from luodi.text.sheets import SheetError

UNREADABLE = 2  # exit code
SENTENCES: Mapping[str, Any] = {
    "absent": lazy("没有填写"),
    "before": lazy("%(value)s 早于前一阶段，这一行不计"),
    "before_start": lazy("完工日期 %(value)s 早于开工日期"),
    "differs": lazy("%(value)s 与该项目前面各行不一致"),
    "empty": lazy("表里没有数据"),
    "not_date": lazy("%(value)s 不是日期"),
    "not_iso": lazy("%(value)s 不是 2026-09-30 这样的日期"),
    "too_few": lazy("两个阶段都有日期的行不足两行"),
}


class Command(BaseCommand):
    help = (
        "--panel FILE: P10, P50 and P90 of every report of a panel (project, started, reported_at, reported_finish, "
        "finished), its own project left out; --durations FILE --from A --to B: quantiles and coverage of a stage."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--panel", type=Path, metavar="FILE")
        what.add_argument("--durations", type=Path, metavar="FILE")
        parser.add_argument("--temporal", action="store_true", help="only what was known on the day of each report")
        parser.add_argument("--from", dest="begin", metavar="COLUMN")
        parser.add_argument("--to", dest="end", metavar="COLUMN")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["panel"]:
                self._panel(options["panel"].read_bytes(), in_time=options["temporal"])
            elif options["begin"] and options["end"]:
                self._durations(options["durations"].read_bytes(), options["begin"], options["end"])
            else:
                raise CommandError(_("--durations 需要 --from 和 --to"), returncode=UNREADABLE)
        except SheetError as problem:
            raise CommandError(problem.in_words(_), returncode=UNREADABLE) from problem
        except OSError as problem:
            raise CommandError(str(problem), returncode=UNREADABLE) from problem

    def _panel(self, data: bytes, *, in_time: bool) -> None:
        panel = read_panel(data)
        if panel.faults:
            refuse(panel.faults)
        issued: Iterable[Issued] = temporal(panel) if in_time else leaving_out(panel)
        table = csv.writer(self.stdout, lineterminator="\n")
        table.writerow(("project", "reported_at", "p10", "p50", "p90"))
        for one in issued:
            made = one.forecast
            table.writerow((one.line.project, one.line.reported_at, made.p10, made.p50, made.p90))

    def _durations(self, data: bytes, begin: str, end: str) -> None:
        found = read_durations(data, begin, end)
        if found.faults:
            refuse(found.faults)
        for fault in found.reversed_rows:
            self.stderr.write(sentence(fault))
        days = static.spread(found.days)
        table = csv.writer(self.stdout, lineterminator="\n")
        table.writerow(("from", "to", "n", "p10", "p50", "p90", "coverage"))
        quantiles = (f"{number:g}" for number in (days.p10, days.p50, days.p90))
        table.writerow((begin, end, days.n, *quantiles, f"{static.coverage(found.days):.3f}"))


def refuse(faults: list[Fault]) -> NoReturn:
    raise CommandError("\n".join(sentence(fault) for fault in faults), returncode=UNREADABLE)


def sentence(fault: Fault) -> str:
    said = str(SENTENCES[fault.code]) % {"value": fault.value[:LONGEST_SHOWN]}
    if not fault.line:
        return said
    return _("第 %(line)s 行 %(column)s 列：%(said)s") % {"line": fault.line, "column": fault.column, "said": said}
