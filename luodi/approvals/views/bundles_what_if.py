"""The simulator: the editor on a published version, replayed on last year's cases; nothing is saved."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from luodi.approvals.days.what_if import WhatIf, what_if
from luodi.approvals.definitions import definition_of
from luodi.approvals.editing.document import posted, rearranged
from luodi.approvals.editing.reads import versions, vocabulary
from luodi.approvals.editing.rows import editor
from luodi.approvals.editing.sketch import Sketch, catalogue_for, sketch
from luodi.approvals.models import BundleVersion
from luodi.approvals.views.bundles import HERE, setting_page
from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import for_operators


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def simulation(request: ViewedRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions(request.viewer), pk=pk)
    sent = request.method == "POST"
    document = posted(request.POST, version.definition) if sent else version.definition
    document = rearranged(document, request.POST.get("do", ""))
    drawn, words = sketch(document, definition_of(version), timezone.localdate()), vocabulary()
    response = setting_page(
        request,
        "bundle_what_if",
        HERE,
        version=version,
        editor=editor(document, drawn.faults, words.services),
        sketch=drawn,
        found=_replayed(version, drawn) if sent and drawn.graph else None,
        asked=sent and request.POST.get("do") == "try",
        vocabulary=words,
        address=reverse("approvals:bundle_sketch", args=[pk]),
    )
    response.status_code = 422 if sent and drawn.graph is None else 200
    return response


def _replayed(version: BundleVersion, drawn: Sketch) -> WhatIf | None:
    old = definition_of(version)
    catalogue = catalogue_for([old, drawn.definition], timezone.localdate())
    return what_if(version.bundle, old, drawn.definition, catalogue, timezone.now())
