"""What the applicant of a bundle must give and pay, for the answers at hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from luodi.approvals.bundle.catalogue import Catalogue, Fee, Requirement
from luodi.approvals.bundle.conditions import Answers, Condition, holds
from luodi.approvals.bundle.definition import MATERIAL, Definition
from luodi.approvals.bundle.graph import included


@dataclass(frozen=True)
class Need:
    """One material, given once. `requirements` by the item that asks for it; `sisters`: item -> the item of the same
    bundle whose licence it will be."""

    material: str
    requirements: Mapping[str, Requirement]
    sisters: Mapping[str, str]

    @property
    def to_give(self) -> bool:
        return len(self.sisters) < len(self.requirements)

    @property
    def main(self) -> bool:
        return any(one.main for one in self.requirements.values())

    @property
    def original(self) -> bool:
        return any(one.original for one in self.requirements.values())


def needs(definition: Definition, catalogue: Catalogue, answers: Answers) -> list[Need]:
    """In the order in which the items ask."""
    items, edges = included(definition, answers)
    settled = definition.settled(answers)
    asked: dict[str, dict[str, Requirement]] = {}
    for item in items:
        service = catalogue.services.get(item.service)
        for one in service.requirements if service else ():
            if holds(one.when, settled):
                asked.setdefault(one.material, {})[item.code] = one
    sisters: dict[str, dict[str, str]] = {}
    for edge in edges:
        if edge.kind == MATERIAL and edge.dependant in asked.get(edge.material, ()):
            sisters.setdefault(edge.material, {})[edge.dependant] = edge.producer
    return [Need(material, by_item, sisters.get(material, {})) for material, by_item in asked.items()]


def fees(definition: Definition, catalogue: Catalogue, answers: Answers) -> list[tuple[str, Fee]]:
    """(item, fee) of those that fall due."""
    settled = definition.settled(answers)
    return [
        (item.code, fee)
        for item in included(definition, answers)[0]
        if (service := catalogue.services.get(item.service))
        for fee in service.fees
        if holds(fee.when, settled)
    ]


def conditions_of_services(definition: Definition, catalogue: Catalogue) -> Iterator[tuple[str, Condition]]:
    """(item, condition) of everything its service asks or charges."""
    for item in definition.items:
        if service := catalogue.services.get(item.service):
            for when in (*(one.when for one in service.requirements), *(fee.when for fee in service.fees)):
                yield item.code, when
