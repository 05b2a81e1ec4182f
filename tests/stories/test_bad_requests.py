"""What a curious or broken browser sends: an answer in words or a 404, never an error of the server."""

import pytest
import time_machine
from django.db import transaction

from tests.cast import Cast, local
from tests.stories.desk import text
from tests.stories.investor import Investor, typed
from tests.stories.officer import Officer

NOW = local(2021, 1, 4, 10, 0)
HUGE = "9" * 30
ENDLESS = "9" * 5000
NUL = "%00"

ADDRESSES = [
    f"/desk/enquiries/?owner={HUGE}",
    f"/desk/enquiries/?owner=-{HUGE}",
    f"/desk/enquiries/?owner={ENDLESS}",
    f"/desk/enquiries/?q=a{NUL}b",
    "/desk/enquiries/?more=1&since=0001-01-01",
    "/desk/enquiries/?more=1&until=9999-12-31",
    f"/desk/enquiries/?more=1&unit={HUGE}&wish={HUGE}",
    f"/desk/enquiries/?after=2021-01-04T02:00:00%2B00:00~{HUGE}",
    f"/desk/enquiries/?after=2021-01-04T02:00:00%2B00:00~-{HUGE}",
    f"/desk/enquiries/?after=2021-01-04T02:00:00%2B00:00~{ENDLESS}",
    "/desk/enquiries/?after=0001-01-01T00:00:00%2B14:00~1",
    "/desk/enquiries/?after=9999-12-31T23:59:59-14:00~1",
    "/desk/enquiries/?state=closed&after=0001-01-01T00:00:00%2B14:00~1",
    f"/desk/enquiries/?after={NUL}~{NUL}",
    "/desk/enquiries/?q=%ff%fe%ed%a0%80",
    f"/desk/enquiries/export/?owner={HUGE}",
    "/desk/enquiries/export/?more=1&until=9999-12-31",
    f"/desk/enquiries/new/?made=a{NUL}b",
    f"/desk/enquiries/new/?made={ENDLESS}&heard={NUL}&wish={HUGE}",
    f"/desk/enquiries/a{NUL}b/",
    f"/desk/enquiries/a{NUL}b/contacts/",
    f"/desk/notices/?before={HUGE}",
    f"/desk/notices/?before={ENDLESS}",
    "/desk/notices/?before=%C2%B2",
    "/desk/notices/?before=-1",
    "/desk/projects/exports/book/?set=%C2%B2",
    f"/desk/projects/exports/book/?set={ENDLESS}",
    *(f"{here}?after={ENDLESS}" for here in ("/desk/works/measures/", "/desk/licences/", "/settings/needs/")),
    *(f"/desk/{here}/?after={HUGE}" for here in ("reports", "reports/corrections", "works", "projects")),
    f"/desk/reports/?after={ENDLESS}",
    f"/desk/clashes/{HUGE}/",
    f"/desk/posts/{HUGE}/succession/",
    f"/desk/brief/?after=2021-01-04T02:00:00%2B00:00~{HUGE}",
    f"/imports/{HUGE}/",
    f"/settings/replies/?x={NUL}",
    f"/settings/units/a{NUL}b/",
    f"/settings/posts/new/?unit=a{NUL}b",
    f"/settings/calendars/a{NUL}b/2021/",
    f"/settings/calendars/office/{HUGE}/",
    f"/m/a{NUL}b/",
    "/sign-in/?next=%00",
    "/%00",
    "/static/%00",
    "/%ff%fe",
]


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["head", "dispatcher", "operator", "investor"])
def test_no_address_breaks_the_server(cast: Cast, now: None, address: str, who: str) -> None:
    officer = Officer(getattr(cast, who))
    officer.client.raise_request_exception = False

    with transaction.atomic():
        answer = officer.client.get(address)

    assert answer.status_code < 500


