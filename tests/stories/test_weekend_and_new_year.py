"""Days off, the make-up Sunday, and the year whose holidays are not published yet."""

from datetime import date

import time_machine

from luodi.clock import DayKind
from luodi.directory.actions import enter_year
from luodi.directory.models import WorkCalendar
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.ledger.models import Event
from tests.cast import Cast, local
from tests.stories.investor import Investor, text
from tests.stories.watching import look


def contact_clock(investor: Investor) -> Deadline:
    return Deadline.objects.get(duty__number=investor.number, kind="contact")


def test_a_saturday_sentence_is_answered_by_the_make_up_sunday_afternoon(cast: Cast) -> None:
    investor = Investor(cast).applied(local(2021, 2, 6, 10, 0))

    clock = contact_clock(investor)
    assert (clock.due, clock.provisional) == (local(2021, 2, 7, 14, 30), False)
    with time_machine.travel(local(2021, 2, 6, 10, 1), tick=False):
        assert "调休上班日" in text(investor.client.get(f"/apply/{investor.number}/receipt/"))


def test_past_the_horizon_a_date_is_provisional_until_the_year_is_entered(cast: Cast) -> None:
    eve = local(2026, 12, 31, 16, 30)
    investor = Investor(cast).applied(eve)
    clock = contact_clock(investor)
    assert (clock.due, clock.provisional) == (local(2027, 1, 4, 12, 0), True)
    with time_machine.travel(eve, tick=False):
        assert "暂定" in text(investor.page())

    days = {date(2027, 1, day): (DayKind.HOLIDAY, "元旦") for day in (1, 2, 3, 4)}
    days |= {date(2027, 1, 9): (DayKind.MAKE_UP, "元旦")}
    entered = local(2026, 12, 31, 16, 40)
    with time_machine.travel(entered, tick=False):
        office = WorkCalendar.objects.get(code="office")
        enter_year(viewer=Viewer.of(cast.operator), calendar=office, year=2027, days=days, source="测试用通知")
        look(entered)

    clock.refresh_from_db()
    assert (clock.due, clock.provisional, clock.calendar_version) == (local(2027, 1, 5, 12, 0), False, 2)
    moved = Event.objects.filter(subject=investor.number, code="recalculated", facts__kind="contact").get()
    assert moved.facts["old"].startswith("2027-01-04")
    assert moved.facts["new"].startswith("2027-01-05")
