"""Pictures of offers. Pages about offers are the rooms'."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from luodi.directory.middleware import ViewedRequest
from luodi.ledger.attachments import path_of
from luodi.supply.dossier import photo_digest
from luodi.supply.models import Photo


@login_not_required
@require_safe
def photo(request: ViewedRequest, pk: int, size: str) -> FileResponse:
    """A drawn copy: anybody sees those of the public catalogue, others as far as they may see the offer."""
    try:
        digest = photo_digest(request.viewer, pk, size, timezone.now())
        response = FileResponse(path_of(digest).open("rb"), content_type="image/jpeg")
    except (Photo.DoesNotExist, FileNotFoundError) as nothing:
        raise Http404 from nothing
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=600"
    return response
