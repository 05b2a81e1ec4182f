"""What the page of one service says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from luodi.approvals.bundle.definition import Definition
from luodi.approvals.bundle.graph import ACCEPTANCE_DAYS
from luodi.approvals.definitions import definition_of
from luodi.approvals.guidance import bundles_in_force, condition_words, service_on
from luodi.approvals.models import BundleVersion, Requirement, ServiceVersion
from luodi.approvals.rules import TERMS, Procedure
from luodi.approvals.words import fee_words, in_language, named
from luodi.clock import Allowance
from luodi.portal.guide.words import Paper, department_words, kind_words, share_words, stands_in

ISSUE_DAYS = Allowance.parse(TERMS["issue"]).amount


@dataclass(frozen=True)
class ServicePage:
    version: ServiceVersion
    bundles: Sequence[tuple[BundleVersion, Definition]]

    @classmethod
    def on(cls, code: str, day: date) -> "ServicePage":
        """Raises ServiceVersion.DoesNotExist."""
        version = service_on(code, day)
        read = [(one, definition_of(one)) for one in bundles_in_force(day)]
        return cls(version, [row for row in read if any(item.service == code for item in row[1].items)])

    @property
    def department(self) -> str:
        return department_words(self.version.service.unit.code, self.version.service.unit.name)

    @property
    def kind(self) -> str:
        return kind_words(self.version.kind)

    @property
    def acceptance_days(self) -> int:
        return ACCEPTANCE_DAYS

    @property
    def issue_days(self) -> int:
        return ISSUE_DAYS

    @property
    def conditions(self) -> list[str]:
        chinese, english = self.version.conditions, self.version.conditions_en
        return [in_language(one, english[at] if at < len(english) else "") for at, one in enumerate(chinese)]

    @property
    def papers(self) -> list[Paper]:
        return [self._paper(row) for row in self.version.requirements.all()]

    def _paper(self, row: Requirement) -> Paper:
        return Paper(row.material, share_words(row), stands_in(row.material), self.when(row.when), row.original)

    def when(self, condition: Mapping[str, Any]) -> str:
        if not condition:
            return ""
        return condition_words(condition, [row[1] for row in self.bundles]) or _("视情况需要")

    @property
    def fees(self) -> list[dict[str, Any]]:
        return [
            {
                "name": named(fee),
                "amount": fee_words(fee.fen),
                "when": self.when(fee.when),
                "basis": fee.basis,
                "source": fee.source,
            }
            for fee in self.version.fees.all()
        ]

    @property
    def special(self) -> list[dict[str, Any]]:
        labels = dict(Procedure.choices)
        return [row | {"name": labels.get(row["kind"], row["kind"])} for row in self.version.special]

    @property
    def result(self) -> str:
        one = self.version
        return in_language(one.result_name, one.result_name_en) or (named(one.result_kind) if one.result_kind else "")
