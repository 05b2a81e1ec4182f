"""Files go to disk while they arrive; what comes after the limit is counted but not kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedFileUploadHandler(TemporaryFileUploadHandler):
    """A file over UPLOAD_LIMIT keeps its true `size`, so that the form can refuse it by name
    without losing what else was typed, and fills no disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.kept + len(raw_data) <= settings.UPLOAD_LIMIT:
            self.kept += len(raw_data)
            super().receive_data_chunk(raw_data, start)
