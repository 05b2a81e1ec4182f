"""Files beside a matter of any kind."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.ledger.acts import Act
from luodi.ledger.attachments import store
from luodi.ledger.filekinds import KINDS
from luodi.ledger.models import Attachment


def attach_step(
    a: Act, duty: Duty, file: UploadedFile, *, code: str = "attached", allowed: Iterable[str] = KINDS
) -> Attachment:
    """Step. Raises BadFile with a sentence for a file too large, disguised or of a kind that is not taken."""
    kept = store(file, subject=duty.number, actor=a.actor, now=a.now, allowed=allowed)
    a.record(duty.number, code, attachment=str(kept.token), size=kept.size, digest=kept.digest)
    return kept


def papers(duty: Duty) -> "QuerySet[Attachment]":
    return Attachment.objects.filter(subject=duty.number).order_by("id")


def paper(viewer: Viewer, number: str, token: object) -> Attachment:
    """Raises Attachment.DoesNotExist when there is none or the viewer may not see its matter."""
    numbers = Duty.objects.visible_to(viewer).filter(number=number).values("number")
    return Attachment.objects.get(subject__in=numbers, token=token)
