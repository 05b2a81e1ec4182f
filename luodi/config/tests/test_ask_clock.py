"""`luodi clock`, from a terminal and without a database."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from luodi.directory.calendars import forget
from luodi.directory.models import OfficeHours, Territory, Unit, WorkCalendar


@pytest.fixture
def luodi(tmp_path):
    """Runs the command in a home without a database: (exit code, output, complaint)."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}

    def run(line: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "luodi.config.cli", *line.split()],
            env=environment | {"LUODI_HOME": str(tmp_path), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        return done.returncode, done.stdout.strip(), done.stderr.strip()

    return run


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("clock due 2021-02-06T10:00 1wd", "2021-02-07T17:30+08:00"),
        ("clock due 2026-12-10 20wd", "2027-01-08T17:30+08:00 provisional"),
        ("clock due 2021-01-01T23:30 1wh --calendar 247", "2021-01-02T00:30+08:00"),
        ("clock elapsed 2021-01-04T01:40Z 2021-01-04T15:10", "240"),
        ("clock days 2021", "250"),
    ],
)
def test_the_clock_answers_without_a_database(luodi, line, answer):
    assert luodi(line) == (0, answer, "")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("clock due yesterday 1wd", "not a date or time: 'yesterday'"),
        ("clock due 2021-02-06 6.5wh", "not an allowance: '6.5wh'"),
        ("clock days 99999", "无法计算 / cannot be computed"),
        ("clock due 2021-02-06 1wd --calendar nowhere", "没有这个日历或单位 / no calendar or unit"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(luodi, line, complaint):
    code, output, said = luodi(line)
    assert (code, output) == (2, "")
    assert complaint in said
    assert "\n" not in said


@pytest.fixture
def hall(db):
    """A unit whose calendar opens from 08:00 to 12:00."""
    forget()
    calendar = WorkCalendar.objects.create(code="hall-hours", name="大厅", last_year=2026)
    OfficeHours.objects.create(calendar=calendar, windows="08:00-12:00")
    city = Territory.objects.create(code="990000", name="测试市", level="city")
    yield Unit.objects.create(code="hall-unit", name="大厅", kind="office", territory=city, calendar=calendar)
    forget()


def test_a_unit_code_asks_its_own_hours(hall):
    told = StringIO()
    call_command("clock", "due", "2021-01-05T11:00", "2wh", "--calendar", hall.code, stdout=told)
    assert told.getvalue() == "2021-01-06T09:00+08:00\n"


@pytest.mark.django_db
def test_an_unknown_unit_is_refused_with_a_database_too():
    forget()
    with pytest.raises(CommandError, match="no calendar or unit"):
        call_command("clock", "days", "2021", "--calendar", "nowhere")
