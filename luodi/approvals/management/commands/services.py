"""`luodi services`: the catalogue from a city's own list, or the one that comes with Luodi."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from luodi.approvals.actions.services_import import Entering, import_services, look_at
from luodi.approvals.installing import install, units_for
from luodi.approvals.sheets.services import read_services
from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.text.sheets import SheetError

SHOWN = 20  # faults


class Command(BaseCommand):
    help = (
        "FILE: enters a list of services (CSV or .xlsx: department, name, item_code, task_type), all of it or nothing; "
        "--shipped: the services and bundles that come with Luodi, for the city of the city desk."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", nargs="?", type=Path)
        what.add_argument("--shipped", action="store_true")
        parser.add_argument("--dry-run", action="store_true", help="say what the file would do, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["shipped"]:
                self._install()
            else:
                self._import(options["file"], dry=options["dry_run"])
        except SheetError as problem:
            raise CommandError(problem.sentence) from problem
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as problem:
            raise CommandError(str(problem)) from problem
        except Unit.DoesNotExist as nothing:
            raise CommandError("run `luodi found` first / 请先运行 luodi found") from nothing

    def _install(self) -> None:
        desk = Unit.objects.select_related("territory", "calendar").city_desk()
        done = install(at=timezone.localdate(), units=units_for(desk.territory, desk.calendar, desk.phone))
        self.stdout.write(f"shipped: {len(done.new)} new, {len(done.unchanged)} unchanged, {len(done.drafts)} drafts")

    def _import(self, file: Path, *, dry: bool) -> None:
        listed = read_services(file.read_bytes())
        if listed.faults:
            told = [str(fault) for fault in listed.faults[:SHOWN]]
            raise CommandError("\n".join([*told, f"{len(listed.faults)} faults, nothing written"]))
        if dry:
            self._tell(look_at(listed.rows))
            self.stdout.write("nothing written")
        else:
            viewer = Viewer.system("import")
            self._tell(import_services(viewer=viewer, rows=listed.rows, digest=listed.digest))

    def _tell(self, done: Entering) -> None:
        counts = {name: len(codes) for name, codes in asdict(done).items()}
        self.stdout.write("services: {new} new, {changed} changed, {unchanged} unchanged, {gone} gone".format(**counts))
        self.stdout.write("departments: {departments} new".format(**counts))
