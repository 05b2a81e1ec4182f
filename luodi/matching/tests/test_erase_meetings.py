"""A person's copy of his data names his lists and introductions; erased, their words are gone."""

import json

import pytest
import time_machine

from luodi.accounts.export import personal_data
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.enquiries.actions.triaging import withdraw
from luodi.landing.actions.erasing import erase_person
from luodi.landing.actions.introducing import introduce, send_list
from luodi.matching.actions.judging import judge
from luodi.matching.models import Introduction, Judgement, Match, OfferList
from tests.cast import Cast, local

NOW = local(2021, 1, 4, 10, 0)
SAID, NOTE, WHY = "孙先生的光伏企业想租屋顶。", "孙先生，先看这一处。", "孙先生嫌太远。"


@pytest.fixture
def number(cast: Cast) -> str:
    with time_machine.travel(NOW):
        roof, other = cast.offer("roof", "一号屋顶"), cast.offer("roof", "二号屋顶")
        typed = Typed("孙先生", cast.investor.phone, "sms", "想租屋顶", wish=cast.zone, agreed=cast.consent)
        duty = submit(viewer=Viewer.of(cast.investor), typed=typed).duty
        by = {"viewer": Viewer.of(duty.owner.user), "number": duty.number}
        introduce(**by, offer_number=roof.duty.number, said=SAID)
        send_list(**by, offer_numbers=[roof.duty.number], note=NOTE)
        judge(**by, offer_number=other.duty.number, verdict="unfit", because="wrong_place", note=WHY)
        reasons = [["words", {"words": "孙先生"}]]
        Match.objects.create(enquiry_id=duty.pk, offer=roof, place=1, score=1.0, reasons=reasons, found_at=NOW)
        return duty.number


def test_the_copy_of_ones_data_names_what_was_sent_and_how_one_was_introduced(cast: Cast, number: str) -> None:
    kept = json.dumps(personal_data(cast.investor, NOW), default=str, ensure_ascii=False)
    assert SAID in kept
    assert NOTE in kept
    assert WHY not in kept
    assert SAID not in json.dumps(personal_data(cast.other_investor, NOW), default=str, ensure_ascii=False)


def test_erased_the_meetings_stay_and_their_words_are_gone(cast: Cast, number: str) -> None:
    with time_machine.travel(NOW):
        withdraw(viewer=Viewer.of(cast.investor), number=number)
        assert erase_person(viewer=Viewer.of(cast.investor), now=NOW) == 0
    assert Introduction.objects.get().said == "…"
    assert OfferList.objects.get().note == ""
    assert {one.note for one in Judgement.objects.all()} == {""}
    assert Judgement.objects.get(verdict="unfit").because == "wrong_place"
    assert not Match.objects.exists()
