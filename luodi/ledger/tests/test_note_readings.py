"""Every read of a restricted record becomes a row, though a GET writes none."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from luodi.ledger import spool
from luodi.ledger.models import Reading
from luodi.ledger.spool import load_readings, note_reading, spool_folder
from luodi.ledger.tests.helpers import NOON


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def readers() -> list[str]:
    return list(Reading.objects.order_by("id").values_list("reader", flat=True))


def test_readings_wait_in_a_file_and_are_loaded_once(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        note_reading("E2021-1", "user:7", NOON)
        note_reading("E2021-1", "user:8", NOON + timedelta(minutes=1))
    assert load_readings(NOON) == 2
    assert load_readings(NOON) == 0
    assert list(Reading.objects.order_by("id").values_list("subject", "reader", "read_at")) == [
        ("E2021-1", "user:7", NOON),
        ("E2021-1", "user:8", NOON + timedelta(minutes=1)),
    ]
    assert list(spool_folder().iterdir()) == []


def test_a_crash_after_moving_the_file_loses_nothing(db, monkeypatch):
    note_reading("E2021-1", "user:7", NOON)
    with monkeypatch.context() as crash:
        crash.setattr(spool, "_lines", lambda path: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load_readings(NOON)
    note_reading("E2021-1", "user:8", NOON)
    assert load_readings(NOON) == 2
    assert sorted(readers()) == ["user:7", "user:8"]


def test_a_crash_after_writing_the_rows_doubles_nothing(db):
    note_reading("E2021-1", "user:7", NOON)
    (file,) = spool_folder().iterdir()
    kept = file.read_bytes()
    load_readings(NOON)
    (spool_folder() / "readings-1.jsonl.0.taken").write_bytes(kept)
    load_readings(NOON)
    assert readers() == ["user:7"]


def test_a_torn_line_does_not_take_the_others_with_it(db, caplog):
    note_reading("E2021-1", "user:7", NOON)
    (file,) = spool_folder().iterdir()
    with file.open("ab") as torn:
        torn.write(b'{"key": "7f\xe4')
    assert load_readings(NOON) == 1
    assert "torn line" in caplog.text


def test_writers_that_meet_the_loader_lose_nothing(db):
    def write(number: int) -> None:
        for turn in range(20):
            note_reading("E2021-1", f"user:{number * 100 + turn}", NOON)

    with ThreadPoolExecutor(4) as pool:
        tasks = [pool.submit(write, number) for number in range(4)]
        loaded = 0
        while not all(task.done() for task in tasks):
            loaded += load_readings(NOON)
        for task in tasks:
            task.result()
    loaded += load_readings(NOON)
    assert loaded == 80
    assert Reading.objects.count() == 80


def test_only_the_owner_may_look_into_the_spool():
    note_reading("E2021-1", "user:7", NOON)
    (file,) = spool_folder().iterdir()
    assert os.stat(file).st_mode & 0o077 == 0
