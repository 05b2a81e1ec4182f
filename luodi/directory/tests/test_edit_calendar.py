"""Days, years and hours are edited on the page; every answer of the clock follows, and the version tells."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luodi.clock import Allowance, DayKind, statutory_days
from luodi.directory import actions
from luodi.directory.calendars import UnknownCalendar, calendar_for, forget, unit_calendar
from luodi.directory.models import OfficeHours, Unit, WorkCalendar, WorkCalendarDay
from luodi.directory.nag import calendar_nag
from luodi.directory.seeding import seed_calendars
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from tests.cast import Cast, local

NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：2026年12月31日至2027年1月2日放假调休，共3天。1月3日（周日）上班。
二、春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休。5月8日（周六）上班。
五、端午节：6月9日放假。
六、中秋节：9月15日放假。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


@pytest.fixture
def operator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.operator, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def hand(cast: Cast) -> Viewer:
    return Viewer.of(cast.operator)


def version(code: str) -> int:
    return WorkCalendar.objects.get(code=code).version


def test_seeding_again_changes_nothing_and_keeps_edits(cast, hand):
    actions.set_day(viewer=hand, calendar=cast.calendar, day=date(2021, 3, 8), kind=DayKind.HOLIDAY, source="市政府")
    actions.set_day(viewer=hand, calendar=cast.calendar, day=date(2021, 1, 1), kind=None)
    days, versions = WorkCalendarDay.objects.count(), version("office")
    assert seed_calendars() == 0
    assert (WorkCalendarDay.objects.count(), version("office")) == (days, versions)
    assert OfficeHours.objects.count() == 4


def test_the_compiled_calendar_answers_as_the_published_days_do(cast):
    office = calendar_for("office")
    assert [office.working_days(year) for year in range(2019, 2027)] == [250, 249, 250, 249, 249, 251, 248, 248]
    due = office.due(local(2021, 2, 6, 10), Allowance.parse("4wh"))
    assert due.at == local(2021, 2, 7, 14, 30)
    assert office.horizon == date(2026, 12, 28)
    assert calendar_for("247").elapsed(local(2020, 12, 25), local(2021, 1, 4)) == 10 * 1440
    assert calendar_for("port") is office
    with pytest.raises(UnknownCalendar):
        calendar_for("nowhere")


def test_asking_again_within_a_second_asks_the_database_nothing(cast, django_assert_num_queries):
    forget()
    with django_assert_num_queries(3):  # versions, days, hours
        calendar_for("office")
    with django_assert_num_queries(0):
        calendar_for("office")
        unit_calendar(cast.zone_unit)


def test_one_day_is_changed_with_its_source_and_taken_back(cast, operator):
    address = reverse("directory:day", args=["office", date(2021, 3, 8)])
    assert "要写明依据" not in operator.get(address).content.decode()
    refused = operator.post(address, {"kind": "holiday", "name": "市庆日"})
    assert "请写明依据" in str(refused.context["form"].errors["source"])
    operator.post(address, {"kind": "holiday", "name": "市庆日", "source": "市政府 1 号"})
    assert calendar_for("office").day(date(2021, 3, 8)).kind is DayKind.HOLIDAY
    event = Event.objects.get(subject="directory:calendar:office", code="calendar_day_set")
    facts = {"day": "2021-03-08", "before": "", "after": "holiday", "origin": "office", "version": 2}
    assert (event.facts, version("office")) == (facts, 2)
    operator.post(address, {"kind": "plain"})
    assert calendar_for("office").is_working(date(2021, 3, 8))
    assert version("office") == 3
    assert "本来就不是例外" in str(operator.post(address, {"kind": "plain"}).context["form"].errors)


def test_a_units_own_exception_wins_and_an_edit_above_reaches_it(cast, hand):
    own = actions.give_own_calendar(viewer=hand, unit=cast.zone_unit)
    actions.set_day(viewer=hand, calendar=own, day=date(2021, 2, 12), kind=DayKind.WORKING, source="港区值守安排")
    assert calendar_for("port").is_working(date(2021, 2, 12))
    assert not calendar_for("office").is_working(date(2021, 2, 12))
    before = version("port")
    actions.set_day(viewer=hand, calendar=cast.calendar, day=date(2021, 3, 8), kind=DayKind.REST, source="市政府")
    assert (version("port"), version("247")) == (before + 1, 1)
    assert not unit_calendar(Unit.objects.get(code="port")).is_working(date(2021, 3, 8))
    codes = Event.objects.filter(code="calendar_day_set", facts__origin="office").values_list("subject", flat=True)
    # and the building sites that keep the nation's holidays
    assert set(codes) == {f"directory:calendar:{code}" for code in ("office", "port", "site-daily")}


def test_next_years_notice_is_read_shown_and_then_written(cast, operator):
    address = reverse("directory:years", args=["office"])
    typed = {"year": "2027", "source": "国办发明电〔2026〕1 号", "text": NOTICE_2027}
    looked = operator.post(address, typed)
    assert "写入日历" in looked.content.decode()
    assert version("office") == 1
    assert calendar_for("office").day(date(2027, 2, 14)).provisional
    assert operator.post(address, typed | {"write": "1"}).status_code == 302
    office = calendar_for("office")
    assert office.day(date(2027, 2, 14))[:1] == (DayKind.MAKE_UP,)
    assert not office.day(date(2027, 2, 14)).provisional
    assert not office.is_working(date(2026, 12, 31))
    assert office.horizon == date(2027, 12, 28)
    event = Event.objects.get(subject="directory:calendar:office", code="calendar_year_entered")
    assert (event.facts["year"], event.facts["days"], event.facts["version"]) == (2027, 32, 2)


def test_a_corrected_notice_replaces_the_whole_year_and_no_other(cast, hand):
    shorter = {day: entry for day, entry in statutory_days(2026, 2026).items() if day.month < 10}
    actions.enter_year(viewer=hand, calendar=cast.calendar, year=2026, days=shorter, source="更正")
    assert WorkCalendarDay.objects.filter(date__year=2026).count() == len(shorter)
    assert WorkCalendarDay.objects.filter(date=date(2018, 12, 31)).exists()
    actions.enter_year(viewer=hand, calendar=cast.calendar, year=2018, days=statutory_days(2018, 2018), source="更正")
    assert not calendar_for("office").is_working(date(2018, 12, 31))
    assert cast.calendar.days.get(date=date(2018, 12, 31)).source == "更正"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("天气不错", "没有读到任何日期"),
        ("元旦：1月1日至3日放假。1月5日上班。", "本来就是工作日"),
        ("元旦：1月1日至3日", "没有写明放假还是上班"),
        ("春节：2月31日放假", "没有 2027 年 2 月 31 日"),
        ("2028-01-01,放假,元旦", "不属于 2027 年"),
        ("2027-01-01,吃饭,元旦", "不认识"),
        ("2027-01-02,放假,元旦\n2027-01-02,上班,元旦", "又放假又上班"),
        ("2027-01-09,放假,元旦\n2027-01-08~2027-01-01 放假 元旦", "不是一段假期"),
    ],
)
def test_a_notice_that_cannot_be_right_says_in_which_line(cast, operator, text, sentence):
    address = reverse("directory:years", args=["office"])
    answer = operator.post(address, {"year": "2027", "source": "x", "text": text, "write": "1"})
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["text"])
    assert version("office") == 1


def test_a_year_is_not_skipped_and_a_units_calendar_takes_no_notice(cast, hand):
    days = {date(2028, 1, 1): (DayKind.HOLIDAY, "元旦")}
    with pytest.raises(Refused, match="请先录入 2027 年"):
        actions.enter_year(viewer=hand, calendar=cast.calendar, year=2028, days=days, source="x")
    own = actions.give_own_calendar(viewer=hand, unit=cast.zone_unit)
    with pytest.raises(Refused, match="录入在国家日历"):
        actions.enter_year(viewer=hand, calendar=own, year=2027, days=days, source="x")
    with pytest.raises(Refused, match="已有自己的日历"):
        actions.give_own_calendar(viewer=hand, unit=cast.zone_unit)


def test_summer_hours_are_added_win_in_their_season_and_are_dropped(cast, operator):
    address = reverse("directory:hours", args=["office"])
    typed = {"windows": "09:00-12:00，14:00-18:00", "season_from": "06-01", "season_to": "09-30", "note": "夏季"}
    assert operator.post(address, typed).status_code == 302
    summer = OfficeHours.objects.get(note="夏季")
    assert summer.rank == 20
    office = calendar_for("office")
    assert office.windows(date(2021, 6, 1))[-1] == (14 * 60, 18 * 60)
    assert office.windows(date(2021, 10, 8))[-1] == (13 * 60 + 30, 17 * 60 + 30)
    operator.post(reverse("directory:hours_removal", args=["office", summer.pk]))
    assert calendar_for("office").windows(date(2021, 6, 1))[-1] == (13 * 60 + 30, 17 * 60 + 30)
    assert version("office") == 3


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"windows": "13:30-17:30 09:00-12:00"}, "windows"),
        ({"windows": "09:00-12:00 11:00-14:00"}, "windows"),
        ({"windows": "22:00-02:00"}, "windows"),
        ({"windows": "九点到十二点"}, "windows"),
        ({"windows": "09:00-12:00", "season_from": "06-01"}, "season_to"),
        ({"windows": "09:00-12:00", "valid_from": "2021-02-01", "valid_to": "2021-01-01"}, "valid_to"),
    ],
)
def test_impossible_hours_are_refused_beside_their_field(cast, operator, typed, field):
    answer = operator.post(reverse("directory:hours", args=["office"]), typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert version("office") == 1


def test_the_ordinary_hours_cannot_be_dropped(cast, operator):
    plain = OfficeHours.objects.get(calendar__code="office")
    answer = operator.post(reverse("directory:hours_removal", args=["office", plain.pk]), follow=True)
    assert "不能删" in answer.content.decode()
    assert OfficeHours.objects.filter(pk=plain.pk).exists()


def test_the_preview_says_when_an_enquiry_of_a_saturday_is_due(cast, operator):
    address = reverse("directory:hours", args=["office"])
    page = operator.get(address, {"at": "2021-02-06T10:00", "allowance": "4wh"}).content.decode()
    assert "从 2021-02-07 09:00 起算" in page
    assert "2021-02-07 14:30" in page
    assert "调休上班" in page
    assert "时限写成" in operator.get(address, {"at": "2021-02-06T10:00", "allowance": "soon"}).content.decode()


def test_the_reminder_comes_on_the_first_of_november_and_goes_with_the_notice(cast, hand, operator):
    assert calendar_nag(date(2026, 10, 31)) is None
    assert "2027 年的放假安排还没有录入" in calendar_nag(date(2026, 11, 1))
    with time_machine.travel(local(2026, 11, 20, 9), tick=False):
        assert "2027 年的放假安排" in operator.get(reverse("directory:units")).content.decode()
    actions.enter_year(
        viewer=hand,
        calendar=cast.calendar,
        year=2027,
        days={date(2027, 1, 1): (DayKind.HOLIDAY, "元旦")},
        source="x",
    )
    assert calendar_nag(date(2026, 11, 1)) is None
    assert "2028" in calendar_nag(date(2027, 11, 1))


def test_only_the_operator_edits(cast):
    for user in (cast.dispatcher, cast.head):
        with pytest.raises(Refused, match="只有平台运营"):
            actions.set_day(viewer=Viewer.of(user), calendar=cast.calendar, day=date(2021, 3, 8), kind=None, source="x")
    assert not Event.objects.filter(code="calendar_day_set").exists()
