"""What the stories of the desk share: an enquiry on somebody's desk, and how many queries a page costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.actions.entering import enter
from luodi.enquiries.actions.submitting import Typed
from tests.cast import Cast
from tests.stories.officer import Officer

LIMIT = 12  # queries of a list, whatever its rows


def entered(cast: Cast, officer: Officer, sentence: str = "冷链分拨中心，靠港口", **more: object) -> Duty:
    """An enquiry that the officer typed in and keeps."""
    typed = {"name": "林先生", "contact": "+8613900000077", "channel": "sms", "wish": cast.district} | more
    return enter(viewer=Viewer.of(officer.user), typed=Typed(sentence=sentence, **typed), source="phone")


def queries(officer: Officer, path: str) -> int:
    """The lesser of two counts: calendars are asked for again after a second, which a busy machine takes."""
    officer.get(path)
    return min(_counted(officer, path) for _again in range(2))


def _counted(officer: Officer, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert officer.get(path).status_code == 200
    return len(seen)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]
