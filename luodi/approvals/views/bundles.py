"""The operator's bundles: their versions and figures, a draft in the editor, its publication."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.approvals.actions import bundles as acts
from luodi.approvals.bundle.definition import parse
from luodi.approvals.bundle.reading import Fault
from luodi.approvals.definitions import definition_of
from luodi.approvals.editing.document import fingerprint, posted, rearranged, uploaded, written
from luodi.approvals.editing.reads import bundles as listed
from luodi.approvals.editing.reads import published_before, versions, vocabulary
from luodi.approvals.editing.rows import editor
from luodi.approvals.editing.sketch import sketch
from luodi.approvals.forms.bundles import PublishForm, UploadForm
from luodi.approvals.models import BundleVersion
from luodi.approvals.rules import Validity
from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import done, for_operators, page, tried
from luodi.ledger.acts import Refused, Stale
from luodi.ui.forms import typed

HERE = "approvals:bundles"
setting_page = partial(page, app="approvals")


@for_operators
@require_safe
def bundles(request: ViewedRequest) -> HttpResponse:
    return setting_page(request, "bundles", HERE, rows=listed(request.viewer))


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ViewedRequest) -> HttpResponse:
    """A definition from a file: a new bundle, or a draft of one that is there."""
    form = UploadForm(typed(request), request.FILES or None)
    faults: list[Fault] = []
    if form.is_valid():
        document, faults = uploaded(form.cleaned_data["file"])
        faults = faults or parse(document)[1]
        made: list[BundleVersion] = []
        if faults:
            form.add_error("file", _("这份定义有 %(number)d 处要改，见下表。") % {"number": len(faults)})
        elif tried(form, lambda: made.append(acts.enter_bundle(viewer=request.viewer, document=document))):
            messages.success(request, _("已读入，成为草稿。"))
            return redirect("approvals:bundle", made[0].pk)
    return setting_page(request, "bundle_upload", HERE, form=form, read=editor({}, faults))


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request: ViewedRequest, pk: int) -> HttpResponse:
    """A draft in the editor; a published version to be looked at. Adding and moving rows saves nothing."""
    version = get_object_or_404(versions(request.viewer), pk=pk)
    if request.method != "POST":
        return _shown(request, version, version.definition)
    document = rearranged(posted(request.POST, version.definition), request.POST.get("do", ""))
    if request.POST.get("do") != "save":
        return _shown(request, version, document)
    if parse(document)[1]:
        return _shown(request, version, document, status=422)
    try:
        acts.save_draft(viewer=request.viewer, version=pk, document=document, seen=request.POST.get("seen", ""))
    except Stale as faster:
        return _shown(request, version, document, status=409, refused=str(faster))
    except Refused as refusal:
        return _shown(request, version, document, status=422, refused=str(refusal))
    messages.success(request, _("草稿已保存。"))
    return redirect("approvals:bundle", pk)


@for_operators
@require_POST
def sketched(request: ViewedRequest, pk: int) -> HttpResponse:
    """Graph, figures and checks of what stands in the form now; nothing is written."""
    version = get_object_or_404(versions(request.viewer), pk=pk)
    # In the simulator the published version is compared with itself as it stands.
    published = definition_of(version) if version.state == Validity.PUBLISHED else published_before(version)
    drawn = sketch(posted(request.POST, version.definition), published, timezone.localdate())
    return render(request, "approvals/bundle_sketch.html", {"sketch": drawn, "version": version})


@for_operators
@require_safe
def document(request: ViewedRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions(request.viewer), pk=pk)
    response = HttpResponse(written(version.definition), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{version.bundle.code}-v{version.version}.json"'
    return response


@for_operators
@require_POST
def drafts(request: ViewedRequest, pk: int) -> HttpResponse:
    get_object_or_404(versions(request.viewer), pk=pk)
    try:
        made = acts.start_draft(viewer=request.viewer, version=pk)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(HERE)
    return redirect("approvals:bundle", made.pk)


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: ViewedRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions(request.viewer), pk=pk)
    initial = {"valid_from": timezone.localdate(), "seen": fingerprint(version.definition)}
    form = PublishForm(typed(request), initial=initial)
    try:
        if form.is_valid() and tried(
            form, lambda: acts.publish_bundle(viewer=request.viewer, version=pk, **form.cleaned_data)
        ):
            messages.success(request, _("已发布，新的办件按这一版办；在办的按原来的版本办完。"))
            return redirect(HERE)
    except Stale as faster:
        return _shown(request, version, version.definition, status=409, refused=str(faster))
    rows = reverse("approvals:bundle", args=[pk])
    drawn = sketch(version.definition, published_before(version), timezone.localdate(), rows)
    return setting_page(request, "bundle_publication", HERE, form=form, version=version, sketch=drawn)


@for_operators
@require_POST
def removal(request: ViewedRequest, pk: int) -> HttpResponse:
    get_object_or_404(versions(request.viewer), pk=pk)
    return done(request, lambda: acts.drop_draft(viewer=request.viewer, version=pk), _("草稿已删除。"), HERE)


@for_operators
@require_POST
def standing(request: ViewedRequest, pk: int) -> HttpResponse:
    """`pk` of the bundle: open to new cases or not."""
    if not versions(request.viewer).filter(bundle=pk).exists():
        raise Http404
    active = request.POST.get("active") == "1"
    switch = partial(acts.switch_bundle, viewer=request.viewer, bundle=pk, active=active)
    return done(request, switch, _("已启用。") if active else _("已停用，在办的照常办完。"), HERE)


def _shown(
    request: ViewedRequest, version: BundleVersion, said: Any, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    # Somebody published it meanwhile: what was typed stays in the form, to be copied.
    draft = version.state == Validity.DRAFT or status == 409
    drawn = sketch(said, published_before(version), timezone.localdate(), "" if draft else None)
    words = vocabulary() if draft else None
    response = setting_page(
        request,
        "bundle",
        HERE,
        version=version,
        editor=editor(said, [*drawn.faults, *drawn.checks], words.services if words else ()),
        sketch=drawn,
        loaded=_loaded(request, version, status),
        refused=refused,
        typed=written(said) if refused else "",
        draft=draft,
        vocabulary=words,
        address=reverse("approvals:bundle_sketch", args=[version.pk]),
    )
    response.status_code = status
    return response


def _loaded(request: ViewedRequest, version: BundleVersion, status: int) -> str:
    """After a 409 the other's draft counts as seen: who saves again does so knowingly."""
    typed_on = "" if status == 409 else request.POST.get("seen", "")
    return typed_on or fingerprint(version.definition)
