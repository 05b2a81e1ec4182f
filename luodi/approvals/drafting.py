"""Steps of a draft: which items and materials the answers call for, and which of them are there already."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from luodi.approvals.bundle.conditions import Answers, holds
from luodi.approvals.bundle.definition import MATERIAL, Definition, FormField, Question
from luodi.approvals.bundle.graph import included, ready
from luodi.approvals.models import Case, Edge, Item, ItemMaterial, MaterialCopy, ServiceVersion
from luodi.approvals.rules import Holder, ItemState
from luodi.approvals.sparing import CASE_FORM, checked, held_licences

State = ItemMaterial.State


def clean_answers(definition: Definition, said: Mapping[str, Any]) -> dict[str, list[str]]:
    """Only questions and options that there are; of a question with one answer the first."""
    found: dict[str, list[str]] = {}
    for question in definition.questions:
        given = said.get(question.code, [])
        chosen = [given] if isinstance(given, str) else list(given)
        known = [option.code for option in question.options if option.code in chosen]
        if known:
            found[question.code] = known if question.many else known[:1]
    return found


def unanswered(definition: Definition, answers: Answers) -> list[Question]:
    """Questions without an answer; of several options none is an answer too."""
    return [one for one in definition.questions if not one.many and not answers.get(one.code)]


def missing_fields(definition: Definition, answers: Answers, form: Mapping[str, str]) -> list[FormField]:
    """Required fields that apply and are empty."""
    settled = definition.settled(answers)
    return [
        field
        for field in definition.fields
        if field.required and holds(field.when, settled) and not str(form.get(field.code, "")).strip()
    ]


def lay_out(case: Case, definition: Definition, versions: Mapping[str, ServiceVersion], day: date) -> None:
    """Items, edges and materials of a draft by its answers. What was given stays given: copies are the case's."""
    chosen, edges = included(definition, case.answers)
    codes, free = {one.code for one in chosen}, set(ready(chosen, edges))
    Edge.objects.filter(case=case).delete()
    ItemMaterial.objects.filter(item__case=case).delete()
    known = {item.code: item for item in Item.objects.filter(case=case)}
    rows = []
    for one in definition.items:
        item = known.get(one.code) or Item(case=case, code=one.code)
        item.version = versions[one.service]
        item.state = _state(one.code, codes, free)
        item.holder = Holder.QUEUE if item.state == ItemState.BLOCKED else Holder.APPLICANT
        rows.append(item)
    Item.objects.bulk_create([item for item in rows if item.pk is None])
    Item.objects.bulk_update([item for item in rows if item.pk is not None], ["version", "state", "holder"])
    items = {item.code: item for item in rows}
    Edge.objects.bulk_create(
        Edge(
            case=case,
            prerequisite=items[edge.producer],
            dependant=items[edge.dependant],
            kind=edge.kind,
            on_refusal=edge.on_refusal,
        )
        for edge in edges
    )
    expected = {(edge.dependant, edge.material) for edge in edges if edge.kind == MATERIAL}
    settled = definition.settled(case.answers)
    ItemMaterial.objects.bulk_create(
        ItemMaterial(
            item=items[code],
            requirement=asked,
            material=asked.material,
            main=asked.main,
            state=State.EXPECTED if (code, asked.material.code) in expected else State.MISSING,
        )
        for code in codes
        for asked in items[code].version.requirements.all()
        if holds(asked.when, settled)
    )
    spare(case, day, form=bool(definition.fields))
    link_copies(case)


def _state(code: str, included_codes: set[str], free: set[str]) -> str:
    if code not in included_codes:
        return ItemState.EXCLUDED
    return ItemState.READY if code in free else ItemState.BLOCKED


def spare(case: Case, day: date, *, form: bool) -> None:
    """Copies of what nobody is asked for: data that can be checked, licences the city holds, the one `form` itself.

    A held licence counts once its holder has consented (`LicenceUse`); until then the page offers it.
    """
    asked = {row.material.pk: row.material for row in _rows(case).select_related("material__licence_kind")}
    there = set(MaterialCopy.objects.filter(case=case, withdrawn_at=None).values_list("material_id", flat=True))
    kinds = {one.kind_id: one for one in held_licences(case, day).filter(uses__case=case)}
    copies = []
    for pk, material in asked.items():
        if pk in there:
            continue
        if (form and material.data_check == CASE_FORM) or checked(material, case.company):
            copies.append(_copy(case, material, MaterialCopy.Source.CHECK))
        elif material.licence_kind_id in kinds:
            copies.append(_copy(case, material, MaterialCopy.Source.LICENCE, licence=kinds[material.licence_kind_id]))
    MaterialCopy.objects.bulk_create(copies)


def _copy(case: Case, material: Any, source: str, **more: Any) -> MaterialCopy:
    return MaterialCopy(
        case=case, material=material, source=source, given_by="system:approvals", given_at=case.begun_at, **more
    )


def link_copies(case: Case) -> int:
    """Every item that asks for a material that is there has it, whoever gave it for whichever item.

    A copy that an item rejected is offered to it again only when a newer one came. Returns how many were linked.
    """
    newest: dict[int, MaterialCopy] = {}
    for given in MaterialCopy.objects.filter(case=case, withdrawn_at=None).order_by("pk"):
        if given.material_id is not None:
            newest[given.material_id] = given
    rows = [row for row in _rows(case) if row.state in (State.MISSING, State.REJECTED, State.EXPECTED, State.DEFERRED)]
    linked = []
    for row in rows:
        copy = newest.get(row.material_id)
        if copy is not None and copy.pk != row.copy_id:
            row.copy, row.state, row.reason = copy, State.OFFERED, ""
            linked.append(row)
    ItemMaterial.objects.bulk_update(linked, ["copy", "state", "reason"])
    return len(linked)


def _rows(case: Case) -> Any:
    return ItemMaterial.objects.filter(item__case=case).exclude(item__state=ItemState.EXCLUDED)
