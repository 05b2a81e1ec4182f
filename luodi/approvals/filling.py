"""What the pages of a draft show, in both rooms: the questionnaire with its figures, what is known, what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.actions.filing import definition_for
from luodi.approvals.bundle.catalogue import Catalogue, Fee
from luodi.approvals.bundle.conditions import Answers
from luodi.approvals.bundle.definition import Definition, FormField
from luodi.approvals.bundle.figures import Figures, figures
from luodi.approvals.bundle.graph import included
from luodi.approvals.bundle.needs import Need, fees, needs
from luodi.approvals.definitions import catalogue_of
from luodi.approvals.dossier import CaseDossier, Paper
from luodi.approvals.drafting import missing_fields, unanswered
from luodi.approvals.forms.filling import ANSWER, FIELD
from luodi.approvals.models import Delivery, Material, ServiceVersion
from luodi.approvals.rules import ItemState
from luodi.approvals.words import fee_words, in_language, named, said


@dataclass(frozen=True)
class Estimate:
    """What these answers call for, before anything is begun. Nothing in it asks the tables."""

    definition: Definition
    versions: Mapping[str, ServiceVersion]
    answers: Answers

    @property
    def title(self) -> str:
        return in_language(self.definition.name, self.definition.name_en)

    @property
    def summary(self) -> str:
        return in_language(self.definition.summary, self.definition.summary_en)

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue_of(self.versions.values())

    @cached_property
    def figures(self) -> Figures:
        return figures(self.definition, self.catalogue, self.answers)

    @cached_property
    def open_questions(self) -> int:
        return len(unanswered(self.definition, self.answers))

    @cached_property
    def services(self) -> list[ServiceVersion]:
        return [self.versions[item.service] for item in included(self.definition, self.answers)[0]]

    @property
    def visits(self) -> int:
        """Handled together, all of them take the visits of the one that needs most."""
        return max((one.visits for one in self.services), default=0)

    @property
    def sample(self) -> bool:
        return any(one.sample for one in self.services)

    @cached_property
    def materials(self) -> list[tuple[str, Need]]:
        """Each with its name, what must be given first."""
        asked = needs(self.definition, self.catalogue, self.answers)
        found = [(named(self.catalogue.materials[need.material]), need) for need in asked]
        return sorted(found, key=lambda row: (not row[1].to_give, not row[1].main))

    @cached_property
    def due(self) -> list[Fee]:
        return [fee for _item, fee in fees(self.definition, self.catalogue, self.answers)]

    @property
    def fees(self) -> list[tuple[str, str, bool]]:
        """(name, amount in words, whether its source is missing)."""
        return [(in_language(fee.name, fee.name_en), fee_words(fee.fen), not fee.source) for fee in self.due]

    @property
    def fee_total(self) -> str:
        return fee_words(sum(fee.fen for fee in self.due))


@dataclass(frozen=True)
class Known:
    """A value that nobody needs to type, and in words where it comes from."""

    value: str
    source: str


def prefilled(definition: Definition, known: Mapping[str, Known]) -> dict[str, str]:
    """Values of the form's fields that are known already."""
    return {row.code: known[row.prefill].value for row in definition.fields if _fits(row, known)}


def sources(definition: Definition, known: Mapping[str, Known], form: Mapping[str, str]) -> dict[str, str]:
    """Where the values come from that stand in the form as they were known."""
    rows = [row for row in definition.fields if _fits(row, known) and form.get(row.code) == known[row.prefill].value]
    return {row.code: _("来自%(source)s，请核对") % {"source": known[row.prefill].source} for row in rows}


def _fits(row: FormField, known: Mapping[str, Known]) -> bool:
    found = known.get(row.prefill)
    return found is not None and (row.kind != "choice" or found.value in {option.code for option in row.options})


@dataclass(frozen=True)
class Lack:
    """Something that is missing before the case can be filed: in which step, and where on its page."""

    step: str
    words: str
    place: str = ""


STEPS = {
    "questions": lazy("问答"),
    "form": lazy("一张表"),
    "materials": lazy("一套材料"),
    "delivery": lazy("领取方式"),
}


@dataclass(frozen=True)
class Draft:
    """A case that is not filed yet."""

    dossier: CaseDossier

    @cached_property
    def definition(self) -> Definition:
        return definition_for(self.dossier.case)

    @cached_property
    def estimate(self) -> Estimate:
        versions = {item.version.service.code: item.version for item in self.all_versions}
        return Estimate(self.definition, versions, self.dossier.case.answers)

    @cached_property
    def all_versions(self) -> list:
        beside = ("version__service__unit", "version__result_kind")
        rows = self.dossier.case.items.select_related(*beside)
        return list(rows.prefetch_related("version__fees", "version__requirements__material__licence_kind"))

    @cached_property
    def lacking(self) -> list[Lack]:
        """Everything, in the order of the steps."""
        case = self.dossier.case
        found = [
            Lack("questions", in_language(one.text, one.text_en), f"id_{ANSWER}{one.code}_field")
            for one in unanswered(self.definition, case.answers)
        ]
        found += [
            Lack("form", in_language(one.label, one.label_en), f"id_{FIELD}{one.code}_field")
            for one in missing_fields(self.definition, case.answers, case.form)
        ]
        found += [
            Lack("materials", named(paper.material), paper_id(paper.material))
            for paper in self.dossier.papers
            if _needed_now(paper)
        ]
        if not case.delivery.get("kind"):
            found.append(Lack("delivery", _("结果怎么领取")))
        return found

    @cached_property
    def later(self) -> list[Paper]:
        """Materials that are not there and do not keep it from being filed."""
        return [paper for paper in self.dossier.papers if paper.wanted and not _needed_now(paper)]

    def lacks(self, step: str) -> int:
        return sum(one.step == step for one in self.lacking)


def paper_id(material: Material) -> str:
    return f"paper-{material.code}"


def _needed_now(paper: Paper) -> bool:
    return paper.wanted and any(
        row.main and row.item.state == ItemState.READY and row.copy_id is None for row in paper.rows
    )


def changed(before: Figures, after: Figures) -> list[str]:
    """What another answer does, in words; nothing when it does nothing."""
    pairs: Iterable[tuple[int, str]] = (
        (after.items - before.items, _("事项 %(change)s")),
        (after.materials - before.materials, _("材料 %(change)s")),
        (after.path.promised_days - before.path.promised_days, _("工作日 %(change)s")),
    )
    return [words % {"change": f"{change:+d}".replace("-", "−")} for change, words in pairs if change]


def delivery_kinds(versions: Iterable[ServiceVersion]) -> Sequence[tuple[str, str]]:
    """The ways in which any of these hands out its result."""
    offered = {kind for one in versions for kind in one.delivery}
    if Delivery.Kind.COURIER in offered:
        offered.add(Delivery.Kind.DOOR)
    kinds = [kind for kind in Delivery.Kind if kind in offered] or [Delivery.Kind.COUNTER]
    return [(kind.value, said(kind.label)) for kind in kinds]
