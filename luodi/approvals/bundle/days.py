"""How long each item takes: its own promise, or that of its service."""

from collections.abc import Mapping
from typing import NamedTuple

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.definition import IMMEDIATE, Definition, Item
from luodi.approvals.bundle.graph import Node
from luodi.approvals.bundle.reading import Fault


class Promise(NamedTuple):
    """Of a service; `days` is None where none is published."""

    days: int | None
    immediate: bool


def nodes(definition: Definition, catalogue: Catalogue) -> tuple[dict[str, Node], list[Fault]]:
    """By the code of the item. An item of which nobody says the days is a fault and counts none."""
    services = catalogue.services.items()
    return nodes_of(definition, {code: Promise(one.promised.days, one.immediate) for code, one in services})


def nodes_of(definition: Definition, promises: Mapping[str, Promise]) -> tuple[dict[str, Node], list[Fault]]:
    """The same by what the services promise, by their codes."""
    found: dict[str, Node] = {}
    faults: list[Fault] = []
    for number, item in enumerate(definition.items):
        days, immediate = _promise(item, promises.get(item.service, Promise(None, False)))
        if days is None and item.code:
            faults.append(Fault("days_absent", f"items[{number}].promised_days", {"code": item.code}))
        found[item.code] = Node(item.code, days or 0, immediate)
    return found, faults


def _promise(item: Item, service: Promise) -> Promise:
    days = service.days if item.promised_days is None else item.promised_days
    return Promise(days, item.handling == IMMEDIATE if item.handling else service.immediate)
