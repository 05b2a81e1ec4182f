"""`luodi read`: what is read out of the texts of a file, as JSON Lines. Asks no database."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.text.reading import read


class Command(BaseCommand):
    help = "Reads texts ({id, text, received} a line) and prints the values found in each as JSON Lines."
    requires_system_checks = []  # works without a database
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--spans", action="store_true", help="also where values stand, the language, the door")
        parser.add_argument("--time", action="store_true", help="print the time a text took to standard error")

    def handle(self, *args: Any, **options: Any) -> None:
        spent = 0.0
        count = 0
        for row, received in rows(options["file"]):
            began = time.process_time()
            reading = read(row["text"], received)
            spent += time.process_time() - began
            count += 1
            prediction: dict[str, Any] = {"id": row["id"], **reading.fields()}
            if not reading.is_enquiry:
                prediction["not_enquiry"] = True
            if options["spans"]:
                prediction |= {"language": reading.language, "door": reading.door}
                prediction["spans"] = [[one.field, one.start, one.end, one.bound] for one in reading.values]
            self.stdout.write(json.dumps(prediction, ensure_ascii=False))
        if options["time"] and count:
            self.stderr.write(f"{count} texts, {spent / count * 1000:.2f} ms a text")


def rows(path: Path) -> Iterator[tuple[dict[str, Any], date]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            received = date.fromisoformat(row["received"])
            yield {"id": row["id"], "text": str(row["text"])}, received
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path}, line {number}: needs id, text and received (YYYY-MM-DD)") from error
