from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from luodi.ui.numberwords import money_words
from luodi.ui.timewords import due_words, left_words, moment_words

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2021, 1, 4, 14, 5, tzinfo=HERE)


def at(*moment: int) -> datetime:
    """A local moment given as UTC, as rows keep it."""
    return datetime(*moment, tzinfo=HERE).astimezone(ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("minutes", "chinese", "english"),
    [
        (65, "剩 1 小时 05 分", "1 h 05 min left"),
        (25, "剩 25 分钟", "25 min left"),
        (120, "剩 2 小时", "2 hours left"),
        (420, "剩 1 天", "1 day left"),
        (2 * 420 + 185, "剩 2 天 3 小时", "2 d 3 h left"),
        (30 * 420 + 185, "剩 30 天", "30 days left"),
        (0, "此刻到期", "due now"),
        (-25, "超 25 分钟", "25 min over"),
        (-421, "超 1 天", "1 day over"),
    ],
)
def test_minutes_left_are_said_in_both_languages(minutes: int, chinese: str, english: str) -> None:
    assert left_words(minutes) == chinese
    with override("en"):
        assert left_words(minutes) == english


def test_a_day_is_as_long_as_the_calendar_says() -> None:
    assert left_words(480, day_minutes=480) == "剩 1 天"
    assert left_words(1440, day_minutes=1440) == "剩 1 天"


@pytest.mark.parametrize(
    ("due", "chinese", "english"),
    [
        (at(2021, 1, 4, 15, 10), "今天 15:10 前", "by 15:10 today"),
        (at(2021, 1, 5, 9, 30), "明天 09:30 前", "by tomorrow 09:30"),
        (at(2021, 1, 6, 17, 30), "1 月 6 日 周三 17:30 前", "by Wed 6 Jan 17:30"),
        (at(2022, 2, 9, 17, 30), "2022 年 2 月 9 日 周三 17:30 前", "by Wed 9 Feb 2022 17:30"),
        (at(2021, 1, 4, 13, 40), "应于 13:40", "was due 13:40"),
        (at(2021, 1, 3, 13, 40), "应于 昨天 13:40", "was due yesterday 13:40"),
        (at(2020, 12, 31, 17, 30), "应于 2020 年 12 月 31 日 周四 17:30", "was due Thu 31 Dec 2020 17:30"),
    ],
)
def test_a_due_moment_is_said_from_where_the_reader_stands(due: datetime, chinese: str, english: str) -> None:
    assert due_words(due, NOW) == chinese
    with override("en"):
        assert due_words(due, NOW) == english


def test_midnight_is_counted_by_the_local_day() -> None:
    assert moment_words(at(2021, 1, 4, 0, 5), NOW) == "00:05"
    assert moment_words(at(2021, 1, 3, 23, 55), NOW) == "昨天 23:55"


@pytest.mark.parametrize(
    ("yuan", "chinese", "english"),
    [
        (120_000_000, "1.2 亿元", "CNY 120 m"),
        (30_000_000, "3,000 万元", "CNY 30 m"),
        (8_500, "8,500 元", "CNY 8,500"),
        (123_456_000, "约 1.23 亿元", "about CNY 123.46 m"),
        (70_000_000_000, "700 亿元", "CNY 70 bn"),
        (0, "0 元", "CNY 0"),
    ],
)
def test_money_is_said_in_the_units_of_the_language(yuan: int, chinese: str, english: str) -> None:
    assert money_words(yuan) == chinese
    with override("en"):
        assert money_words(yuan) == english
