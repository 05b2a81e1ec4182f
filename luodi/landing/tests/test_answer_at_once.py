"""Two of the offer's side answer one introduction in the same second: one winner, one clear sentence."""

import pytest
import time_machine

from luodi.directory.viewer import Viewer
from luodi.landing.actions.introducing import answer_introduction, introduce
from luodi.landing.tests.test_accept_at_once import MORNING, at_once, submitted
from luodi.ledger.models import Event
from luodi.matching.models import Introduction
from luodi.talk.models import Message
from tests.cast import Cast


@pytest.fixture
def cast_of_two(own_database: str) -> Cast:
    return Cast()


def test_of_two_who_answer_in_the_same_second_one_wins(cast_of_two: Cast) -> None:
    cast = cast_of_two
    with time_machine.travel(MORNING, tick=False):
        number, roof = submitted(cast), cast.offer("roof", "港区屋顶")
        by = Viewer.of(cast.liaison)
        made = introduce(viewer=by, number=number, offer_number=roof.duty.number, said="光伏企业，想租屋顶")
        said = {"introduction": made.pk, "answer": "yes", "body": "可以来看"}
        answers = at_once((cast.zone_officer, cast.zone_colleague), answer_introduction, **said)

    assert answers == ["", "这次引荐已经有人答复了。"]
    assert Event.objects.filter(subject=roof.duty.number, code="introduction_answered").count() == 1
    assert Message.objects.filter(duty__number=number, side="partner").count() == 1
    assert Introduction.objects.get().answer == "yes"


def test_of_two_who_introduce_in_the_same_second_one_wins(cast_of_two: Cast) -> None:
    cast = cast_of_two
    with time_machine.travel(MORNING, tick=False):
        number, roof = submitted(cast), cast.offer("roof", "港区屋顶")
        said = {"offer_number": roof.duty.number, "said": "光伏企业，想租屋顶"}
        answers = at_once((cast.liaison, cast.head), introduce, number=number, **said)

    assert answers == ["", "这两边已经引荐过了，请在对话里看答复。"]
    assert Introduction.objects.count() == 1
