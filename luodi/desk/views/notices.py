"""What I was told. A sentence leads to its matter; following it marks it read, which is why it is a button."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from luodi.desk.rows import url_of
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.enquiries.worklist import numbers_seen_by
from luodi.notices.actions import mark_read
from luodi.notices.reads import latest, of_reader, subjects
from luodi.text.keys import key_in

SIZE = 30


@for_staff
@require_safe
def notices(request: ViewedRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    found = latest(request.user, before=key_in(before), size=SIZE, plus=1)
    shown = found[:SIZE]
    open_ones = numbers_seen_by(request.viewer, subjects(shown))
    context = {
        "rows": [(notice, notice.subject in open_ones) for notice in shown],
        "unread": any(notice.read_at is None for notice in shown),
        "next_url": f"?before={shown[-1].pk}" if len(found) > SIZE else "",
        "first": not before,
    }
    return render(request, "desk/notices.html", context)


@for_staff
@require_POST
def read_all(request: ViewedRequest) -> HttpResponse:
    count = mark_read(reader=request.user, now=timezone.now())
    messages.success(
        request, ngettext("%(count)d 条已标为已读。", "%(count)d 条已标为已读。", count) % {"count": count}
    )
    return redirect("desk:notices")


@for_staff
@require_POST
def read_one(request: ViewedRequest, pk: int) -> HttpResponse:
    """Marks what was told about one matter read, and goes there if the reader may still see it."""
    notice = of_reader(request.user, pk)
    mark_read(reader=request.user, numbers=[notice.subject], now=timezone.now())
    if numbers_seen_by(request.viewer, [notice.subject]):
        return redirect(url_of(notice.subject))
    if notice.subject:
        messages.info(request, _("这件事现在不由您的岗位查看。"))
    return redirect("desk:notices")
