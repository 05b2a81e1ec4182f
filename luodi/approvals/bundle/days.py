"""How long each item takes: its own promise, or that of its service."""

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.definition import IMMEDIATE, Definition, Item
from luodi.approvals.bundle.graph import Node
from luodi.approvals.bundle.reading import Fault


def nodes(definition: Definition, catalogue: Catalogue) -> tuple[dict[str, Node], list[Fault]]:
    """By the code of the item. An item of which nobody says the days is a fault and counts none."""
    found: dict[str, Node] = {}
    faults: list[Fault] = []
    for number, item in enumerate(definition.items):
        days, immediate = _promise(item, catalogue)
        if days is None and item.code:
            faults.append(Fault("days_absent", f"items[{number}].promised_days", {"code": item.code}))
        found[item.code] = Node(item.code, days or 0, immediate)
    return found, faults


def _promise(item: Item, catalogue: Catalogue) -> tuple[int | None, bool]:
    service = catalogue.services.get(item.service)
    days = service.promised.days if item.promised_days is None and service else item.promised_days
    immediate = service.immediate if not item.handling and service else item.handling == IMMEDIATE
    return days, immediate
