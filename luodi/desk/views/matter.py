"""One enquiry on one page, and every act on it."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.clock import Allowance
from luodi.clock.allowances import Unit
from luodi.desk.acts import ACTS, Act, asked_here, offered
from luodi.desk.forms.acts import ActForm
from luodi.desk.matches import matches_of
from luodi.desk.rows import own_strip
from luodi.desk.stream import stream
from luodi.desk.views.answers import acted, for_staff, stale_page
from luodi.desk.words import readable, said, state_word
from luodi.directory.middleware import ViewedRequest
from luodi.duties.models import Deadline
from luodi.duties.papers import paper
from luodi.duties.strips import name_of
from luodi.enquiries.dossier import Dossier, dossier, reply_templates
from luodi.enquiries.promise import why_words
from luodi.enquiries.rules import OPEN
from luodi.landing.following import project_of
from luodi.ledger.attachments import attachment_response
from luodi.ledger.spool import note_reading
from luodi.ui.timewords import short_day


@for_staff
@require_safe
def matter(request: ViewedRequest, number: str) -> HttpResponse:
    d = dossier(request.viewer, number)
    return render(request, "desk/matter.html", page(request, d))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    d, chosen = dossier(request.viewer, number), ACTS[name]
    here = reverse("desk:matter", args=[number])
    if not chosen.is_offered(d):
        return too_late(request, d, chosen) if request.method == "POST" else redirect(here)
    form = form_of(request, d, chosen)
    if request.method != "POST":
        template = "desk/act.html" if request.htmx else "desk/matter.html"
        return render(request, template, page(request, d, chosen, form))
    if answer := acted(request, d, chosen, form, here):
        return answer
    return render(request, "desk/matter.html", page(request, dossier(request.viewer, number), chosen, form), status=422)


@for_staff
@require_safe
def attachment(request: ViewedRequest, number: str, token: object) -> HttpResponseBase:
    d = dossier(request.viewer, number)
    if not d.open:
        return redirect("desk:matter", number)
    _leave_trace(d)
    return attachment_response(paper(request.viewer, number, token))


def form_of(request: ViewedRequest, d: Dossier, chosen: Act) -> ActForm:
    initial = {"version": d.duty.version, "seen": timezone.now().isoformat()}
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if chosen.name == "message" and (title := request.GET.get("template")):
        found = (t.body for t in reply_templates(d.viewer.unit_ids) if str(t.pk) == title)
        initial["body"] = next(found, "")
    return chosen.form(data, files, initial=initial, **chosen.extra(d))


def too_late(request: ViewedRequest, d: Dossier, chosen: Act) -> HttpResponse:
    """The page offered what somebody else has done meanwhile, or what this reader never could do."""
    if not d.may(chosen.verb):
        owner = {"unit": d.duty.unit.name, "owner": d.duty.owner.label}
        gone = _("这件事现在由%(unit)s的%(owner)s负责，这一步不用您办了。") % owner
        return stale_page(request, d, chosen.form.base_fields, gone)
    return stale_page(
        request, d, chosen.form.base_fields, _("“%(act)s”这一步已经办过，或现在不需要了。") % {"act": chosen.label}
    )


def page(request: ViewedRequest, d: Dossier, chosen: Act | None = None, form: ActForm | None = None) -> dict[str, Any]:
    now = timezone.now()
    _leave_trace(d)
    acts = [(act, reverse(f"desk:{act.name}", args=[d.duty.number])) for act in offered(d)]
    return {
        "d": d,
        "enquiry": d.enquiry,
        "duty": d.duty,
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "acts": acts,
        "asked_here": asked_here(d),
        **_chosen(d, chosen, form),
        "state": state_word(d.duty.progress),
        "contact": readable(d.enquiry.contact),
        "source": said(d.enquiry.get_source_display()),
        "next_day": short_day(d.enquiry.next_step_on) if d.enquiry.next_step_on else "",
        "size": said(d.enquiry.get_size_band_display()) if d.enquiry.size_band else "",
        # Asked only by the templates that show them.
        "matches": lambda: matches_of(d, now),
        "may_introduce": d.open and d.may("introduce") and d.duty.progress in OPEN,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
        "stream": stream(d, now),
        "why_lead": why_lead(d.nearest) if d.nearest else "",
        "why": why_words(d.nearest) if d.nearest and d.nearest.due else [],
    }


def _chosen(d: Dossier, chosen: Act | None, form: ActForm | None) -> dict[str, Any]:
    """The act whose form is open, if any; what an enquiry became is asked by the template that shows it."""
    url = reverse(f"desk:{chosen.name}", args=[d.duty.number]) if chosen else ""
    templates = reply_templates(d.viewer.unit_ids) if chosen and chosen.name == "message" else []
    opened = {"chosen": chosen, "chosen_url": url, "form": form, "templates": templates}
    return opened | {"became": lambda: project_of(d.duty)}


def why_lead(deadline: Deadline) -> str:
    """How this kind of term counts, before the days are listed."""
    unit, said = Allowance.parse(deadline.token).unit, {"label": name_of(deadline.kind)}
    if unit in (Unit.WORKING_MINUTES, Unit.WORKING_HOURS):
        return _("%(label)s从起算时间起，只计办公时间：") % said
    if unit == Unit.WORKING_DAYS:
        return _("%(label)s从第二天起，只数工作日，到最后一天下班为止：") % said
    return _("%(label)s从第二天起，逐日数，到最后一天下班为止：") % said


def _leave_trace(d: Dossier) -> None:
    """Who opened a restricted record is told to the investor; a file keeps it, because a GET writes no row."""
    if d.duty.is_restricted:
        note_reading(d.duty.number, d.viewer.code, timezone.now())
