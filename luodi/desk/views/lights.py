"""The overview of a city, and the rules of its lights."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.forms.rounds import RulesForm
from luodi.desk.lights import city_of, lights_page
from luodi.desk.overview import overview_page
from luodi.desk.views.answers import blame, for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.projects.actions.lighting import set_rules
from luodi.projects.lights import PRESETS
from luodi.projects.overview import overview as read_overview


@for_staff
@require_safe
def overview(request: ViewedRequest) -> HttpResponse:
    now = timezone.now()
    found = read_overview(request.viewer, now)
    if found is None:
        raise Http404
    return render(request, "desk/projects/overview.html", overview_page(found, request.viewer, now))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def lights(request: ViewedRequest) -> HttpResponse:
    """A GET with a preset shows what it would change; so does a POST with `preview`, and any other sets it."""
    asked = request.POST if request.method == "POST" else request.GET
    city, cities = city_of(request.viewer, asked.get("city", ""))
    if city is None:
        raise Http404
    preset, form, now = asked.get("preset", ""), None, timezone.now()
    if request.method == "POST" and preset in PRESETS:
        form = RulesForm(request.POST, thresholds=dict(PRESETS[preset].values))
        try:
            if form.is_valid() and "preview" not in request.POST:
                told = {name: form.cleaned_data[name] for name in ("effective", "reason")}
                set_rules(viewer=request.viewer, city=city, preset=preset, values=form.cleaned_data, **told)
                messages.success(request, _("亮灯规则已定，自生效日起按它亮灯，原来的一版保留。"))
                return redirect(f"{reverse('desk:lights')}?city={city.pk}")
        except Refused as why:
            blame(form, why)
    context = lights_page(request.viewer, city, preset, form, now) | {"cities": cities}
    status = 422 if request.method == "POST" and (form is None or form.errors) else 200
    return render(request, "desk/projects/lights.html", context, status=status)
