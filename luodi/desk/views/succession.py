"""Leaving a post: all open matters go to a successor in one act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luodi.desk.forms.succession import SuccessionForm
from luodi.desk.views.answers import for_staff
from luodi.directory import reach
from luodi.directory.middleware import ViewedRequest
from luodi.directory.models import Post
from luodi.enquiries.worklist import open_count_of
from luodi.landing.actions.leaving import leave_post
from luodi.ledger.acts import Refused
from luodi.ui.forms import typed


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def succession(request: ViewedRequest, pk: int) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    post = reach.own_posts(viewer, now).get(pk=pk)
    colleagues = reach.posts(viewer).held(now).filter(unit=post.unit_id).exclude(pk=pk)
    candidates = {found.pk: found for found in colleagues.exclude(role=Post.Role.OPERATOR)}
    form = SuccessionForm(typed(request), candidates=list(candidates.values()))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            count = leave_post(
                viewer=viewer, post=post, successor=candidates[chosen["successor"]], reason=chosen["reason"]
            )
        except Refused as why:
            form.add_error(None, str(why))
        else:
            said = ngettext("%(count)d 件已交接，时限照旧。", "%(count)d 件已交接，时限照旧。", count)
            messages.success(request, said % {"count": count})
            return redirect("desk:today")
    context = {"post": post, "form": form, "count": open_count_of(post), "nobody": not candidates}
    return render(request, "desk/succession.html", context, status=422 if form.errors else 200)
