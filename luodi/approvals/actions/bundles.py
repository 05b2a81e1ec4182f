"""Versions of a bundle: drafted, changed, published, dropped. A running case keeps the one it was filed with."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.approvals.bundle.checks import publish
from luodi.approvals.bundle.definition import Definition, parse
from luodi.approvals.bundle.figures import figures, largest
from luodi.approvals.bundle.sources import is_sample
from luodi.approvals.bundle.words import line
from luodi.approvals.editing.document import fingerprint
from luodi.approvals.editing.sketch import catalogue_for, figures_row, names_of
from luodi.approvals.models import Bundle, BundleVersion
from luodi.approvals.rules import Validity
from luodi.approvals.versioning import check_sample, supersede
from luodi.directory.models import Unit
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, Refused, Stale, act

FAULTS_SAID = 5  # of more the refusal names so many; the page lists them all


def subject(bundle: Bundle) -> str:
    return f"bundle:{bundle.code}"


def start_draft(*, viewer: Viewer, version: int) -> BundleVersion:
    """A copy of a version to be changed. Raises Refused when the bundle has a draft already."""
    with act(viewer.code) as a:
        _operators_only(viewer)
        source = BundleVersion.objects.select_related("bundle").get(pk=version)
        return _draft(a, source.bundle, source.definition, source.version)


def enter_bundle(*, viewer: Viewer, document: Any) -> BundleVersion:
    """A definition from outside: a draft of its bundle, which is new or has none yet. Raises Refused, Wrong."""
    with act(viewer.code) as a:
        _operators_only(viewer)
        definition = _readable(document)
        if not definition.code or not definition.name:
            raise Refused(_("定义里要写明代码和名称。"))
        bundle = Bundle.objects.filter(code=definition.code[:40]).first()
        if bundle is None:
            bundle = Bundle.objects.create(code=definition.code[:40], lead=_lead(definition))
        return _draft(a, bundle, document, 0)


def save_draft(*, viewer: Viewer, version: int, document: Any, seen: str) -> BundleVersion:
    """`seen`: fingerprint of what the page showed. Raises Stale when somebody saved or published since, Refused when
    the document cannot be read; what only keeps it from publication may stand in a draft."""
    with act(viewer.code) as a:
        _operators_only(viewer)
        draft = _seen(version, seen)
        document = {**document, "code": draft.bundle.code}
        definition = _readable(document)
        columns = _columns(document, definition)
        if not BundleVersion.objects.filter(pk=version, state=Validity.DRAFT).update(**columns):
            raise _faster(draft)
        a.record(subject(draft.bundle), "bundle_saved", version=draft.version, digest=fingerprint(document))
        return BundleVersion.objects.select_related("bundle").get(pk=version)


def publish_bundle(*, viewer: Viewer, version: int, seen: str, valid_from: date) -> BundleVersion:
    """From `valid_from` new cases are filed by it. Raises Stale, Refused with what keeps it from publication."""
    with act(viewer.code) as a:
        _operators_only(viewer)
        draft, today = _seen(version, seen), localdate(a.now)
        if valid_from < today:
            raise Wrong("valid_from", _("生效日期不能早于今天。"))
        definition = _readable(draft.definition)
        catalogue = catalogue_for([definition], valid_from)
        if faults := publish(definition, catalogue):
            names = names_of(definition, catalogue)
            raise Refused(_("还不能发布：%(faults)s") % {"faults": _listed([line(fault, names) for fault in faults])})
        draft.sample = is_sample(definition, catalogue)
        check_sample(draft)
        found = figures(definition, catalogue, largest(definition, catalogue))
        supersede(BundleVersion.objects.filter(bundle=draft.bundle).exclude(pk=version), valid_from, today)
        published = {"state": Validity.PUBLISHED, "valid_from": valid_from, "published_at": a.now}
        columns = published | {"sample": draft.sample, "figures": figures_row(found)}
        if not BundleVersion.objects.filter(pk=version, state=Validity.DRAFT).update(**columns):
            raise _faster(draft)
        Bundle.objects.filter(pk=draft.bundle_id).update(lead=_lead(definition))
        digest = fingerprint(draft.definition)
        a.record(subject(draft.bundle), "bundle_published", version=draft.version, digest=digest, valid_from=valid_from)
        return BundleVersion.objects.select_related("bundle").get(pk=version)


def drop_draft(*, viewer: Viewer, version: int) -> None:
    """Only a draft; a version that cases may have pinned stays. A bundle that never had another goes with it.

    Raises Refused.
    """
    with act(viewer.code) as a:
        _operators_only(viewer)
        draft = BundleVersion.objects.select_related("bundle").get(pk=version)
        if not BundleVersion.objects.filter(pk=version, state=Validity.DRAFT).delete()[0]:
            raise Refused(_("已经发布的版本不能删除。"))
        Bundle.objects.filter(pk=draft.bundle_id, versions=None).delete()
        a.record(subject(draft.bundle), "bundle_draft_dropped", version=draft.version)


def switch_bundle(*, viewer: Viewer, bundle: int, active: bool) -> None:
    """Whether new cases may be begun; those that run go on."""
    with act(viewer.code) as a:
        _operators_only(viewer)
        one = Bundle.objects.get(pk=bundle)
        if Bundle.objects.filter(pk=bundle, active=not active).update(active=active):
            a.record(subject(one), "bundle_restored" if active else "bundle_retired")


def _draft(a: Act, bundle: Bundle, document: Any, source: int) -> BundleVersion:
    rows = BundleVersion.objects.filter(bundle=bundle)
    if rows.filter(state=Validity.DRAFT).exists():
        raise Refused(_("这件事已经有一份草稿，请接着改那一份。"))
    number = (rows.aggregate(last=Max("version"))["last"] or 0) + 1
    draft = BundleVersion(bundle=bundle, version=number, **_columns(document, parse(document)[0]))
    draft.save(force_insert=True)
    a.record(subject(bundle), "bundle_drafted", version=number, source=source, digest=fingerprint(document))
    return draft


def _columns(document: Any, definition: Definition) -> dict[str, Any]:
    return {"definition": document, "name": definition.name[:160], "name_en": definition.name_en[:240]}


def _seen(version: int, seen: str) -> BundleVersion:
    """Two operators at once: the row is locked, and what it holds is what the page showed. Raises Stale."""
    rows = BundleVersion.objects.select_for_update(of=("self",)).select_related("bundle")
    draft = rows.get(pk=version)
    if draft.state != Validity.DRAFT or fingerprint(draft.definition) != seen:
        raise _faster(draft)
    return draft


def _faster(draft: BundleVersion) -> Stale:
    if draft.state == Validity.DRAFT:
        return Stale(_("您打开之后，有人先保存了这份草稿。"), subject=subject(draft.bundle))
    return Stale(_("您打开之后，这一版已经发布，不能再改。请另起草稿。"), subject=subject(draft.bundle))


def _readable(document: Any) -> Definition:
    definition, faults = parse(document)
    if faults:
        raise Refused(_("还不能保存：%(faults)s") % {"faults": _listed([line(fault) for fault in faults])})
    return definition


def _listed(said: list[str]) -> str:
    more = "" if len(said) <= FAULTS_SAID else _("；等 %(number)d 处") % {"number": len(said)}
    return _("；").join(said[:FAULTS_SAID]) + more


def _lead(definition: Definition) -> Unit:
    unit = Unit.objects.filter(code=definition.lead, active=True).first()
    if unit is None:
        raise Wrong("lead", _("没有代码为 %(code)s 的单位，不能牵头。") % {"code": definition.lead or "—"})
    return unit


def _operators_only(viewer: Viewer) -> None:
    if not (viewer.is_operator or viewer.is_system):
        raise Refused(_("只有平台运营可以修改设置。"))
