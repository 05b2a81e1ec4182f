"""What anybody may look up: services and bundles in force, found by words, department or whom they are for."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from luodi.approvals.bundle.conditions import Condition
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.definitions import VERSION_WITH, definition_of
from luodi.approvals.models import BundleVersion, Fee, Requirement, ServiceVersion
from luodi.approvals.words import in_language

THEMES = {"enterprise": _("企业"), "project": _("项目"), "organisation": _("社会组织"), "person": _("个人")}
OF_CLIENT = {"1": "person", "2": "enterprise", "3": "organisation", "4": "organisation"}
CHINESE = re.compile(r"[㐀-鿿]+")
LIKE_SHARE = 0.5  # of the weight of what was looked for, that a text must have; rare characters weigh more
LIKE_MOST = 20
ROW = ("name", "name_en", "client", "kind", "handling", "statutory_days", "promised_days", "sample")
ROW_OF_SERVICE = ("service__code", "service__unit__code", "service__unit__name")


@dataclass(frozen=True)
class Listed:
    """One line of the guide. `figures` of a bundle are those of its largest combination, as when it was published."""

    code: str
    name: str
    name_en: str
    department: str
    department_name: str
    themes: frozenset[str]
    sample: bool
    bundle: bool = False
    kind: str = ""
    handling: str = ""
    statutory_days: int | None = None
    promised_days: int | None = None
    summary: str = ""
    summary_en: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True)
class Guide:
    bundles: Sequence[Listed]
    services: Sequence[Listed]

    @property
    def departments(self) -> list[tuple[str, str]]:
        """(code, name) of those that have something."""
        names = {one.department: one.department_name for one in (*self.bundles, *self.services)}
        return sorted(names.items(), key=lambda row: row[1])


@dataclass(frozen=True)
class Found:
    """`like`: nothing has all the words; these share some of their characters, the nearest first."""

    bundles: Sequence[Listed]
    services: Sequence[Listed]
    like: bool = False


def guide_on(day: date) -> Guide:
    """Everything in force on this day, services without a published term last; two queries."""
    definitions = [(one, definition_of(one)) for one in bundles_in_force(day)]
    themes: dict[str, set[str]] = {}
    for _version, definition in definitions:
        for item in definition.items:
            themes.setdefault(item.service, set()).add(definition.subject)
    rows = ServiceVersion.objects.in_force(day).order_by("name", "pk").values(*ROW, *ROW_OF_SERVICE)
    services = sorted((_service(row, themes) for row in rows), key=lambda one: one.promised_days is None)
    return Guide([_bundle(*pair) for pair in definitions], services)


def bundles_in_force(day: date) -> list[BundleVersion]:
    rows = BundleVersion.objects.in_force(day).filter(bundle__active=True)
    return list(rows.select_related("bundle__lead").order_by("bundle__code"))


def look_up(guide: Guide, said: str = "", department: str = "", theme: str = "") -> Found:
    """All of the words in any order; where nothing has them all, what is like them."""

    def narrowed(rows: Iterable[Listed]) -> list[Listed]:
        return [
            one
            for one in rows
            if (not department or one.department == department) and (not theme or theme in one.themes)
        ]

    bundles, services = narrowed(guide.bundles), narrowed(guide.services)
    wanted = plain(said).split()
    found = Found(_having(bundles, wanted), _having(services, wanted))
    if not wanted or found.bundles or found.services:
        return found
    weights = _weights(wanted, [*bundles, *services])
    return Found(_like(bundles, weights), _like(services, weights), like=True)


def plain(text: str) -> str:
    """Half width and lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def bundle_on(code: str, day: date) -> BundleVersion:
    """Raises BundleVersion.DoesNotExist."""
    rows = BundleVersion.objects.in_force(day).filter(bundle__active=True).select_related("bundle__lead")
    return rows.get(bundle__code=code)


def service_on(code: str, day: date) -> ServiceVersion:
    """With all that it says, in the order in which it was entered. Raises ServiceVersion.DoesNotExist."""
    requirements = Requirement.objects.select_related("material__licence_kind").order_by("-main", "pk")
    rows = ServiceVersion.objects.in_force(day).select_related(*VERSION_WITH)
    return rows.prefetch_related(
        Prefetch("requirements", requirements), Prefetch("fees", Fee.objects.order_by("pk"))
    ).get(service__code=code)


def condition_words(when: Condition, definitions: Iterable[Definition]) -> str:
    """Of the first definition that asks this; empty where nobody does."""
    for definition in definitions:
        questions = {question.code: question for question in definition.questions}
        if when.keys() <= questions.keys():
            said = []
            for code, accepted in when.items():
                question = questions[code]
                chosen = [in_language(one.text, one.text_en) for one in question.options if one.code in accepted]
                said.append(f"{in_language(question.text, question.text_en)} {' / '.join(chosen)}")
            return "；".join(said)
    return ""


def _bundle(version: BundleVersion, definition: Definition) -> Listed:
    lead = version.bundle.lead
    asked = [question.text for question in definition.questions]
    texts = [definition.name, definition.name_en, definition.summary, definition.summary_en, *asked]
    return Listed(
        code=version.bundle.code,
        name=version.name,
        name_en=version.name_en,
        department=lead.code,
        department_name=lead.name,
        themes=frozenset({definition.subject}),
        sample=version.sample,
        bundle=True,
        summary=definition.summary,
        summary_en=definition.summary_en,
        figures=version.figures,
        words=plain(" ".join(texts)),
    )


def _service(row: Mapping[str, Any], themes: Mapping[str, set[str]]) -> Listed:
    code, name = row["service__code"], row["service__unit__name"]
    own = {OF_CLIENT[row["client"]]} if row["client"] in OF_CLIENT else set()
    return Listed(
        code=code,
        department=row["service__unit__code"],
        department_name=name,
        themes=frozenset(themes.get(code, set()) | own),
        words=plain(f"{row['name']} {row['name_en']} {code}"),
        **{column: row[column] for column in ROW if column != "client"},
    )


def _having(rows: Iterable[Listed], words: Sequence[str]) -> list[Listed]:
    return [one for one in rows if all(word in one.words or word in one.department_name for word in words)]


def _weights(words: Iterable[str], rows: Sequence[Listed]) -> dict[str, float]:
    """Chinese characters of the words, and pairs of neighbours, by how rare they are; none for what stands nowhere."""
    chinese = [run for word in words for run in CHINESE.findall(word)]
    parts = {run[at : at + size] for run in chinese for size in (1, 2) for at in range(len(run) - size + 1)}
    counts = {part: sum(part in one.words for one in rows) for part in parts}
    return {part: log(1 + len(rows) / count) for part, count in counts.items() if count}


def _like(rows: Iterable[Listed], weights: Mapping[str, float]) -> list[Listed]:
    least = LIKE_SHARE * sum(weights.values())
    scored = [(sum(weight for part, weight in weights.items() if part in one.words), one) for one in rows]
    near = sorted((row for row in scored if row[0] > least), key=lambda row: -row[0])
    return [one for _score, one in near[:LIKE_MOST]]
