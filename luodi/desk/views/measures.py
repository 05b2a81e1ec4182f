"""The library of innovation measures: who may copy which, who has, and copying one with one form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.filters import listed
from luodi.desk.forms.works import CopyForm, MeasureFilterForm
from luodi.desk.rows import url_of
from luodi.desk.views.answers import for_staff
from luodi.desk.works import facts_of
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.text.keys import key_in
from luodi.ui.forms import typed
from luodi.works.actions.working import copy_measure
from luodi.works.listing import copies_of, found_measures
from luodi.works.reach import measure_for


@for_staff
@require_safe
def measures(request: ViewedRequest) -> HttpResponse:
    form, here = MeasureFilterForm(request.GET), reverse("desk:measures")
    asked, after = form.asked(), request.GET.get("after", "")
    rows, following = found_measures(request.viewer, asked, after=key_in(after))
    copies = copies_of(rows)
    context = {
        **listed(form, here, after=after, following=following),
        "rows": [(work, facts_of(work), copies.get(work.pk, [])) for work in rows],
    }
    return render(request, "desk/works/measures.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: ViewedRequest, number: str) -> HttpResponse:
    viewer, source = request.viewer, measure_for(request.viewer, number)
    form = CopyForm(typed(request), viewer=viewer)
    try:
        if form.is_bound and form.is_valid():
            made = copy_measure(viewer=viewer, number=number, **form.told())
            messages.success(request, _("已复制到本单位，编号 %(number)s。") % {"number": made.duty.number})
            return redirect(url_of(made.duty.number))
    except Refused as why:
        form.add_error(None, str(why))
    context = {"work": source, "duty": source.duty, "facts": facts_of(source), "form": form}
    context |= {"copies": copies_of([source]).get(source.pk, []), "may_copy": viewer_keeps_works(request)}
    return render(request, "desk/works/measure.html", context, status=422 if form.errors else 200)


def viewer_keeps_works(request: ViewedRequest) -> bool:
    return any("work" in post.remit for post in request.viewer.posts)
