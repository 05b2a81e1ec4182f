"""What is given for a case, once: uploaded, scanned and sorted, taken from a licence; judged item by item."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.approvals.deferrals import keep_promises
from luodi.approvals.drafting import link_copies
from luodi.approvals.models import Case, ItemMaterial, LicenceUse, Material, MaterialCopy
from luodi.approvals.reach import locked_case
from luodi.approvals.rules import IN_HAND, CaseState, ItemState
from luodi.approvals.sparing import held_licences
from luodi.approvals.starting import file_ready
from luodi.approvals.steps import close, locked_item
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.papers import attach_step
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell_all

CLOSED = frozenset({CaseState.FINISHED, CaseState.PARTLY_REFUSED, CaseState.WITHDRAWN})
Given = ItemMaterial.State


def give(
    *, viewer: Viewer, number: str, file: UploadedFile, material: str | None = None, scanned: bool = False
) -> MaterialCopy:
    """A file for the case; every item that asks for its material has it. Without a material it waits to be sorted.

    Raises Refused for a case that has ended or a material nobody asks for, BadFile.
    """
    with act(viewer.code) as a:
        case = _open_case(a, viewer, number)
        asked = _asked(case, material) if material else None
        kept = attach_step(a, case.duty, file, code="scanned" if scanned else "uploaded")
        source = MaterialCopy.Source.SCANNED if scanned else MaterialCopy.Source.UPLOADED
        copy = MaterialCopy.objects.create(
            case=case, material=asked, attachment=kept, source=source, given_by=a.actor, given_at=a.now
        )
        _given(a, case, copy)
        return copy


def sort(*, viewer: Viewer, number: str, copy: int, material: str | None) -> MaterialCopy:
    """A scan is put to its material, or taken back to the unsorted. Raises Refused, MaterialCopy.DoesNotExist."""
    with act(viewer.code) as a:
        case = _open_case(a, viewer, number)
        one = MaterialCopy.objects.get(pk=copy, case=case, withdrawn_at=None)
        _not_judged(one)
        ItemMaterial.objects.filter(copy=one).update(copy=None, state=Given.MISSING)
        one.material = _asked(case, material) if material else None
        one.save(update_fields=["material"])
        _given(a, case, one)
        return one


def withdraw_copy(*, viewer: Viewer, number: str, copy: int) -> None:
    """Taken away again, as long as no item has judged it."""
    with act(viewer.code) as a:
        case = _open_case(a, viewer, number)
        one = MaterialCopy.objects.get(pk=copy, case=case, withdrawn_at=None)
        _not_judged(one)
        ItemMaterial.objects.filter(copy=one).update(copy=None, state=Given.MISSING)
        MaterialCopy.objects.filter(pk=one.pk).update(withdrawn_at=a.now)
        move(case.duty, allowed={case.duty.progress})
        a.record(number, "copy_withdrawn", copy=one.pk)


def use_licence(*, viewer: Viewer, number: str, licence: str, consent_how: str = "page") -> MaterialCopy:
    """A licence the city holds stands in for a copy; `consent_how`: page (the holder's own tick) or signed.

    Raises Refused when it is not the applicant's, not in force, or stands in for nothing that is asked.
    """
    with act(viewer.code) as a:
        case = _open_case(a, viewer, number)
        one = held_licences(case, localdate(a.now)).filter(number=licence).first()
        if one is None:
            raise Refused(_("这份证照不是申请人的，或已失效，不能使用。"))
        if viewer.is_staff and consent_how == "page":
            raise Refused(_("申请人没有在网上同意时，请登记他的书面同意。"))
        asked = Material.objects.filter(licence_kind=one.kind_id, pk__in=_materials(case)).first()
        if asked is None:
            raise Refused(_("这件申请不需要“%(kind)s”。") % {"kind": one.kind.name})
        LicenceUse.objects.get_or_create(
            licence=one,
            case=case,
            defaults={
                "post": viewer.posts[0] if viewer.posts else None,
                "consent_by": case.applicant.code if case.applicant else a.actor,
                "consent_how": consent_how,
                "consent_at": a.now,
                "used_at": a.now,
            },
        )
        copy, _made = MaterialCopy.objects.get_or_create(
            case=case,
            material=asked,
            licence=one,
            withdrawn_at=None,
            defaults={
                "source": MaterialCopy.Source.LICENCE,
                "given_by": a.actor,
                "given_at": a.now,
                "valid_until": one.valid_until,
            },
        )
        a.record(f"licence:{one.number}", "used", case=number, consent=consent_how)
        _given(a, case, copy)
        return copy


def judge(*, viewer: Viewer, number: str, material: str, good: bool, reason: str = "") -> ItemMaterial:
    """Accepted or rejected for this item alone; a deferred one that is accepted keeps its promise.

    Raises Refused without a file, or for a rejection without a reason.
    """
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "judge_material")
        assert item.duty is not None
        row = ItemMaterial.objects.select_related("material").get(item=item, material__code=material)
        if item.state not in IN_HAND | {ItemState.APPROVED, ItemState.ISSUED}:
            raise Refused(_("这一项已经不在办理，材料不再审核。"))
        if row.copy_id is None:
            raise Refused(_("“%(material)s”还没有提交。") % {"material": row.material.name})
        if not good and not reason.strip():
            raise Refused(_("请写为什么不合格，申请人会看到。"))
        state = Given.ACCEPTED if good else Given.REJECTED
        ItemMaterial.objects.filter(pk=row.pk).update(
            state=state, reason=reason.strip(), judged_by=acting_post(viewer, item.duty), judged_at=a.now
        )
        row.state, row.reason = state, reason.strip()
        clocks = Clocks(item.duty)
        if good:
            keep_promises(item, [row], clocks, a.now)
        clocks.settle()
        move(item.duty, allowed={item.state})
        a.record(number, "material_judged", material=material, state=state, clocks=clocks.log)
        return row


def _open_case(a: Act, viewer: Viewer, number: str) -> Case:
    case = locked_case(a, viewer, number, "fill")
    if case.duty.progress in CLOSED:
        raise Refused(_("这件已经办结，不能再交材料。"))
    return case


def _given(a: Act, case: Case, copy: MaterialCopy) -> None:
    """Step: what was given serves every item that asks for it; items that only waited for it are filed."""
    link_copies(case)
    code = copy.material.code if copy.material else ""
    served = list(copy.serves.select_related("item__duty__owner__user"))
    event = a.draft(case.duty.number, "given", copy=copy.pk, material=code, source=copy.source)
    move(case.duty, allowed={case.duty.progress})
    if case.filed_at is None:
        a.record_all([event])
        return
    items = [row.item for row in served if row.item.state in IN_HAND]
    waiting = list(case.items.filter(state=ItemState.READY).with_locked_duties().select_related("version"))
    close(a, case, [event, *file_ready(a, waiting)])
    readers = {item.duty.owner.user for item in items if item.duty}
    tell_all(a, readers=readers, code="material_given", subject=case.duty.number, key=f"given:{copy.pk}")


def _asked(case: Case, code: str) -> Material:
    material = Material.objects.filter(code=code, pk__in=_materials(case)).first()
    if material is None:
        raise Refused(_("这件申请不需要这种材料。"))
    return material


def _materials(case: Case) -> list[int]:
    """What its items ask for."""
    rows = ItemMaterial.objects.filter(item__case=case).exclude(item__state=ItemState.EXCLUDED)
    return list(rows.values_list("material", flat=True))


def _not_judged(copy: MaterialCopy) -> None:
    if copy.serves.exclude(judged_at=None).exists():
        raise Refused(_("已有部门审核过这份材料，不能再动；请另交一份新的。"))
