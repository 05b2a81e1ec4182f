"""What the investor was told, newest first."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luodi.directory.middleware import ViewedRequest
from luodi.enquiries import reads
from luodi.notices.actions import mark_read
from luodi.notices.pages import page_of
from luodi.portal.shell import for_investors, page


@for_investors
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: ViewedRequest) -> HttpResponse:
    if request.method == "POST":
        mark_read(reader=request.user, now=timezone.now())
        return redirect("portal:notices")
    rows = [
        {
            "at": notice.made_at,
            "text": notice.sentence,
            "unread": notice.read_at is None,
            "url": page_of(notice.subject, "investor"),
        }
        for notice in reads.notices_for(request.viewer)
    ]
    return page(request, "notices", "portal:notices", notices=rows, unread=any(row["unread"] for row in rows))
