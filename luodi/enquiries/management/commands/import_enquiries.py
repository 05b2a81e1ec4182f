import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.importing import check_import, import_good
from luodi.enquiries.models import ImportBatch
from luodi.enquiries.sheets.preview import batches, preview
from luodi.enquiries.sheets.words import fault_words
from luodi.ledger.acts import Refused
from luodi.text.sheets import SheetError


class Command(BaseCommand):
    help = "Checks a sheet of enquiries (.xlsx); --yes imports its good rows."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--post", required=True, metavar="LOGIN", help="the officer who imports")
        parser.add_argument("--yes", action="store_true", help="import; without it nothing is imported")
        parser.add_argument("--also-open", action="store_true", help="also contacts with an open enquiry")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(login=options["post"]).first()
        if user is None:
            raise CommandError(f"nobody signs in as {options['post']}")
        viewer = Viewer.of(user)
        try:
            batch = check_import(viewer=viewer, data=options["file"].read_bytes(), file_name=options["file"].name)
            self._tell(viewer, batch)
            if options["yes"]:
                self._import(viewer, batch, skip_open=not options["also_open"])
            else:
                self.stdout.write("nothing imported; add --yes to import the good rows")
        except OSError as problem:
            raise CommandError(str(problem)) from problem
        except SheetError as problem:
            raise CommandError(problem.sentence) from problem
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _tell(self, viewer: Viewer, batch: ImportBatch) -> None:
        batch = batches(viewer).get(pk=batch.pk)
        shown = preview(viewer, batch, timezone.now())
        for fault in shown.faults:
            self.stderr.write(f"{fault['cell']} {fault_words(fault)}")
        counts = f"{len(shown.good)} good, {shown.faulty} faulty, {shown.known} imported before, {shown.twins} twice"
        self.stdout.write(f"{shown.rows} rows: {counts}; {shown.open_again} with an open enquiry")
        for unit, number in shown.units():
            self.stdout.write(f"  {number} -> {unit.name}")

    def _import(self, viewer: Viewer, batch: ImportBatch, *, skip_open: bool) -> None:
        new, left = 0, 1
        while left:
            progress = import_good(viewer=viewer, batch=batch, skip_open=skip_open)
            new, left = new + progress.new, progress.left
        self.stdout.write(f"{new} imported")
