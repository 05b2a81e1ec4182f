"""What anybody may open: the home page and the progress of one number with its query code."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from luodi.accounts.refusals import TooMany
from luodi.approvals.lookup import look_up_case
from luodi.clock import Allowance
from luodi.directory.middleware import ViewedRequest
from luodi.duties.clocks import allowances
from luodi.duties.strips import name_of, steps_of
from luodi.enquiries.lookup import look_up
from luodi.enquiries.models import State
from luodi.ledger.acts import Refused
from luodi.portal.forms import StatusForm
from luodi.portal.shell import page
from luodi.text.public_numbers import kind_letter
from luodi.ui.forms import typed
from luodi.ui.strip import Strip
from luodi.ui.timewords import left_words


@login_not_required
@require_GET
def home(request: ViewedRequest) -> HttpResponse:
    terms = allowances()
    return page(
        request,
        "home",
        "portal:home",
        sign_for=term_words(terms["sign_for"]),
        contact=term_words(terms["contact"]),
        status_form=StatusForm(auto_id="home_%s"),
        specimen=specimen(),
    )


def specimen() -> Strip:
    """An invented strip, so that a visitor knows what he will see."""
    return Strip(
        _("对接专员"),
        _("港区投资促进部"),
        left_text=left_words(65),
        due_text=_("今天 15:10 前"),
        share=73,
        steps=steps_of("enquiry", State.SIGNED),
        deadline_label=name_of("contact"),
    )


def term_words(token: str) -> str:
    """An allowance as the public reads it: 4 个工作小时, 1 个工作日."""
    term = Allowance.parse(token)
    if term.minutes is None:
        return ngettext("%(days)s 个工作日", "%(days)s 个工作日", term.amount) % {"days": term.amount}
    hours = f"{term.minutes / 60:g}"
    return ngettext("%(hours)s 个工作小时", "%(hours)s 个工作小时", 2 if term.minutes > 60 else 1) % {"hours": hours}


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: ViewedRequest) -> HttpResponse:
    """State, owner and due, and nothing else, for somebody who has number and query code."""
    form, standing, answer = StatusForm(typed(request)), None, 200
    if form.is_valid():
        given = form.cleaned_data
        try:
            search = look_up_case if kind_letter(given["number"]) == "C" else look_up
            found = search(given["number"], given["code"], request.META["REMOTE_ADDR"], timezone.now())
            standing = replace(found, strip=replace(found.strip, phone=""))
        except Refused as why:
            form.add_error(None, str(why))
            answer = 429 if isinstance(why, TooMany) else 422
    elif form.errors:
        answer = 422
    return page(request, "status", "portal:status", answer, form=form, standing=standing)
