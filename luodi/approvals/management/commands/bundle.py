"""`luodi bundle`: looks at the definition of a bundle. Asks no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from luodi.approvals.bundle import words
from luodi.approvals.bundle.catalogue import Catalogue, shipped, shipped_bundles
from luodi.approvals.bundle.checks import publish, shape, too_many
from luodi.approvals.bundle.combinations import TooManyError
from luodi.approvals.bundle.days import nodes
from luodi.approvals.bundle.definition import Definition, Edge, parse
from luodi.approvals.bundle.figures import Figures, figures, largest
from luodi.approvals.bundle.graph import Node, cycles
from luodi.approvals.bundle.reading import Fault, read_json
from luodi.approvals.bundle.sources import is_sample
from luodi.approvals.bundle.survey import Survey, survey

REFUSED, UNREADABLE = 1, 2  # exit codes
HEADER = (
    "| code | name | items | questions | departments | asked | materials | to give | series | path | saved "
    "| critical path |"
)


class Command(BaseCommand):
    help = "check FILE: days, critical path and faults of a bundle's definition as JSON; figures: the shipped bundles."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        check = what.add_parser("check", help="exit 1: refused (a cycle, a publish check); exit 2: not a definition")
        check.add_argument("file", type=Path)
        what.add_parser("figures", help="a table, each bundle with the answers that include the most items")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "check":
            self._check(options["file"])
        else:
            self._figures()

    def _check(self, file: Path) -> None:
        catalogue = shipped()
        definition, by_code = self._read(file, catalogue)
        if circles := cycles(by_code, definition.edges):
            self._refuse(
                {"cycles": [[_edge(edge) for edge in circle] for circle in circles]},
                [Fault("cycle", circle[0].producer, {"edges": circle}) for circle in circles],
                REFUSED,
            )
        try:
            found = survey(definition, by_code)
        except TooManyError as problem:
            self._refuse({}, [too_many(problem)], REFUSED)
        said = days_of(definition, catalogue, found)
        faults = []
        if any(item.service for item in definition.items):
            faults = publish(definition, catalogue, found)
        elif definition.questions:
            faults = shape(definition, catalogue, by_code, found)
        if faults:
            self._refuse(said, faults, REFUSED)
        self._print(said)

    def _read(self, file: Path, catalogue: Catalogue) -> tuple[Definition, dict[str, Node]]:
        data, faults = read_json(file)
        if faults:
            self._refuse({}, faults, UNREADABLE)
        definition, faults = parse(data)
        by_code, unsaid = nodes(definition, catalogue)
        told = {fault.place for fault in faults}
        if faults := [*faults, *(fault for fault in unsaid if fault.place not in told)]:
            self._refuse({}, faults, UNREADABLE)
        return definition, by_code

    def _refuse(self, said: dict[str, Any], faults: list[Fault], code: int) -> NoReturn:
        told = [{"code": fault.code, "place": fault.place, "message": words.sentence(fault)} for fault in faults]
        self._print({**said, "faults": told})
        raise CommandError("\n".join(words.line(fault) for fault in faults), returncode=code)

    def _print(self, said: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(said, ensure_ascii=False))

    def _figures(self) -> None:
        catalogue = shipped()
        self.stdout.write(HEADER)
        self.stdout.write("|" + "---|" * HEADER.count(" | ") + "---|")
        for definition in shipped_bundles().values():
            self.stdout.write(_line(figures(definition, catalogue, largest(definition, catalogue))))


def days_of(definition: Definition, catalogue: Catalogue, found: Survey) -> dict[str, Any]:
    """Of the answers that include the most items."""
    most = figures(definition, catalogue, largest(definition, catalogue))
    said: dict[str, Any] = {
        "promised_days": most.path.promised_days,
        "series_days": most.path.series_days,
        "saved_days": most.path.saved_days,
        "critical_path": list(most.path.critical_path),
        "sample": is_sample(definition, catalogue),
    }
    if most.answers:
        said["answers"] = {question: list(chosen) for question, chosen in most.answers.items()}
        said["combinations"] = found.combinations
        said["shortest_days"] = found.shortest.promised_days if found.shortest else 0
        said["longest_days"] = found.longest.promised_days if found.longest else 0
    return said


def _edge(edge: Edge) -> dict[str, str]:
    return {"from": edge.producer, "to": edge.dependant, "kind": edge.kind}


def _line(one: Figures) -> str:
    cells = (
        *(one.code, one.name, one.items, one.questions, one.departments, one.asked, one.materials, one.to_give),
        *(one.path.series_days, one.path.promised_days, one.path.saved_days, " → ".join(one.path.critical_path)),
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
