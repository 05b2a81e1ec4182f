"""`luodi examples`: what people corrected in the reading, as JSON Lines that `luodi read` understands."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from luodi.enquiries.facts.found import as_read
from luodi.enquiries.facts.table import UNDECIDED
from luodi.enquiries.models import Example


class Command(BaseCommand):
    help = "Prints each corrected reading: the words around, the day, what was read and what it should have been."

    def handle(self, *args: Any, **options: Any) -> None:
        for example in Example.objects.order_by("id").iterator():
            self.stdout.write(json.dumps(line_of(example), ensure_ascii=False))


def line_of(example: Example) -> dict[str, Any]:
    """`gold` and `read` hold one field or none, as predictions are written."""
    return {
        "id": f"example-{example.pk}",
        "text": example.text,
        "received": example.received.isoformat(),
        "gold": _as_predicted(example.field, example.now),
        "read": _as_predicted(example.field, example.was),
    }


def _as_predicted(field: str, value: Any) -> dict[str, Any]:
    return {} if value is None or value == UNDECIDED else dict([as_read(field, value)])
