from typing import Any

from django.core.management.base import BaseCommand

from luodi.directory.seeding import seed_calendars


class Command(BaseCommand):
    help = "Enters the published holidays and make-up days (2004-2026); repeating it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seed_calendars()} days added")
