"""Cities that work together: each record has an owner and a next date, and says what came of it."""

import pytest
import time_machine

from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.works.actions.cooperating import cooperate, step_done
from luodi.works.rules import CooperationKind, CooperationState
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Projecting:
    return Projecting(Cast())


@time_machine.travel(local(2021, 1, 11, 9), tick=False)
def test_an_alliance_of_two_cities_goes_on_from_step_to_step_and_ends_with_what_it_counted(people: Projecting) -> None:
    _circle, second = people.circle()
    by = Viewer.of(people.dispatcher)
    made = cooperate(
        viewer=by,
        kind=CooperationKind.ALLIANCE,
        title="港口联盟",
        owner=people.dispatcher.post,
        at=people.cast.city,
        cities=[people.cast.city, second],
        next_step="签署协议",
        next_on=local(2021, 1, 29).date(),
    )
    assert made.duty.progress == CooperationState.TALKS
    assert made.duty.next_due == local(2021, 1, 29, 17, 30)
    with pytest.raises(Refused, match="签署日期还没有到"):
        step_done(viewer=by, number=made.number, result="约好了签署日", signed_on=local(2021, 1, 12).date())
    step_done(
        viewer=by,
        number=made.number,
        result="已签署",
        next_step="推介会",
        next_on=local(2021, 3, 1).date(),
        signed_on=local(2021, 1, 11).date(),
    )
    done = step_done(viewer=by, number=made.number, result="北京推介会", counted=26, counted_unit="条线索")
    done.duty.refresh_from_db()
    assert (done.duty.progress, done.counted, done.duty.closed is not None) == (CooperationState.DONE, 26, True)


@time_machine.travel(local(2021, 1, 11, 9), tick=False)
def test_a_copied_policy_says_from_where_and_how_it_was_adapted(people: Projecting) -> None:
    with pytest.raises(Refused, match="从哪里复制"):
        cooperate(
            viewer=Viewer.of(people.dispatcher),
            kind=CooperationKind.POLICY,
            title="人才房政策",
            owner=people.dispatcher.post,
            at=people.cast.city,
            cities=[people.cast.city],
            next_step="印发",
            next_on=local(2021, 2, 1).date(),
        )
