"""Steps that make a licence, put it in another's place, and hand it to the items that wait for it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.approvals.licences.numbers import new_number, region_of
from luodi.approvals.licences.rules import HOLDER_FIELDS, NEW_NAME, PRINTED, USCC, last_day
from luodi.approvals.models import Case, Item, ItemMaterial, Licence, MaterialCopy
from luodi.ledger.acts import Act, Refused
from luodi.ledger.models import Event

Fields = Sequence[Sequence[str]]
State = Licence.State
WAITING = (ItemMaterial.State.EXPECTED, ItemMaterial.State.MISSING, ItemMaterial.State.REJECTED)


def make_licence(
    item: Item, *, at: datetime, fields: Fields | None = None, older: Licence | None = None, until: date | None = None
) -> Licence:
    """The row; the watch draws it. `until` goes before what the kind says. Without `fields`, those of the form."""
    kind, case, unit = item.version.result_kind, item.case, item.version.service.unit
    assert kind is not None
    start = localdate(at)
    said = fields if fields is not None else printed(case)
    return Licence.objects.create(
        number=new_number(kind.prefix, start.year, region_of(unit.territory)),
        kind=kind,
        unit=unit,
        company=case.company,
        holder=None if case.company else case.applicant,
        holder_name=holder_name(case)[:120],
        holder_code=case.company.uscc if case.company else "",
        fields=[[str(label), str(value)] for label, value in said],
        item=item,
        issued_at=at,
        valid_from=start,
        valid_until=until or last_day(start, kind.validity_months),
        replaces=older,
    )


def holder_name(case: Case) -> str:
    if new := str(case.form.get(NEW_NAME, "")).strip():
        return new
    if case.company is not None:
        return case.company.name
    named = (str(case.form.get(code, "")).strip() for code in HOLDER_FIELDS)
    return next(filter(None, named), "") or (case.applicant.name if case.applicant else "")


def printed(case: Case) -> list[list[str]]:
    rows = [[label, str(case.form[code])] for code, label in PRINTED.items() if case.form.get(code)]
    code = case.company.uscc if case.company else ""
    return ([[USCC, code]] if code else []) + rows


def rows_of_kind(item: Item) -> list[ItemMaterial]:
    """What the case asks for that such a licence is: an older one for this item, this very one for others."""
    rows = ItemMaterial.objects.filter(item__case=item.case, material__licence_kind=item.version.result_kind_id)
    return list(rows.select_related("material", "copy__licence"))


def older_of(item: Item, rows: list[ItemMaterial], number: str = "") -> Licence | None:
    """The licence that a new one takes the place of: the one named, else the one handed in for a change of it.

    Raises Refused when the one named is not the holder's, or of another kind, or no longer there to replace.
    """
    if number:
        found = Licence.objects.filter(number=number, kind=item.version.result_kind).first()
        if found is None or not _replaceable(found, item.case):
            raise Refused(_("要替换的证照不是这位申请人的，或者已经失效。"))
        return found
    used = (row.copy.licence for row in rows if row.item_id == item.pk and row.copy)
    return next((one for one in used if one is not None and _replaceable(one, item.case)), None)


def _replaceable(one: Licence, case: Case) -> bool:
    own = one.company_id == case.company_id if case.company_id else one.holder_id == case.applicant_id
    return own and one.state in (State.VALID, State.SUSPENDED)


def replace_older(a: Act, older: Licence | None, licence: Licence) -> list[Event]:
    if older is None:
        return []
    Licence.objects.filter(pk=older.pk).update(state=State.REPLACED, state_reason=licence.number)
    return [a.draft(f"licence:{older.number}", State.REPLACED, by=licence.number)]


def hand_on(item: Item, rows: list[ItemMaterial], licence: Licence, at: datetime) -> None:
    """The result is a material of the case: every item that waits for it has it, and nobody is asked for it."""
    waiting = [row for row in rows if row.item_id != item.pk and row.state in WAITING]
    if not waiting:
        return
    copies = {
        material: MaterialCopy(
            case=item.case,
            material_id=material,
            licence=licence,
            source=MaterialCopy.Source.OUTPUT,
            given_by="system:approvals",
            given_at=at,
            valid_until=licence.valid_until,
        )
        for material in {row.material_id for row in waiting}
    }
    MaterialCopy.objects.bulk_create(copies.values())
    for row in waiting:
        row.copy, row.state, row.reason = copies[row.material_id], ItemMaterial.State.OFFERED, ""
    ItemMaterial.objects.bulk_update(waiting, ["copy", "state", "reason"])
