"""`luodi demo`: a living city on an empty database."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from luodi.accounts.models import User
from luodi.config.demo.build import ENQUIRIES, build


class Command(BaseCommand):
    help = "Fills an empty database with the demo city: real territories, invented people, firms and enquiries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--enquiries", type=int, default=ENQUIRIES)
        parser.add_argument("--if-empty", action="store_true", help="do nothing when somebody has an account already")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("the database is not empty / 数据库不是空的：演示城市只建在空库上")
        begun = time.monotonic()
        count = build(timezone.now(), enquiries=options["enquiries"])
        self.stdout.write(f"demo city: {count} enquiries in {time.monotonic() - begun:.1f} s")
