"""What the page of one bundle says for the answers at hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.conditions import Answers
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.bundle.graph import included
from luodi.approvals.bundle.needs import Need, needs
from luodi.approvals.definitions import all_in_force, definition_of
from luodi.approvals.drawing.layout import Graph
from luodi.approvals.drawing.pictures import bundle_graph
from luodi.approvals.filling import Estimate
from luodi.approvals.forms.filling import QuestionsForm
from luodi.approvals.guidance import bundle_on
from luodi.approvals.models import BundleVersion, Material, ServiceVersion
from luodi.approvals.words import fee_words, in_language
from luodi.portal.guide.words import Paper, department_words, stands_in
from luodi.ui.parts import Figure

ASKED = "asked"  # stands in the address once the questions were sent, so that no ticked box is an answer too


@dataclass(frozen=True)
class Row:
    """An item of the bundle for these answers. Days count from acceptance, `start` from 0."""

    code: str
    version: ServiceVersion
    department: str
    start: int
    critical: bool


@dataclass(frozen=True)
class BundlePage:
    version: BundleVersion
    estimate: Estimate
    form: QuestionsForm

    @classmethod
    def on(cls, code: str, day: date, asked: QueryDict) -> "BundlePage":
        """Raises BundleVersion.DoesNotExist, Refused when one of its services is not in force. Without answers the page
        shows the most that can come together."""
        version = bundle_on(code, day)
        definition = definition_of(version)
        versions = all_in_force([item.service for item in definition.items], day)
        form = QuestionsForm(definition, asked if ASKED in asked else None, answers=_fullest(version, definition))
        return cls(version, Estimate(definition, versions, _chosen(form)), form)

    @property
    def definition(self) -> Definition:
        return self.estimate.definition

    @property
    def _asking(self) -> tuple[Definition, Catalogue, Answers]:
        return self.definition, self.estimate.catalogue, self.estimate.answers

    @property
    def lead(self) -> str:
        return department_words(self.version.bundle.lead.code, self.version.bundle.lead.name)

    @property
    def answered(self) -> list[tuple[str, str]]:
        """(question, answers) in words, for the sheet that is printed without the form."""
        said = []
        for one in self.definition.questions:
            chosen = [
                in_language(option.text, option.text_en)
                for option in one.options
                if option.code in self.estimate.answers.get(one.code, ())
            ]
            said.append((in_language(one.text, one.text_en), " / ".join(chosen) or _("都没有")))
        return said

    @cached_property
    def graph(self) -> Graph:
        return bundle_graph(*self._asking)

    @property
    def figures(self) -> list[Figure]:
        most, services = self.estimate.figures, self.estimate.services
        series = sum(one.visits for one in services)
        return [
            Figure(
                pgettext("栏目", "事项"),
                str(most.items),
                ngettext("%(count)s 个部门", "%(count)s 个部门", most.departments) % {"count": most.departments},
            ),
            Figure(_("要交的材料"), str(most.to_give), _("分头办要交 %(asked)s 份") % {"asked": most.asked}),
            Figure(
                _("承诺工作日"),
                str(most.path.promised_days),
                _("一项一项办 %(days)s 天") % {"days": most.path.series_days},
            ),
            Figure(_("少等工作日"), str(most.path.saved_days), _("能同时办的同时办")),
            Figure(
                _("跑腿次数"),
                str(self.estimate.visits),
                _("分头办 %(visits)s 次") % {"visits": series} if series else _("全程网办"),
            ),
        ]

    @cached_property
    def stages(self) -> list[tuple[str, str, list[Row]]]:
        """(name, lead, items) in the order of the stages; one without a name where there are none."""
        found = self.estimate.figures.path
        by_stage: dict[str, list[Row]] = {}
        for item in included(self.definition, self.estimate.answers)[0]:
            version, on_path = self.estimate.versions[item.service], item.code in found.critical_path
            unit = version.service.unit
            row = Row(item.code, version, department_words(unit.code, unit.name), found.earliest[item.code], on_path)
            by_stage.setdefault(item.stage, []).append(row)
        stages = {one.code: one for one in self.definition.stages}
        order = [*stages, *(code for code in by_stage if code not in stages)]
        return [
            (
                in_language(stages[code].name, stages[code].name_en) if code in stages else "",
                self._department(stages[code].lead) if code in stages else "",
                sorted(by_stage[code], key=lambda row: row.start),
            )
            for code in order
            if code in by_stage
        ]

    @cached_property
    def papers(self) -> list[Paper]:
        """What must be given first, then what nobody has to give."""
        known = {
            row.material.code: row.material
            for version in self.estimate.versions.values()
            for row in version.requirements.all()
        }
        rows = [_asked(known[need.material], need) for need in needs(*self._asking)]
        return sorted(rows, key=lambda row: (row.spared, bool(row.instead)))

    @property
    def fees(self) -> list[dict[str, Any]]:
        return [
            {
                "name": in_language(fee.name, fee.name_en),
                "amount": fee_words(fee.fen),
                "basis": fee.basis,
                "source": fee.source,
            }
            for fee in self.estimate.due
        ]

    def _department(self, code: str) -> str:
        names = {one.service.unit.code: one.service.unit.name for one in self.estimate.versions.values()}
        return department_words(code, names.get(code, "")) if code else ""


def _fullest(version: BundleVersion, definition: Definition) -> dict[str, Sequence[str]]:
    """The answers of the largest combination as it was reckoned at publishing, else the first option of each."""
    first = {question.code: [question.options[0].code] for question in definition.questions if not question.many}
    return first | version.figures.get("answers", {})


def _chosen(form: QuestionsForm) -> Answers:
    """A question that takes one answer has it, whatever the address says."""
    found = {}
    for question in form.definition.questions:
        known = [one.code for one in question.options if one.code in form.answers.get(question.code, ())]
        found[question.code] = known if question.many else known[:1]
    return {code: chosen for code, chosen in found.items() if chosen}


def _asked(material: Material, need: Need) -> Paper:
    rows = list(need.requirements.values())
    instead = stands_in(material)
    if need.sisters:
        instead = _("由前面事项的结果自动带入")
    caps = [one.deferral_days for one in rows if one.deferral_days]
    share = _("主要材料") if need.main else _("次要材料")
    if not need.main and len(caps) == len(rows):
        share = _("次要材料，可容缺，%(days)s 个工作日内补") % {"days": min(caps)}
    return Paper(material, share, instead, "", need.original, len(rows), not need.to_give)
