"""Where a matter could have slipped through: between a denial and a finding, behind a closing, at a third hop."""

import io
import zipfile

import pytest
import time_machine

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Handover, Party
from luodi.duties.receiving import asking
from luodi.enquiries.actions.triaging import merge
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.talk.models import Contact
from tests.cast import Cast, local
from tests.stories.desk import entered, text
from tests.stories.investor import Investor
from tests.stories.officer import Officer, duty

FIRM = "霁川能源"


def at(hour: int, minute: int = 0, day: int = 4) -> time_machine.travel:
    return time_machine.travel(local(2021, 1, day, hour, minute), tick=False)


@pytest.fixture
def investor(cast: Cast) -> Investor:
    return Investor(cast).applied(local(2021, 1, 4, 9, 40))


def clock(number: str, kind: str) -> Deadline:
    return Deadline.objects.filter(duty__number=number, kind=kind).latest("id")


def denied(cast: Cast, investor: Investor) -> int:
    with at(10):
        Officer(cast.liaison).call(investor.number, local(2021, 1, 4, 10))
    contact = Contact.objects.get()
    with at(11):
        assert investor.post(f"contacts/{contact.pk}/denials/").status_code == 302
    return contact.pk


def test_a_contact_that_stands_after_all_is_triaged_by_a_clock(cast: Cast, investor: Investor) -> None:
    denied(cast, investor)
    with at(14):
        Officer(cast.head).post(investor.number, "finding", stands="1", finding="通话记录为证")

    assert duty(investor.number).progress == "contacted"
    assert clock(investor.number, "triage").is_running
    assert duty(investor.number).next_due == clock(investor.number, "triage").due


def test_closing_at_once_does_not_silence_an_investor_nobody_called(cast: Cast, investor: Investor) -> None:
    officer = Officer(cast.liaison)
    with at(10):
        officer.call(investor.number, local(2021, 1, 4, 10))
        officer.post(investor.number, "verdict", verdict="unsuitable", reason="investor", reply="您放弃了")
    contact = Contact.objects.get()
    with at(11):
        assert investor.post(f"contacts/{contact.pk}/denials/").status_code == 302
    with at(14):
        Officer(cast.head).post(investor.number, "finding", stands="0", finding="没有打过")

    assert clock(investor.number, "contact").outcome == Deadline.Outcome.MISSED
    assert duty(investor.number).progress == "closed"


def test_a_matter_that_ended_asks_no_unit_any_more(cast: Cast, investor: Investor) -> None:
    with at(10):
        Officer(cast.liaison).hand_over(investor.number, cast.zone_unit, "有厂房")
        investor.post("withdrawal/")

        assert not asking(Viewer.of(cast.zone_officer))
        assert not Party.objects.filter(role=Party.Role.ASKED, until=None).exists()


def test_a_bad_rating_is_answered_also_after_the_matter_was_closed(cast: Cast, investor: Investor) -> None:
    officer = Officer(cast.liaison)
    with at(10):
        officer.call(investor.number, local(2021, 1, 4, 10))
        investor.post("ratings/", {"grade": "5", "words": "态度差"})
        officer.post(investor.number, "verdict", verdict="unsuitable", reason="land", reply="没有场地")

    assert clock(investor.number, "remedy").is_running
    assert duty(investor.number).next_due == clock(investor.number, "remedy").due


def test_each_attempt_pauses_the_clock_once(cast: Cast, investor: Investor) -> None:
    officer = Officer(cast.liaison)
    for day, hour in ((4, 10), (4, 11), (5, 9), (5, 10)):
        with at(hour, day=day):
            officer.call(investor.number, local(2021, 1, day, hour), reached=False, said="")
    assert Event.objects.filter(code="held").count() == 1

    with at(11, day=5):
        investor.post("messages/", {"body": "我下午在"})
        officer.call(investor.number, local(2021, 1, 5, 11), reached=False, said="")
    assert clock(investor.number, "contact").is_running, "he answered, so one call more is not waiting for him"


def test_an_answer_to_an_old_letter_is_always_taken(cast: Cast, investor: Investor) -> None:
    with at(10):
        Officer(cast.liaison).post(investor.number, "messages", body="您好，什么时候方便？")
    with at(10, day=12):
        assert investor.post("messages/", {"body": "出差刚回来"}).status_code == 302

    assert clock(investor.number, "contact").outcome == Deadline.Outcome.KEPT


