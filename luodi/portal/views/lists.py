"""A list of sites that an officer sent, as it was when it was sent."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luodi.directory.middleware import ViewedRequest
from luodi.matching import reads
from luodi.portal.shell import for_investors, page
from luodi.supply.catalogue import still_there


@for_investors
@never_cache
@require_safe
def site_list(request: ViewedRequest, number: str, token: UUID) -> HttpResponse:
    sent = reads.list_sent(request.viewer, number, token)
    there, public = still_there([line["number"] for line in sent.lines], timezone.now())
    lines = [(line, line["number"] in there, line["number"] in public) for line in sent.lines]
    return page(request, "site_list", "portal:mine", sent=sent, number=number, lines=lines)
