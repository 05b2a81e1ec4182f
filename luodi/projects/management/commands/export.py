"""`luodi export`: the whole library as open data or as a table, to a file or the standard output."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from luodi.directory.viewer import Viewer
from luodi.projects import export
from luodi.projects.listing import chosen
from luodi.projects.oc4ids import package
from luodi.projects.oc4ids.live import lines
from luodi.projects.oc4ids.package import PLACEHOLDER


class Command(BaseCommand):
    help = "oc4ids: projects of the library as OC4IDS 0.9.5 (for officers: not all of it is published); csv: a table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("oc4ids", "csv"))
        parser.add_argument("--to", type=Path, help="file; the standard output without it")
        parser.add_argument("--prefix", default=PLACEHOLDER, help="of project identifiers, as registered")
        parser.add_argument(
            "--columns", nargs="*", default=export.USUAL, choices=tuple(export.COLUMNS), metavar="COLUMN"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pieces = self._oc4ids(options["prefix"]) if options["what"] == "oc4ids" else self._csv(options["columns"])
        if options["to"] is None:
            sys.stdout.writelines(pieces)
            return
        with options["to"].open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)

    def _oc4ids(self, prefix: str) -> Iterator[str]:
        found = chosen(Viewer.system("export"), {}, timezone.now())
        if not found.exists():
            raise CommandError("the library holds no project under way / 库里没有在册的项目")
        return package(
            lines(found),
            str(settings.CITY_NAME),
            timezone.now(),
            uri=settings.PUBLIC_URL + "/oc4ids.json",
            prefix=prefix,
        )

    def _csv(self, columns: list[str]) -> Iterator[str]:
        return export.lines(Viewer.system("export"), columns, {}, timezone.now())
