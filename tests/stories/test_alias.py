"""A company's name kept to the officer in charge: no page, search, export, notice or event shows it to anyone else."""

import pytest
import time_machine

from luodi.ledger.models import Event
from luodi.ledger.spool import load_readings
from luodi.notices.models import Notice
from tests.cast import Cast, local
from tests.stories.investor import Investor, text
from tests.stories.officer import Officer, duty

FIRM = "霁川能源"
SENTENCE = "霁川能源想找大型厂房的屋顶做光伏"


def day(hour: int, minute: int) -> time_machine.travel:
    return time_machine.travel(local(2021, 1, 4, hour, minute), tick=False)


@pytest.fixture
def investor(cast: Cast) -> Investor:
    return Investor(cast).applied(local(2021, 1, 4, 9, 40), firm=FIRM, sentence=SENTENCE, keep_firm="on")


def test_the_officer_in_charge_reads_the_name_and_nobody_else_does(cast: Cast, investor: Investor) -> None:
    number = investor.number
    others = [cast.head, cast.dispatcher, cast.zone_officer, cast.stranger_officer, cast.operator]
    with day(10, 0):
        assert FIRM in text(Officer(cast.liaison).page(number))
        for user in others:
            officer = Officer(user)
            paths = ["", "brief/", "enquiries/", f"enquiries/{number}/", "notices/", "clashes/"]
            for path in paths:
                assert FIRM not in text(officer.get(path))
            found = text(officer.get(f"enquiries/?q={FIRM}"))
            assert number not in found, "a search for the name finds nothing"
            assert FIRM.encode() not in officer.get("enquiries/export/").content


def test_neither_events_nor_notices_hold_the_name(cast: Cast, investor: Investor) -> None:
    with day(10, 0):
        Officer(cast.liaison).call(investor.number, local(2021, 1, 4, 10, 0))

    assert not any(FIRM in str(facts) for facts in Event.objects.values_list("facts", flat=True))
    assert not any(FIRM in str(facts) for facts in Notice.objects.values_list("facts", flat=True))
    assert FIRM not in duty(investor.number).title


def test_the_asked_unit_reads_the_alias_until_it_has_accepted(cast: Cast, investor: Investor) -> None:
    number = investor.number
    zone = Officer(cast.zone_officer)
    with day(10, 0):
        Officer(cast.liaison).hand_over(number, cast.zone_unit, "有厂房")
        asked = zone.page(number)
        assert asked.status_code == 200
        assert FIRM not in text(asked)
        zone.accept(number)
        assert FIRM in text(zone.page(number))
        assert FIRM not in text(Officer(cast.liaison).page(number))


def test_every_read_is_shown_to_the_investor(cast: Cast, investor: Investor) -> None:
    with day(10, 0):
        Officer(cast.liaison).page(investor.number)
        load_readings(local(2021, 1, 4, 10, 1))
    with day(10, 5):
        page = text(investor.page())

    assert "新区对接人员" in page
    assert "看过" in page
