"""Papers and photos that prove something about a project: brought, and withdrawn where nothing rests on them."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.reach import acting_post
from luodi.ledger.acts import Act, Refused, act
from luodi.ledger.attachments import store
from luodi.projects.models import Evidence, Project
from luodi.projects.photos import CLOCKS_DIFFER, given, place_of
from luodi.projects.placing import is_at_site
from luodi.projects.reach import locked_project
from luodi.projects.rules import ORDER, Passed
from luodi.projects.rules import Evidence as Kind


def prove(
    *,
    viewer: Viewer,
    number: str,
    kind: str,
    dated: date,
    file: UploadedFile | None = None,
    words: str = "",
    taken_at: datetime | None = None,
    place: tuple[Any, Any] | None = None,
    is_public: bool = False,
) -> Evidence:
    """A paper or photo; `place` is longitude and latitude, WGS-84. Raises Refused, BadFile."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "keep_project")
        by = acting_post(viewer, project.duty)
        told: dict[str, Any] = {"kind": kind, "dated": dated, "words": words, "is_public": is_public}
        return prove_step(a, project, by=by, file=file, taken_at=taken_at, place=place, **told)


def prove_step(
    a: Act,
    project: Project,
    *,
    by: Post,
    kind: str,
    dated: date,
    file: UploadedFile | None = None,
    words: str = "",
    taken_at: datetime | None = None,
    place: tuple[Any, Any] | None = None,
    is_public: bool = False,
) -> Evidence:
    """Step of `prove`, of a report and of a measurement. What a camera wrote into a picture counts before what is
    told; without both place and time, or taken far from the project, it proves less.
    """
    if kind not in Kind.values:
        raise Refused(_("请选择凭证的种类。"))
    if file is None and not words.strip():
        raise Refused(_("请上传文件，或写明凭证内容和存放处。"))
    if dated > localdate(a.now):
        raise Refused(_("凭证日期在以后，请核对。"))
    taken = place_of(file, a.now) if file is not None else None
    at = taken.at if taken and taken.at else taken_at
    where = taken.place if taken and taken.place else given(*place) if place else None
    if at is not None and at > a.now + CLOCKS_DIFFER:
        raise Refused(_("拍摄时间在以后，请核对手机的时间。"))
    kept = store(file, subject=project.duty.number, actor=a.actor, now=a.now) if file is not None else None
    made = Evidence.objects.create(
        project=project,
        kind=kind,
        attachment=kept,
        words=words.strip()[:400],
        dated=dated,
        taken_at=at,
        longitude=where.longitude if where else None,
        latitude=where.latitude if where else None,
        place_proven=where is not None and at is not None and is_at_site(project, where),
        added_by=by,
        added_at=a.now,
        is_public=is_public,
    )
    facts: dict[str, Any] = {"attachment": str(kept.token), "digest": kept.digest} if kept else {}
    a.record(project.duty.number, "proved", kind=kind, evidence=made.pk, placed=made.place_proven, **facts)
    return made


def withdraw_proof(*, viewer: Viewer, number: str, pk: int, reason: str) -> Evidence:
    """Not what a stage reached rests on: the stage goes back first. Raises Refused, Evidence.DoesNotExist."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "keep_project")
        row = project.evidence.get(pk=pk, withdrawn_at=None)
        if not reason.strip():
            raise Refused(_("请写明撤回的原因。"))
        if pk in _resting_on(project):
            raise Refused(_("现在的阶段以这份凭证为依据，不能撤回；请先申请退回上一阶段。"))
        _withdraw(a, project, row, reason.strip())
        return row


def replace_step(a: Act, project: Project, old: Evidence) -> None:
    """Step: another picture takes its place and counts alone, unless a stage or a milestone rests on the old one."""
    if old.pk in _resting_on(project) or project.milestones.filter(evidence=old).exists():
        return
    _withdraw(a, project, old, _("换成了另一张照片"))


def _withdraw(a: Act, project: Project, row: Evidence, because: str) -> None:
    row.withdrawn_at, row.withdrawn_because = a.now, because[:200]
    row.save(update_fields=["withdrawn_at", "withdrawn_because"])
    a.record(project.duty.number, "proof_withdrawn", kind=row.kind, evidence=row.pk)


def _resting_on(project: Project) -> set[int]:
    """Evidence of the decisions by which the stages up to the present one were reached."""
    passed = project.gates.filter(outcome=Passed.PASS)
    return {
        line["evidence_id"]
        for gate in passed
        if ORDER[gate.from_stage] < ORDER[gate.to_stage] <= ORDER[project.stage]
        for line in gate.criteria
        if line.get("evidence_id")
    }
