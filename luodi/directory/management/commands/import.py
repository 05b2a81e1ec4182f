import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from luodi.directory.importing import Fault, Tally, check_staff, check_territories, write_staff, write_territories
from luodi.directory.viewer import Viewer
from luodi.text.sheets import SheetError


class Command(BaseCommand):
    help = "Checks a file of territories (CSV) or of units and posts (.xlsx); --yes writes it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        territories = what.add_parser("territories", help="code,name[,…] or zones.csv")
        territories.add_argument("--prefix", default="", help="only this city or district, e.g. 3702")
        staff = what.add_parser("staff", help="sheets 单位 and 岗位")
        for one in (territories, staff):
            one.add_argument("file", type=Path)
            one.add_argument("--yes", action="store_true", help="write; without it nothing is written")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = options["file"].read_bytes()
        except OSError as problem:
            raise CommandError(str(problem)) from problem
        if options["what"] == "territories":
            self._territories(data, options["prefix"], options["yes"])
        else:
            self._staff(data, options["yes"])
        if not options["yes"]:
            self.stdout.write("nothing written; add --yes to write the good rows")

    def _territories(self, data: bytes, prefix: str, write: bool) -> None:
        plan = check_territories(data, prefix)
        self._faults(plan.faults)
        tally = write_territories(viewer=Viewer.system("import"), plan=plan) if write else plan.tally
        self._tally("territories", tally)

    def _staff(self, data: bytes, write: bool) -> None:
        try:
            plan = check_staff(data, timezone.now())
        except SheetError as problem:
            raise CommandError(problem.sentence) from problem
        self._faults(plan.faults)
        if write:
            plan = write_staff(viewer=Viewer.system("import"), plan=plan)
            self._faults(plan.faults)
        self._tally("units", plan.unit_tally)
        self._tally("posts", plan.post_tally)

    def _faults(self, faults: list[Fault]) -> None:
        for fault in faults:
            self.stderr.write(str(fault))

    def _tally(self, word: str, tally: Tally) -> None:
        self.stdout.write(f"{word}: {tally.new} new, {tally.changed} changed, {tally.same} unchanged")
