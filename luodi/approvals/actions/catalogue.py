"""Versions of a service: drafted, changed, published, dropped, retired. A running case keeps the one it pinned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.approvals.bundle.checks import faults_of_service
from luodi.approvals.bundle.sources import unsourced_of
from luodi.approvals.bundle.words import sentence
from luodi.approvals.cataloguing import bundles_with, full
from luodi.approvals.models import Fee, Requirement, Service, ServiceVersion
from luodi.approvals.rules import Validity
from luodi.approvals.versioning import check_sample, copy_version, digest_of, operators_only, pure_service, supersede
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, Stale, act

EDITABLE = (
    *("name", "name_en", "kind", "client", "handling", "statutory_days", "statutory_source", "promised_days"),
    *("promised_source", "special", "tolerance", "one_window", "visits", "conditions", "conditions_en", "basis"),
    *("result_kind_id", "result_name", "result_name_en", "delivery", "place", "hours"),
)


@dataclass(frozen=True)
class Asked:
    """`material` is a pk."""

    material: int
    main: bool
    deferral_days: int | None = None
    original: bool = False


@dataclass(frozen=True)
class Charged:
    """`pk` of the fee that it was, 0 for a new one."""

    name: str
    fen: int
    basis: str = ""
    source: str = ""
    name_en: str = ""
    pk: int = 0


def subject(service: Service) -> str:
    return f"service:{service.pk}"


def start_draft(*, viewer: Viewer, service: int) -> ServiceVersion:
    """A copy of the version in force, else of the last one. Raises Refused when there is a draft already."""
    with act(viewer.code) as a:
        operators_only(viewer)
        one = _locked(service)
        if one.versions.filter(state=Validity.DRAFT).exists():
            raise Refused(_("已经有一份草稿，请在它上面改。"))
        source = one.versions.in_force(localdate(a.now)).first() or one.versions.order_by("-version").first()
        if source is None:
            raise Refused(_("这个事项还没有任何版本。"))
        draft = copy_version(source)
        a.record(subject(one), "service_drafted", version=draft.version, of=source.version)
        return draft


def save_draft(
    *,
    viewer: Viewer,
    version: int,
    seen: str,
    columns: Mapping[str, Any],
    requirements: Sequence[Asked],
    fees: Sequence[Charged],
) -> ServiceVersion:
    """`columns` are some of EDITABLE; `seen` the digest of what the page showed.

    Conditions of materials and fees are kept: they are set with the bundle that asks the question. Raises Stale, Wrong,
    Refused.
    """
    with act(viewer.code) as a:
        operators_only(viewer)
        draft = _draft(version, seen)
        for column in EDITABLE:
            if column in columns:
                setattr(draft, column, columns[column])
        _possible(draft, requirements)
        draft.save()
        _replace_rows(draft, requirements, fees)
        draft = full().get(pk=draft.pk)
        draft.sample = bool(unsourced_of(pure_service(draft)))
        ServiceVersion.objects.filter(pk=draft.pk).update(sample=draft.sample)
        a.record(subject(draft.service), "service_draft_saved", version=draft.version, sample=draft.sample)
        return draft


def publish_service(*, viewer: Viewer, version: int, seen: str, valid_from: date) -> ServiceVersion:
    """From `valid_from` on, today or later; the version before it ends the day before.

    Raises Stale, Wrong, Refused with everything that has to be put right first.
    """
    with act(viewer.code) as a:
        operators_only(viewer)
        draft = _draft(version, seen)
        today = localdate(a.now)
        if valid_from < today:
            raise Wrong("valid_from", _("不能从过去的日子起生效。"))
        faults = list(faults_of_service(pure_service(draft), draft.promised_days))
        if faults:
            raise Refused("；".join(sentence(fault) for fault in faults))
        check_sample(draft)
        supersede(draft.service.versions.all(), valid_from, today)
        draft.state, draft.valid_from, draft.published_at = Validity.PUBLISHED, valid_from, a.now
        draft.save(update_fields=["state", "valid_from", "published_at"])
        begins = valid_from.isoformat()
        a.record(
            subject(draft.service), "service_published", version=draft.version, valid_from=begins, sample=draft.sample
        )
        return draft


def drop_draft(*, viewer: Viewer, version: int, seen: str) -> None:
    """Raises Stale, Refused when it is the only version."""
    with act(viewer.code) as a:
        operators_only(viewer)
        draft = _draft(version, seen)
        if not draft.service.versions.exclude(pk=draft.pk).exists():
            raise Refused(_("这是唯一的版本，不能删除。"))
        a.record(subject(draft.service), "service_draft_dropped", version=draft.version)
        draft.delete()


def retire_service(*, viewer: Viewer, service: int) -> None:
    """Nobody can begin it any more; what runs goes on. Raises Refused while a bundle in use contains it."""
    with act(viewer.code) as a:
        operators_only(viewer)
        one = _locked(service)
        today = localdate(a.now)
        if names := bundles_with(one.code, today):
            raise Refused(_("这些一件事还包含它，请先改它们：%(names)s。") % {"names": "、".join(names)})
        retired = one.versions.filter(state=Validity.PUBLISHED).update(state=Validity.RETIRED, valid_to=today)
        if not retired:
            raise Refused(_("它没有在用的版本。"))
        a.record(subject(one), "service_retired", versions=retired)


def _locked(service: int) -> Service:
    return Service.objects.select_for_update(no_key=True).get(pk=service)


def _draft(version: int, seen: str) -> ServiceVersion:
    """Locked through its service: publishing and saving follow each other."""
    _locked(ServiceVersion.objects.values_list("service", flat=True).get(pk=version))
    draft = full().get(pk=version)
    if draft.state != Validity.DRAFT:
        raise Refused(_("这一版已经发布，不能再改；可以从它新建一版。"))
    if digest_of(draft) != seen:
        raise Stale(_("您打开页面之后，这份草稿已经被改过。请看过再改。"), subject=subject(draft.service))
    return draft


def _possible(draft: ServiceVersion, requirements: Sequence[Asked]) -> None:
    """What the tables would refuse, in words."""
    promised, statutory = draft.promised_days, draft.statutory_days
    if promised is not None and statutory is not None and promised > statutory:
        raise Wrong("promised_days", _("承诺时限不能长于法定时限。"))
    if len({one.material for one in requirements}) < len(requirements):
        raise Refused(_("同一种材料写了两遍。"))
    if any(one.main and one.deferral_days for one in requirements):
        raise Refused(_("主要材料不能容缺，只有次要材料可以写容缺期限。"))


def _replace_rows(draft: ServiceVersion, requirements: Sequence[Asked], fees: Sequence[Charged]) -> None:
    when = dict(Requirement.objects.filter(version=draft).values_list("material", "when"))
    charged = dict(Fee.objects.filter(version=draft).values_list("pk", "when"))
    Requirement.objects.filter(version=draft).delete()
    Fee.objects.filter(version=draft).delete()
    Requirement.objects.bulk_create(
        Requirement(
            version=draft,
            material_id=one.material,
            main=one.main,
            deferral_days=one.deferral_days,
            original=one.original,
            when=when.get(one.material, {}),
        )
        for one in requirements
    )
    Fee.objects.bulk_create(
        Fee(
            version=draft,
            name=one.name,
            name_en=one.name_en,
            fen=one.fen,
            basis=one.basis,
            source=one.source,
            when=charged.get(one.pk, {}),
        )
        for one in fees
    )
