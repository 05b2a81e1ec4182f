"""周五前回复: which day one tap means."""

from datetime import date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luodi.desk.taps import before_friday
from luodi.directory.calendars import calendar_for
from luodi.duties.models import Deadline
from luodi.works.models import Work
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Projecting:
    return Projecting(Cast())


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2021, 1, 4, 10), date(2021, 1, 8)),
        (datetime(2021, 1, 8, 9), date(2021, 1, 8)),
        (datetime(2021, 1, 8, 14), date(2021, 1, 15)),
        (datetime(2021, 1, 9, 10), date(2021, 1, 15)),
        # 1 January 2021 is a Friday and a holiday: the Thursday before it, and once that is noon the next Friday.
        (datetime(2020, 12, 30, 16), date(2020, 12, 31)),
        (datetime(2020, 12, 31, 16), date(2021, 1, 8)),
    ],
)
def test_the_coming_friday_or_the_last_working_day_before_it(people: Projecting, at: datetime, day: date) -> None:
    assert before_friday(calendar_for(people.leader.post.unit.calendar.code), at) == day


@time_machine.travel(local(2021, 1, 4, 10), tick=False)
def test_one_tap_asks_for_an_answer_by_friday(people: Projecting) -> None:
    number, leader = people.project().number, Client()
    leader.force_login(people.leader)
    here = reverse("desk:instruct", args=[number])
    assert '<input type="hidden" name="reply_by" value="2021-01-08">' in leader.get(here).content.decode()
    assert leader.post(here, {"wording": "reply", "reply_by": "2021-01-08"}).status_code == 302
    assert Deadline.objects.get(duty=Work.objects.get().duty, kind="reply").due == local(2021, 1, 8, 17, 30)
