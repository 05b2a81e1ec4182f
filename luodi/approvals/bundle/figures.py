"""A bundle in figures: what doing it once spares."""

from dataclasses import dataclass

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.combinations import TooManyError, combinations_of
from luodi.approvals.bundle.conditions import Answers, Condition
from luodi.approvals.bundle.days import nodes
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.bundle.graph import Path, included, path
from luodi.approvals.bundle.needs import Need, conditions_of_services, needs


@dataclass(frozen=True)
class Figures:
    """`asked` counts a material once for each item, `materials` once; `to_give` leaves out what the bundle issues."""

    code: str
    name: str
    answers: Answers
    items: int
    questions: int
    departments: int
    asked: int
    materials: int
    to_give: int
    path: Path


def figures(definition: Definition, catalogue: Catalogue, answers: Answers) -> Figures:
    """Raises CycleError."""
    items, edges = included(definition, answers)
    by_code, _ = nodes(definition, catalogue)
    needed = needs(definition, catalogue, answers)
    services = [catalogue.services[item.service] for item in items if item.service in catalogue.services]
    return Figures(
        code=definition.code,
        name=definition.name,
        answers=answers,
        items=len(items),
        questions=len(definition.questions),
        departments=len({service.department for service in services}),
        asked=sum(len(need.requirements) for need in needed),
        materials=len(needed),
        to_give=sum(need.to_give for need in needed),
        path=path([by_code[item.code] for item in items], edges),
    )


def largest(definition: Definition, catalogue: Catalogue) -> Answers:
    """The answers that include the most items, then ask for the most materials. Where the materials would make for too
    many combinations they are left out of it. Raises TooManyError when the items alone do."""
    own = definition.conditions
    asking = [*own, *(when for _, when in conditions_of_services(definition, catalogue))]
    try:
        return _most(definition, catalogue, asking)
    except TooManyError:
        return _most(definition, catalogue, own)


def _most(definition: Definition, catalogue: Catalogue, conditions: list[Condition]) -> Answers:
    def size(answers: Answers) -> tuple[int, int]:
        return len(included(definition, answers)[0]), _asked(needs(definition, catalogue, answers))

    return max(combinations_of(definition, conditions), key=size)


def _asked(needed: list[Need]) -> int:
    return sum(len(need.requirements) for need in needed)