def test_the_third_hop_says_so_and_the_city_desks_own_waits_for_an_answer(cast: Cast, investor: Investor) -> None:
    number, liaison, zone = investor.number, Officer(cast.liaison), Officer(cast.zone_officer)
    with at(10):
        liaison.hand_over(number, cast.zone_unit, "有厂房")
        zone.accept(number)
        zone.hand_over(number, cast.district_unit, "不在港区")
        liaison.accept(number)
        third = liaison.client.post(
            f"/desk/enquiries/{number}/handovers/", {"to_unit": cast.other_unit.pk, "reason": "在东城"}, follow=True
        )
        assert "裁定" in text(third)
        assert not any("请在时限内接收" in text(Officer(cast.stranger_officer).get(path)) for path in ("", "notices/"))
        Officer(cast.dispatcher).post(number, "handover/ruling", to_unit="", reason="先由新区联系")
        Officer(cast.dispatcher).hand_over(number, cast.other_unit, "总台转东城")

    assert Handover.objects.latest("id").state == Handover.State.PROPOSED
    assert clock(number, "handover").is_running


def test_a_duplicate_joins_only_what_is_still_open(cast: Cast) -> None:
    officer = Officer(cast.liaison)
    with at(10):
        one, other = (entered(cast, officer, sentence=f"冷链{n}", contact=f"+861390000010{n}").number for n in (1, 2))
        for number in (one, other):
            officer.call(number, local(2021, 1, 4, 10))
        merge(viewer=Viewer.of(cast.liaison), number=one, into=other)
        with pytest.raises(Refused):
            merge(viewer=Viewer.of(cast.liaison), number=other, into=one)


def test_a_finder_takes_no_telephone_number_away(cast: Cast, investor: Investor) -> None:
    with at(10):
        Officer(cast.liaison).hand_over(investor.number, cast.other_unit, "在东城")
        Officer(cast.stranger_officer).accept(investor.number)
        finder = Officer(cast.liaison)

        assert investor.number in text(finder.get("enquiries/"))
        assert "13900000009" not in text(finder.page(investor.number))
        assert b"13900000009" not in unpacked(finder.get("enquiries/export/").content)


def unpacked(book: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


@pytest.mark.parametrize("reason", [f"{FIRM}要港区厂房", "请打 139 0000-0009", "陈先生想看厂房"])
def test_a_reason_does_not_tell_what_an_alias_hides(cast: Cast, reason: str) -> None:
    kept = Investor(cast).applied(local(2021, 1, 4, 9, 40), firm=FIRM, keep_firm="on")
    with at(10):
        answer = Officer(cast.liaison).hand_over(kept.number, cast.zone_unit, reason)

    assert answer.status_code == 422
    assert "代号" in text(answer)
    assert not Handover.objects.exists()


def test_a_next_step_stays_with_the_officer_in_charge(cast: Cast) -> None:
    kept = Investor(cast).applied(local(2021, 1, 4, 9, 40), firm=FIRM, keep_firm="on")
    officer = Officer(cast.liaison)
    with at(10):
        officer.call(kept.number, local(2021, 1, 4, 10))
        officer.follow(kept.number, local(2021, 1, 6), step=f"带{FIRM}看厂房")
        Party.objects.create(
            duty=duty(kept.number), user=cast.head, role=Party.Role.ESCALATED, since=local(2021, 1, 4, 10)
        )
        head = Officer(cast.head)

        assert kept.number in text(head.get("enquiries/"))
        for path in ("", "brief/", "enquiries/", f"enquiries/{kept.number}/", "clashes/"):
            assert FIRM not in text(head.get(path))


def test_a_clash_stays_with_the_city_desk_after_a_hand_over_and_no_longer_than_its_ruling(cast: Cast) -> None:
    kept = Investor(cast).applied(local(2021, 1, 4, 9, 40), firm="霁川能源有限公司", keep_firm="on")
    west, east = Officer(cast.liaison), Officer(cast.stranger_officer)
    with at(10):
        west.call(kept.number, local(2021, 1, 4, 10))
        entered(cast, east, firm=FIRM, wish=cast.other_district)
        west.hand_over(kept.number, cast.zone_unit, "有厂房")
        Officer(cast.zone_officer).accept(kept.number)
        desk = Officer(cast.dispatcher)
        claims = duty(kept.number).claims.all()
        rival = text(east.get(f"clashes/{claims[0].pk}/"))
        assert kept.number not in rival
        assert kept.enquiry.alias not in rival

        sides = [claims[0].pk, *claims[0].rivals.values_list("pk", flat=True)]
        shares = {f"share_{pk}": 50 for pk in sides}
        ruled = desk.client.post(
            f"/desk/clashes/{claims[0].pk}/", {"host": cast.district_unit.pk, "reason": "先谈", **shares}
        )
        assert ruled.status_code == 302
        assert desk.page(kept.number).status_code == 404
