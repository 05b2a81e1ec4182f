"""A bundle in figures: what doing it once spares."""

from dataclasses import dataclass

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.combinations import combinations_of
from luodi.approvals.bundle.conditions import Answers, Condition
from luodi.approvals.bundle.days import nodes
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.bundle.graph import Path, included, path
from luodi.approvals.bundle.needs import conditions_of_services, needs


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
    """The answers that include the most items and, by the questions that decide no item, ask for the most materials.
    Raises TooManyError."""

    def items(answers: Answers) -> int:
        return len(included(definition, answers)[0])

    def asked(answers: Answers) -> int:
        return sum(len(need.requirements) for need in needs(definition, catalogue, {**most, **answers}))

    most: Answers = max(combinations_of(definition, definition.conditions), key=items)
    rest: list[Condition] = [
        {question: accepted for question, accepted in when.items() if question not in most}
        for _, when in conditions_of_services(definition, catalogue)
    ]
    others: Answers = max(combinations_of(definition, rest), key=asked)
    return {**most, **others}
