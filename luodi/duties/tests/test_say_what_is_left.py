"""The words of the strip: days as long as the office's own."""

import time_machine

from luodi.directory.models import WorkCalendar
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.strips import strip_of
from luodi.enquiries.actions.submitting import Typed, confirm, submit
from tests.cast import Cast, local


def left_words(cast: Cast) -> str:
    at = local(2021, 1, 4, 9, 40)
    with time_machine.travel(at, tick=False):
        typed = Typed(name="负责人", contact="+8613900000009", channel="sms", sentence="光伏屋顶", wish=cast.district)
        receipt = submit(viewer=Viewer.nobody(), typed=typed)
        confirm(number=receipt.duty.number, code=receipt.code)
    late = local(2021, 1, 7, 13, 40)
    duty = Duty.objects.for_strip().get(pk=receipt.duty.pk)
    return strip_of(duty, viewer=Viewer.nobody(), now=late).left_text


def test_an_office_day_has_seven_and_a_half_hours(cast: Cast) -> None:
    # From Monday 11:40 to Thursday 13:40 lie three office days and half an hour.
    assert left_words(cast) == "超 3 天"


def test_a_unit_that_never_closes_counts_whole_days(cast: Cast) -> None:
    cast.district_unit.calendar = WorkCalendar.objects.get(code="247")
    cast.district_unit.save()

    assert left_words(cast) == "超 3 天 2 小时"
