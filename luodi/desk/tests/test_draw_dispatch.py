"""The dispatch sheet as a picture: drawn beside the request, kept under its digest, never for a stranger's rows."""

from concurrent.futures import Executor, Future
from io import BytesIO

import pytest
import time_machine
from django.utils import translation
from PIL import Image

from luodi.desk import pictures
from luodi.duties.models import Deadline, Duty
from luodi.ui.timewords import period_words
from tests.cast import Cast, local
from tests.projecting import Projecting
from tests.stories.desk import text
from tests.stories.officer import Officer

NOW = local(2021, 1, 26, 9)


class Later(Executor):
    """Keeps what is to be done until it is asked."""

    def __init__(self) -> None:
        self.waiting: list = []

    def submit(self, work, /, *args, **more) -> Future:
        self.waiting.append((work, args, more))
        return Future()

    def work(self) -> None:
        for work, args, more in self.waiting:
            work(*args, **more)
        self.waiting.clear()


@pytest.fixture
def later(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    found = Later()
    monkeypatch.setattr(pictures, "pool", found)
    return found


@pytest.fixture
def people(db):
    with time_machine.travel(local(2021, 1, 4, 9, 30), tick=False):
        found = Projecting(Cast())
        project = found.project("滨海绿道与驿站")
        due = local(2021, 1, 25, 17, 30)
        frame = {"token": "5d", "calendar": "office", "calendar_version": 1, "started": local(2021, 1, 20, 9)}
        Deadline.objects.create(duty=project.duty, kind="report", about="2021-01", due=due, **frame)
        Duty.objects.filter(pk=project.duty_id).update(next_due=due)
    with time_machine.travel(NOW, tick=False):
        yield found


def test_the_first_who_asks_starts_it_and_nobody_waits(people, later):
    leader = Officer(people.leader)
    assert "正在画" in text(leader.get("dispatch/picture/"))
    assert leader.get("dispatch/picture/file/").status_code == 404
    assert len(later.waiting) == 1  # asked twice, drawn once
    later.work()
    assert "<img" in text(leader.get("dispatch/picture/"))
    drawn = Image.open(BytesIO(b"".join(leader.get("dispatch/picture/file/").streaming_content)))
    assert drawn.format == "PNG"
    assert (drawn.width, drawn.height > 400) == (750, True)
    assert not later.waiting


def test_another_reader_gets_a_picture_of_what_he_sees(people, later):
    Officer(people.leader).get("dispatch/picture/")
    later.work()
    east = Officer(people.east_owner)
    assert "正在画" in text(east.get("dispatch/picture/"))
    assert "滨海绿道" not in text(east.get("dispatch/"))
    assert "滨海绿道" in text(Officer(people.owner).get("dispatch/"))


def test_a_picture_of_last_week_is_thrown_away(people, later, tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    old = folder / "old.png"
    old.write_bytes(b"")
    with time_machine.travel(local(2031, 1, 1), tick=False):
        Officer(people.leader).get("dispatch/picture/")
        later.work()
    assert not old.exists()


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2021", "2021 年", "2021"),
        ("2021-Q3", "2021 年第 3 季度", "2021, quarter 3"),
        ("2021-01", "2021 年 1 月", "1/2021"),
        ("2021-12", "2021 年 12 月", "12/2021"),
        ("", "", ""),
    ],
)
def test_a_period_is_said_in_the_readers_language(period, chinese, english):
    assert period_words(period) == chinese
    with translation.override("en"):
        assert period_words(period) == english


def test_the_wall_and_the_brief_say_what_the_sheet_says(people):
    leader = Officer(people.leader)
    for path in ("dispatch/", "dispatch/?screen=1", "dispatch/brief/"):
        page = text(leader.get(path))
        assert "2021 年 1 月未报，超时 1 天" in page
    assert "去办" in page
    assert "滨海绿道" not in text(leader.get("dispatch/?kind=moved"))
