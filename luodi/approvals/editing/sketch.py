"""What a document comes to: graph, longest line, sum in series, days saved, and what keeps it from publication."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luodi.approvals.bundle import catalogue as pure
from luodi.approvals.bundle.checks import publish
from luodi.approvals.bundle.combinations import TooManyError
from luodi.approvals.bundle.definition import Definition, parse
from luodi.approvals.bundle.figures import Figures, figures, largest
from luodi.approvals.bundle.graph import CycleError
from luodi.approvals.bundle.reading import Fault
from luodi.approvals.bundle.sources import unsourced
from luodi.approvals.bundle.words import NO_NAMES, Names, line
from luodi.approvals.definitions import catalogue_of, versions_in_force
from luodi.approvals.drawing.layout import Graph
from luodi.approvals.drawing.pictures import bundle_graph
from luodi.approvals.words import in_language, named
from luodi.directory.models import Unit


@dataclass(frozen=True)
class Difference:
    """One figure now and in the published version; None where there is none."""

    name: str
    now: int
    before: int | None

    @property
    def by(self) -> int:
        return 0 if self.before is None else self.now - self.before

    @property
    def less(self) -> int:
        return -self.by


@dataclass(frozen=True)
class Sketch:
    """`faults` keep it from being read, `checks` from being published; `missing` are places without a source."""

    definition: Definition
    faults: list[Fault]
    checks: list[Fault] = field(default_factory=list)
    missing: list[Fault] = field(default_factory=list)
    figures: Figures | None = None
    before: Figures | None = None
    graph: Graph | None = None
    departments: list[pure.Department] = field(default_factory=list)
    names: Names = field(default_factory=lambda: NO_NAMES)

    @property
    def fault_lines(self) -> list[str]:
        return [line(fault) for fault in self.faults]

    @property
    def check_lines(self) -> list[str]:
        return [line(fault, self.names) for fault in self.checks]

    @property
    def missing_lines(self) -> list[str]:
        return [line(fault, self.names) for fault in self.missing]

    @property
    def critical(self) -> list[str]:
        """Names along the longest line."""
        if self.graph is None:
            return []
        names = {bar.box.code: bar.box.name for bar in self.graph.bars}
        return [names[code] for code in self.graph.critical]

    @property
    def compared(self) -> list[Difference]:
        if self.figures is None:
            return []
        labels = (_("最长一条线"), _("逐项相加"), _("省下"), pgettext("栏目", "事项"), _("材料"))
        before = _row(self.before) if self.before else [None] * len(labels)
        return [Difference(*row) for row in zip(labels, _row(self.figures), before, strict=True)]


def sketch(document: object, published: Definition | None, today: date, rows: str | None = "") -> Sketch:
    """Five queries. The graph is of the answers that include the most items; `rows`: the page with
    the rows to which the bars lead, if any."""
    definition, faults = parse(document)
    if faults:
        return Sketch(definition, faults)
    catalogue = catalogue_for([definition, *([published] if published else [])], today)
    checks = publish(definition, catalogue)
    found = _figures(definition, catalogue)
    return Sketch(
        definition=definition,
        faults=[],
        checks=checks,
        missing=unsourced(definition, catalogue),
        figures=found,
        before=_figures(published, catalogue) if published else None,
        graph=bundle_graph(definition, catalogue, found.answers, _anchors(definition, rows)) if found else None,
        departments=list(catalogue.departments.values()),
        names=names_of(definition, catalogue),
    )


def names_of(definition: Definition, catalogue: pure.Catalogue) -> Names:
    """What its faults are told in."""
    services, materials = catalogue.services, catalogue.materials
    found = {one.code: named(services[one.service]) for one in definition.items if one.service in services}
    found |= {f"service:{code}": named(service) for code, service in services.items()}
    found |= {f"material:{code}": named(material) for code, material in materials.items()}
    for question in definition.questions:
        found[f"answer:{question.code}"] = in_language(question.text, question.text_en)
        found |= {f"answer:{question.code}={one.code}": in_language(one.text, one.text_en) for one in question.options}
    return found


def catalogue_for(definitions: Iterable[Definition], today: date) -> pure.Catalogue:
    """What is in force of what they name, and every department there is."""
    versions = versions_in_force({item.service for one in definitions for item in one.items}, today)
    departments = {
        code: pure.Department(code, name, "")
        for code, name in Unit.objects.filter(active=True).values_list("code", "name")
    }
    return replace(catalogue_of(versions.values()), departments=departments)


def figures_row(found: Figures) -> dict[str, Any]:
    """`BundleVersion.figures`."""
    return {
        "items": found.items,
        "materials": found.materials,
        "series_days": found.path.series_days,
        "promised_days": found.path.promised_days,
        "critical_path": list(found.path.critical_path),
        "answers": {question: list(chosen) for question, chosen in found.answers.items()},
    }


def _row(one: Figures) -> list[int]:
    return [one.path.promised_days, one.path.series_days, one.path.saved_days, one.items, one.materials]


def _figures(definition: Definition, catalogue: pure.Catalogue) -> Figures | None:
    """None of a definition that goes in circles, or has too many ways of answering."""
    try:
        return figures(definition, catalogue, largest(definition, catalogue))
    except (CycleError, TooManyError):
        return None


def _anchors(definition: Definition, rows: str | None) -> Mapping[str, str]:
    if rows is None:
        return {}
    return {item.code: f"{rows}#items-{number}" for number, item in enumerate(definition.items)}
