"""Days off, the make-up Sunday, and the year whose holidays are not published yet."""

import time_machine

from luodi.config.watch import once
from luodi.directory.actions import enter_year
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.ledger.models import Event
from tests.cast import Cast, local
from tests.stories.investor import Investor, text


def test_a_saturday_sentence_is_answered_by_the_make_up_sunday_afternoon(cast: Cast) -> None:
    investor = Investor(cast).applied(local(2021, 2, 6, 10, 0))

    due = Deadline.objects.get(duty__number=investor.number, kind="contact")
    assert (due.due, due.provisional) == (local(2021, 2, 7, 14, 30), False)
    with time_machine.travel(local(2021, 2, 6, 10, 1), tick=False):
        assert "调休上班日" in text(investor.client.get(f"/apply/{investor.number}/receipt/"))
