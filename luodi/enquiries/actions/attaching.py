"""Documents beside an enquiry."""

from django.core.files.uploadedfile import UploadedFile

from luodi.directory.viewer import Viewer
from luodi.duties.papers import attach_step
from luodi.duties.reach import ask, locked
from luodi.ledger.acts import act
from luodi.ledger.models import Attachment


def attach(*, viewer: Viewer, number: str, file: UploadedFile) -> Attachment:
    """Raises BadFile with a sentence for a file too large, disguised or of a kind that is not taken."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "attach", duty)
        return attach_step(a, duty, file)
