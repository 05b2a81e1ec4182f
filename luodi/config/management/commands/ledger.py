"""`luodi ledger`: proves the ledger, or puts its guards back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.bulletin import triggers as editions
from luodi.ledger.triggers import missing, protect
from luodi.ledger.verification import verify


class Command(BaseCommand):
    help = "verify: proves the chain of seals. protect: puts missing triggers back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("task", choices=["verify", "protect"])

    def handle(self, *args: Any, task: str, **options: Any) -> None:
        if task == "protect":
            names = missing() + editions.missing()
            protect()
            editions.protect()
            self.stdout.write(f"put back: {', '.join(names) or 'nothing was missing'}")
            return
        proof = verify()
        self.stdout.write(
            f"entries {proof.entries}\nseals {proof.seals}\nnot sealed yet {proof.unsealed}\nhead {proof.head}"
        )
        if proof.broken:
            raise CommandError(f"broken at seq {proof.broken.seq}: {proof.broken.what}")
        if names := missing():
            raise CommandError(f"the chain holds, but triggers are missing: {', '.join(names)}")
        self.stdout.write("the chain holds")
