"""The pages of a draft: which step is where, and what changed while somebody typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luodi.approvals.dossier import CaseDossier
from luodi.approvals.filling import STEPS, Draft, Known, delivery_kinds, sources
from luodi.approvals.forms.filling import CaseForm, DeliveryForm, QuestionsForm
from luodi.approvals.story import story
from luodi.directory.middleware import ViewedRequest
from luodi.landing.prefill import known_for
from luodi.portal.shell import page
from luodi.text.keys import key_in

PAGES = {
    "questions": "portal:case_questions",
    "form": "portal:case_form",
    "materials": "portal:case_materials",
    "delivery": "portal:case_delivery",
}
ADDRESSES = {
    "give_page": "portal:case_materials",
    "removal_page": "portal:case_material_removal",
    "licence_page": "portal:case_licences",
    "file_page": "portal:attachment",
}


@dataclass(frozen=True)
class StepLink:
    label: str
    url: str
    lacks: int
    current: bool


def step_links(draft: Draft, here: str) -> list[StepLink]:
    number = draft.dossier.case.number
    return [
        StepLink(str(label), reverse(PAGES[code], args=[number]), draft.lacks(code), code == here)
        for code, label in STEPS.items()
    ]


def lacking_links(draft: Draft) -> list[tuple[str, str]]:
    """What is missing, in words, with the address of the very place."""
    number = draft.dossier.case.number
    return [(lack.words, f"{reverse(PAGES[lack.step], args=[number])}#{lack.place}") for lack in draft.lacking]


def known_of(dossier: CaseDossier) -> dict[str, Known]:
    case = dossier.case
    return known_for(dossier.viewer, applicant=case.applicant, company=case.company)


def case_form(draft: Draft, data: Any = None) -> CaseForm:
    """What was kept, and what is known where nothing was."""
    case, known = draft.dossier.case, known_of(draft.dossier)
    rows = {row.code: known[row.prefill].value for row in draft.definition.fields if row.prefill in known}
    kept = rows | {code: value for code, value in case.form.items() if value}
    said = sources(draft.definition, known, kept)
    return CaseForm(draft.definition, data, answers=case.answers, form=kept, sources=said)


def questions_form(draft: Draft, data: Any = None) -> QuestionsForm:
    return QuestionsForm(draft.definition, data, answers=draft.dossier.case.answers)


def delivery_form(draft: Draft, data: Any = None) -> DeliveryForm:
    case = draft.dossier.case
    person = case.applicant
    known = {"name": person.name, "phone": person.phone.removeprefix("+86")} if person else {}
    kinds = delivery_kinds(item.version for item in draft.dossier.items)
    return DeliveryForm(data, kinds=kinds, initial=known | case.delivery)


def draft_page(request: ViewedRequest, draft: Draft, here: str, status: int = 200, **more: Any) -> HttpResponse:
    """One step of the draft; `here` is its code, or review."""
    dossier = draft.dossier
    context = {
        "draft": draft,
        "case": dossier.case,
        "duty": dossier.duty,
        "number": dossier.case.number,
        "steps": step_links(draft, here),
        "step": here,
        **more,
    }
    return page(request, f"cases/{here}", "portal:mine", status, **context)


def changes_since(dossier: CaseDossier, seen: str) -> list[str]:
    """What others did after the page was drawn whose newest event was `seen`."""
    after = key_in(seen)
    lines = story(dossier, [event for event in dossier.events if event.pk > after])
    return [f"{line.by} {line.sentence}".strip() for line in lines]


def following(draft: Draft, here: str) -> str:
    """The address of the next step, or of the whole."""
    order: Sequence[str] = list(PAGES)
    place = order.index(here) + 1
    number = draft.dossier.case.number
    return reverse(PAGES[order[place]] if place < len(order) else "portal:case", args=[number])
