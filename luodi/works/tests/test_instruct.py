"""An instruction on a matter of any kind: whose it is, what it asks, and what a restricted matter does not tell."""

from datetime import date

import pytest
import time_machine
from django.utils.timezone import now

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty, Party, Visibility
from luodi.duties.steps import add_party
from luodi.duties.strips import strip_of
from luodi.enquiries.actions.entering import enter
from luodi.enquiries.actions.submitting import Typed
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.works.actions.instructing import accept_answer, answer, instruct, return_answer
from luodi.works.actions.supervising import slip
from luodi.works.open import subjects_of
from luodi.works.rules import State
from tests.cast import Cast, local
from tests.projecting import Projecting


@pytest.fixture
def people(db):
    with time_machine.travel(local(2021, 1, 4, 9, 30), tick=False):
        yield Projecting(Cast())


def test_without_a_day_it_is_answered_within_five_working_days(people):
    project = people.project()
    work = instruct(viewer=Viewer.of(people.leader), number=project.number, wording="act", words="本周进场")
    clock = Deadline.objects.get(duty=work.duty)
    assert (clock.kind, clock.due) == ("reply", local(2021, 1, 11, 17, 30))
    assert work.duty.owner == people.owner.post
    assert subjects_of([work.pk])[work.pk] == project.duty
    assert Event.objects.get(subject=project.number, code="instructed").facts["wording"] == "act"


def test_a_leading_unit_is_asked_through_its_head(people):
    project = people.project(owner=people.east_owner)
    unit = people.cast.zone_unit
    work = instruct(viewer=Viewer.of(people.leader), number=project.number, wording="lead", unit=unit)
    assert work.duty.owner.unit == unit
    assert work.duty.owner.role == "head"
    for lacking in ({"wording": "lead"}, {"wording": "reply"}):
        with pytest.raises(Refused):
            instruct(viewer=Viewer.of(people.leader), number=project.number, **lacking)


def test_who_answers_does_not_judge_the_answer(people):
    number = people.project().number
    work = instruct(viewer=Viewer.of(people.leader), number=number, wording="reply", reply_by=date(2021, 1, 6))
    answer(viewer=Viewer.of(people.owner), number=work.number, reply="已进场")
    strip = strip_of(Duty.objects.for_strip().get(pk=work.pk), viewer=Viewer.of(people.owner), now=now())
    assert (strip.left_text, strip.tone) == ("等批示人审阅答复", "calm")
    for own in (people.owner, people.colleague, people.head):
        with pytest.raises(Refused):
            accept_answer(viewer=Viewer.of(own), number=work.number)
    again = {"reason": "说清人数", "reply_by": date(2021, 1, 8)}
    return_answer(viewer=Viewer.of(people.leader), number=work.number, **again)
    assert Deadline.objects.get(duty=work.duty, stopped=None).due == local(2021, 1, 8, 17, 30)
    answer(viewer=Viewer.of(people.owner), number=work.number, reply="已进场 40 人")
    accept_answer(viewer=Viewer.of(people.leader), number=work.number)
    work.duty.refresh_from_db()
    assert (work.duty.progress, work.duty.closed is not None) == (State.DONE, True)


def test_an_enquiry_is_instructed_on_too_and_a_restricted_one_keeps_its_title(people):
    cast = people.cast
    typed = Typed(sentence="冷链分拨中心", name="林先生", contact="+8613900000077", channel="sms", wish=cast.zone)
    duty = enter(viewer=Viewer.of(cast.zone_officer), typed=typed, source="phone")
    work = instruct(viewer=Viewer.of(cast.dispatcher), number=duty.number, wording="act")
    assert work.duty.owner == cast.zone_officer.post
    add_party(duty, Party.Role.ESCALATED, at=local(2021, 1, 4, 9, 30), user=cast.zone_head)
    Duty.objects.filter(pk=duty.pk).update(visibility=Visibility.RESTRICTED, title="远海食品的项目")
    kept = instruct(viewer=Viewer.of(cast.zone_head), number=duty.number, wording="propose")
    assert "远海" not in kept.duty.title
    assert duty.number in kept.duty.title


def test_a_slip_at_a_time(people):
    project = people.project()
    slip(viewer=Viewer.of(people.leader), number=project.number, order="进场", days=3)
    with pytest.raises(Refused, match="销号"):
        slip(viewer=Viewer.of(people.checker), number=project.number, order="进场")
    with pytest.raises(Refused):
        slip(viewer=Viewer.of(people.owner), number=project.number, order="进场")
