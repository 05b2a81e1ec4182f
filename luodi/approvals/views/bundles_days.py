"""Where the days are: for the staff with filters, for everybody of one bundle in sums."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from luodi.approvals.days.figures import FEW, open_figures, table
from luodi.approvals.editing.reads import choices_of_days, public_bundles
from luodi.approvals.forms.bundles import DaysForm
from luodi.approvals.rules import Holder
from luodi.approvals.words import named
from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import for_staff


@for_staff
@require_safe
def days(request: ViewedRequest) -> HttpResponse:
    bundles, units = choices_of_days()
    form = DaysForm(request.GET, bundles=bundles, units=units)
    scope = form.scope(timezone.now())
    shown = {"form": form, "scope": scope, "table": table(scope, drill=True), "holders": Holder.choices}
    return render(request, "approvals/days.html", shown)


@login_not_required
@require_safe
def bundle_days(request: ViewedRequest, code: str) -> HttpResponse:
    """Never of fewer than `FEW` cases."""
    version = get_object_or_404(public_bundles(timezone.localdate()), bundle__code=code)
    found = open_figures(version.bundle_id, timezone.now())
    shown = {
        "name": named(version),
        "found": found,
        "few": FEW,
        "sample": version.sample,
        "holders": Holder.choices,
        "scope": {"by": "service"},
    }
    return render(request, "approvals/bundle_days.html", shown)