BAD_FORMS = [
    ("contacts", {"channel": "phone", "reached": "1", "said": "谈了", "happened_at": "0001-01-01T00:00"}),
    ("contacts", {"channel": "phone", "reached": "1", "said": "谈了", "happened_at": "9999-12-31T23:59"}),
    ("contacts", {"channel": "page", "reached": "1", "said": "谈了", "happened_at": "2021-01-04T09:50"}),
    ("contacts", {"channel": "phone", "reached": "1", "said": "a\0b", "happened_at": "2021-01-04T09:50"}),
    ("contacts", {"channel": "phone", "reached": "1", "said": "字" * 10_000, "happened_at": "2021-01-04T09:50"}),
    ("signature", {"version": HUGE}),
    ("signature", {"version": "7", "seen": "2021-13-45T25:61:00"}),
    ("signature", {"version": "7", "seen": "0001-01-01T00:00:00+14:00"}),
    ("handovers", {"to_unit": HUGE, "reason": "x"}),
    ("handovers", {"to_unit": "\0", "reason": "x\0"}),
    ("owner", {"to_post": HUGE}),
]


@pytest.mark.parametrize(("noun", "data"), BAD_FORMS)
def test_no_form_of_the_desk_breaks_the_server(cast: Cast, now: None, noun: str, data: dict[str, str]) -> None:
    number = Investor(cast).applied(local(2021, 1, 4, 9, 40)).number
    officer = Officer(cast.liaison)
    officer.client.raise_request_exception = False

    assert officer.post(number, noun, **data).status_code in (409, 422)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2999-12-31", "2024-12-31"])
@pytest.mark.parametrize("verdict", ["follow", "nurture"])
def test_a_date_beyond_every_calendar_is_refused_in_words(cast: Cast, now: None, verdict: str, day: str) -> None:
    number = Investor(cast).applied(local(2021, 1, 4, 9, 40)).number
    officer = Officer(cast.liaison)
    officer.client.raise_request_exception = False
    officer.call(number, NOW)

    answer = officer.post(number, "verdict", verdict=verdict, step="看现场", on=day, until=day)

    assert answer.status_code == 422


def test_signing_for_what_is_no_number_is_answered_in_words(cast: Cast, now: None) -> None:
    officer = Officer(cast.liaison)
    officer.client.raise_request_exception = False

    assert officer.client.post("/desk/signatures/", {"pick": ["a\0b", "x" * 5000, "💥"]}).status_code == 302


@pytest.mark.parametrize("firm", ["㍿" * 120, "ﷺ" * 120, "字" * 120, "A" * 120, "💥" * 120, "=cmd|' /C calc'!A0"])
def test_a_strange_name_of_a_firm_is_kept_and_claimed(cast: Cast, now: None, firm: str) -> None:
    number = Investor(cast).applied(local(2021, 1, 4, 9, 40), firm=firm).number
    officer = Officer(cast.liaison)
    officer.client.raise_request_exception = False

    assert officer.call(number, NOW).status_code == 302
    assert officer.get("enquiries/export/").status_code == 200


@pytest.mark.parametrize(
    "odd",
    [
        {"sentence": "a\0b"},
        {"name": "n" * 10_000},
        {"contact": "İ" * 200 + "@example.invalid"},
        {"contact": "a@example.invalid\r\nBcc: b@example.invalid"},
        {"key": "k" * 10_000},
        {"key": "\0"},
        {"wish": HUGE},
        {"later_of": "\0"},
        {"sentence": "<script>alert(1)</script>💥" * 100},
    ],
)
def test_no_form_of_the_portal_breaks_the_server(cast: Cast, now: None, odd: dict[str, str]) -> None:
    investor = Investor(cast)
    investor.client.raise_request_exception = False

    answer = investor.client.post("/apply/", typed(cast, **odd))

    assert answer.status_code in (302, 422)
    assert "<script>alert" not in text(answer)


@pytest.mark.parametrize("login", ["a\0b", "x" * 10_000, "💥", HUGE])
def test_no_name_breaks_the_doors(cast: Cast, now: None, client, login: str) -> None:
    client.raise_request_exception = False
    for address, data in (
        ("/sign-in/", {"login": login, "password": login}),
        ("/status/", {"number": login, "code": "123456"}),
        ("/mine/sign-in/", {"contact": login}),
        ("/language/", {"language": login, "next": "https://evil.example/"}),
        ("/look/", {"theme": login, "size": login, "next": "//evil.example/"}),
    ):
        answer = client.post(address, data)
        assert answer.status_code < 500
        assert "evil.example" not in answer.get("Location", "")
