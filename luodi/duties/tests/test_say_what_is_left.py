"""The words of the strip: days as long as the office's own."""

from datetime import datetime

import time_machine

from luodi.directory.models import WorkCalendar
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.strips import strip_of
from luodi.enquiries.actions.submitting import Typed, confirm, submit
from tests.cast import Cast, local

MORNING, THURSDAY = local(2021, 1, 4, 9, 40), local(2021, 1, 7, 13, 40)


def left_words(cast: Cast, at: datetime = MORNING, late: datetime = THURSDAY) -> str:
    with time_machine.travel(at, tick=False):
        typed = Typed(name="负责人", contact="+8613900000009", channel="sms", sentence="光伏屋顶", wish=cast.district)
        receipt = submit(viewer=Viewer.nobody(), typed=typed)
        confirm(number=receipt.duty.number, code=receipt.code)
    duty = Duty.objects.for_strip().get(pk=receipt.duty.pk)
    return strip_of(duty, viewer=Viewer.nobody(), now=late).left_text


def test_an_office_day_has_seven_and_a_half_hours(cast: Cast) -> None:
    # From Monday 11:40 to Thursday 13:40 lie three office days and half an hour.
    assert left_words(cast) == "超 3 天"


def test_before_the_office_opens_again_it_is_past_due_and_nothing_more(cast: Cast) -> None:
    # Due when the office closed.
    assert left_words(cast, local(2021, 1, 4, 15, 30), local(2021, 1, 4, 20)) == "已过期限"


def test_a_unit_that_never_closes_counts_whole_days(cast: Cast) -> None:
    cast.district_unit.calendar = WorkCalendar.objects.get(code="247")
    cast.district_unit.save()

    assert left_words(cast) == "超 3 天 2 小时"
