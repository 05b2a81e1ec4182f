import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.accounts.models import User
from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.supply.actions.importing import check_offers, import_offers
from luodi.supply.models import OfferSheet
from luodi.supply.rules import KINDS
from luodi.supply.sheets.preview import preview
from luodi.supply.sheets.words import fault_words
from luodi.text.sheets import SheetError


class Command(BaseCommand):
    help = "Checks a list of offers (.xlsx); --yes imports its good rows, all of them or none."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--post", required=True, metavar="LOGIN", help="the officer who answers for them")
        parser.add_argument("--kind", default="", choices=sorted(KINDS), help="of rows that name none")
        parser.add_argument("--place", default="", metavar="CODE", help="territory of rows that name none")
        parser.add_argument("--public", action="store_true", help="into the public catalogue")
        parser.add_argument("--yes", action="store_true", help="import; without it nothing is imported")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(login=options["post"]).first()
        if user is None:
            raise CommandError(f"nobody signs in as {options['post']}")
        viewer = Viewer.of(user)
        try:
            sheet = self._checked(viewer, options)
            self._tell(sheet)
            if options["yes"]:
                self.stdout.write(f"{import_offers(viewer=viewer, sheet=sheet)} imported")
            else:
                self.stdout.write("nothing imported; add --yes to import the good rows")
        except OSError as problem:
            raise CommandError(str(problem)) from problem
        except SheetError as problem:
            raise CommandError(problem.sentence) from problem
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _checked(self, viewer: Viewer, options: dict[str, Any]) -> OfferSheet:
        place = None
        if options["place"]:
            place = Territory.objects.in_use().with_chain().filter(code=options["place"]).first()
            if place is None:
                raise CommandError(f"no territory {options['place']}")
        file: Path = options["file"]
        said = {"kind": options["kind"], "visibility": "public" if options["public"] else "internal"}
        return check_offers(viewer=viewer, data=file.read_bytes(), file_name=file.name, place=place, **said)

    def _tell(self, sheet: OfferSheet) -> None:
        shown = preview(sheet)
        unread = [heading for heading, column in sheet.headings if not column]
        if unread:
            self.stderr.write(f"columns not imported: {', '.join(unread)}")
        for fault in shown.faults:
            self.stderr.write(f"{fault['cell']} {fault_words(fault)}")
        counts = f"{len(shown.good)} good, {shown.faulty} faulty, {shown.taken} let already"
        self.stdout.write(f"{shown.rows} rows: {counts}, {shown.known} imported before, {shown.twins} twice")
