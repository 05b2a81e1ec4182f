"""The ledger alone rebuilds every item, clock and count of a case, whatever was done to it and in whatever order."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from luodi.accounts.models import User
from luodi.approvals.actions import accepting, appealing, deciding, ending, issuing, materials
from luodi.approvals.actions.delivering import deliver_drawn
from luodi.approvals.models import Case, Decision, Deferral, Item, Letter, Licence, Requirement, Stay
from luodi.approvals.proving import compare, events_of
from luodi.approvals.replay import replay
from luodi.approvals.rules import TURNS, ItemState
from luodi.config.watch import EXPIRIES
from luodi.directory.viewer import Viewer
from luodi.duties.models import FAR, Deadline, Duty, Pause
from luodi.duties.rules import SILENT
from luodi.duties.sweep import tell_due
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from tests.approving import Approving, paper
from tests.cast import Cast, local

# Before the Spring Festival: its make-up Sunday and its week without working days lie within the clocks.
FIRST_DAY = local(2021, 1, 28, 9)
REMEDIES = "六十日内可以申请行政复议"
ASKED = [{"material": "drawing", "words": "请盖章"}, {"material": "report", "words": "请补检测报告"}]


class Walk:
    """A filed case and those who act on it; `now` only grows."""

    def __init__(self, city: Approving, now: datetime, papers: tuple[str, ...], crowd: str) -> None:
        self.city, self.now, self.done = city, now, 0
        with self.clock():
            self.case = city.filed(papers=papers, crowd=crowd)
        self.numbers = dict(Item.objects.exclude(duty=None).filter(case=self.case).values_list("code", "duty__number"))

    @contextmanager
    def clock(self) -> Iterator[None]:
        with time_machine.travel(self.now, tick=False):
            yield

    def item(self, code: str) -> Item:
        return Item.objects.select_related("version__service__unit").get(case=self.case, code=code)

    def press(self, verb: str, code: str, back: int) -> None:
        """`back` hours ago where the verb may be keyed in later. A refusal leaves everything as it was."""
        item = self.item(code)
        with self.clock():
            try:
                VERBS[verb](self, item, self.now - timedelta(hours=back))
                self.done += 1
            except (Refused, ObjectDoesNotExist):
                pass

    def wait(self, hours: int) -> None:
        """The watch looks now and then on the way."""
        until = self.now + timedelta(hours=hours)
        while self.now < until:
            self.now = min(self.now + timedelta(hours=31), until)
            with self.clock():
                while tell_due(self.now, EXPIRIES):
                    pass

    def approver(self, item: Item) -> Viewer:
        return self.city.by(self._of(item, self.city.planner, self.city.builder, self.city.fireman))

    def head(self, item: Item) -> Viewer:
        return self.city.by(self._of(item, self.city.planning_head, self.city.building_head, self.city.fire_head))

    @property
    def applicant(self) -> Viewer:
        return self.city.by(self.city.applicant)

    @staticmethod
    def _of(item: Item, *people: User) -> User:
        return dict(zip(("planning", "building", "fire"), people, strict=True))[item.version.service.unit.code]

    def number(self, item: Item) -> str:
        return self.numbers[item.code]


def by_department(verb: Callable[..., object], **said: Any) -> Callable[[Walk, Item, datetime], object]:
    return lambda walk, item, at: verb(viewer=walk.approver(item), number=walk.number(item), happened_at=at, **said)


def by_head(verb: Callable[..., object], **said: Any) -> Callable[[Walk, Item, datetime], object]:
    return lambda walk, item, at: verb(viewer=walk.head(item), number=walk.number(item), **said)


def by_applicant(verb: Callable[..., object], **said: Any) -> Callable[[Walk, Item, datetime], object]:
    return lambda walk, item, at: verb(viewer=walk.applicant, number=walk.number(item), **said)


def give(walk: Walk, item: Item, at: datetime) -> None:
    for code in ("drawing", "report", "permit"):
        materials.give(viewer=walk.applicant, number=walk.case.number, file=paper(f"{code}.txt"), material=code)


def judge(walk: Walk, item: Item, at: datetime) -> None:
    for row in item.materials.exclude(copy=None).select_related("material"):
        code = row.material.code
        materials.judge(viewer=walk.approver(item), number=walk.number(item), material=code, good=True)


def reject(walk: Walk, item: Item, at: datetime) -> None:
    number = walk.number(item)
    materials.judge(viewer=walk.approver(item), number=number, material="drawing", good=False, reason="不清")


def transfer(walk: Walk, item: Item, at: datetime) -> None:
    other = walk.city.colleague if item.duty.owner_id == walk.city.planner.post.pk else walk.city.planner
    deciding.transfer(viewer=walk.approver(item), number=walk.number(item), to_post=other.post)


def extend_case(walk: Walk, item: Item, at: datetime) -> None:
    deciding.extend_case(viewer=walk.head(item), number=walk.case.number, reason="跨部门")


def withdraw_all(walk: Walk, item: Item, at: datetime) -> None:
    ending.withdraw_case(viewer=walk.applicant, number=walk.case.number)


def delivered(walk: Walk, item: Item, at: datetime) -> None:
    """The watch has drawn everything, and what is sent as a file has come."""
    Licence.objects.filter(item__case=walk.case).update(digest="0" * 64)
    Letter.objects.filter(item__case=walk.case).update(digest="0" * 64)
    deliver_drawn(walk.now)


VERBS: dict[str, Callable[[Walk, Item, datetime], object]] = {
    "accept": by_department(accepting.accept),
    "accept_deferred": by_department(accepting.accept, deferred=["report"], promise=True),
    "ask_supplement": by_department(accepting.ask_supplement, asked=ASKED),
    "give_supplement": by_applicant(accepting.give_supplement),
    "refuse_acceptance": by_department(accepting.refuse_acceptance, reasons="不属于本机关"),
    "pause": by_department(deciding.pause, kind="hearing", notice_number="听 1", expected_days=5),
    "resume": by_department(deciding.resume),
    "extend": by_head(deciding.extend, reason="案情复杂"),
    "transfer": transfer,
    "approve": by_department(deciding.approve),
    "refuse": by_department(deciding.refuse, reasons="不符规划", remedies=REMEDIES),
    "withdraw": by_applicant(ending.withdraw),
    "void": by_head(ending.void, reason="以欺骗取得"),
    "appeal": by_applicant(appealing.appeal, words="请再看一次"),
    "grant": by_head(appealing.answer_appeal, granted=True, answer="重新办理"),
    "dismiss": by_head(appealing.answer_appeal, granted=False, answer="维持"),
    "issue": by_department(issuing.issue),
    "send": by_department(issuing.send, kind="courier", carrier="邮政", tracking="EX123456"),
    "receive": by_department(issuing.receive, received_by="车间负责人"),
    "delivered": delivered,
    "give": give,
    "judge": judge,
    "reject": reject,
    "extend_case": extend_case,
    "withdraw_all": withdraw_all,
}
# What is likely to be done to an item in each state; now and then something else is tried and refused.
S = ItemState
LIKELY: dict[str, tuple[str, ...]] = {
    S.READY: ("give", "withdraw"),
    S.BLOCKED: ("give", "withdraw"),
    S.FILED: ("accept", "accept", "accept_deferred", "ask_supplement", "reject", "refuse_acceptance"),
    S.SUPPLEMENT: ("give", "give_supplement", "give_supplement"),
    S.ACCEPTED: ("approve", "approve", "approve", "pause", "extend", "transfer", "judge", "give", "refuse"),
    S.PAUSED: ("resume", "resume", "withdraw"),
    S.APPROVED: ("judge", "give", "issue", "issue", "issue", "void"),
    S.ISSUED: ("send", "receive", "delivered", "delivered", "appeal", "grant", "void"),
    S.DELIVERED: ("appeal", "grant", "dismiss", "void"),
    S.REFUSED: ("appeal", "grant", "dismiss"),
    S.NOT_ACCEPTED: ("appeal", "grant"),
}


@pytest.fixture
def city(db: None) -> Approving:
    with time_machine.travel(FIRST_DAY, tick=False):
        city = Approving(Cast())
    Requirement.objects.filter(material__code="report").update(deferral_days=3)  # sooner than the item's own days
    return city


@given(data=st.data())
@settings(
    max_examples=16,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a walk that fails is read from its draws; to make it shorter would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_the_ledger_alone_tells_the_same_as_the_rows(city: Approving, data: st.DataObject) -> None:
    before = transaction.savepoint()
    try:
        papers = data.draw(st.sampled_from([("drawing", "lease"), ("drawing", "lease", "report")]), "papers")
        walk = Walk(city, FIRST_DAY + timedelta(days=data.draw(st.integers(0, 9))), papers, data.draw(CROWDS))
        for _step in range(data.draw(st.integers(4, 22), "steps")):
            code = data.draw(st.sampled_from(sorted(walk.numbers)), "item")
            likely = LIKELY.get(walk.item(code).state, ("appeal",))
            verb = data.draw(st.sampled_from(likely * 6 + tuple(VERBS)), "verb")
            walk.press(verb, code, data.draw(st.sampled_from((0, 0, 1, 30)), "hours back"))
            walk.wait(data.draw(st.sampled_from((0, 0, 3, 26, 60, 200)), "hours on"))
        check(walk.case)
    finally:
        transaction.savepoint_rollback(before)


CROWDS = st.sampled_from(["yes", "no"])


def check(case: Case) -> None:
    assert compare(case) == []
    told = replay(events_of(case))
    items = list(Item.objects.filter(case=case).exclude(duty=None).select_related("duty"))
    clocks = Deadline.objects.filter(duty__in=[case.duty_id, *(item.duty_id for item in items)])
    assert told.states == Counter(item.state for item in items)
    assert told.outcomes == Counter(clocks.exclude(stopped=None).values_list("outcome", flat=True))
    for item in items:
        check_states(item)
        check_stays(item)
        check_papers(item)
        check_clocks(item.duty)


def check_states(item: Item) -> None:
    """From state to state by the table only; what waited and is complete is filed in the act that frees it."""
    events = list(Event.objects.filter(subject=item.duty.number).order_by("pk"))
    state = events[0].facts["progress"]
    for event in events:
        turn = TURNS.get(event.code)
        if turn is not None:
            freed = event.code == "filed" and state == S.BLOCKED
            assert freed or state in turn.sources, (event.code, state)
            assert event.facts["state"] == turn.to
            state = event.facts["state"]
    assert state == item.state == item.duty.progress


def check_stays(item: Item) -> None:
    """Without gap or overlap from filing to now or to the end; between an end and its appeal it lies with nobody."""
    stays = list(Stay.objects.filter(item=item).order_by("pk"))
    reopened = Event.objects.filter(subject=item.duty.number, code="reopened").values_list("happened_at", flat=True)
    at = item.case.filed_at
    for stay in stays:
        assert stay.since == at or (stay.since in reopened and stay.since > at)
        assert stay.since <= stay.until
        at = stay.until
    lies_since = item.closed_at or item.holder_since
    assert lies_since == at or lies_since in reopened


def check_papers(item: Item) -> None:
    decided = Decision.objects.filter(item=item, round=item.round, outcome="approved").exists()
    promised = Deferral.objects.filter(item=item, kept_at=None, breached_at=None).exists()
    if item.state in (S.APPROVED, S.ISSUED, S.DELIVERED):
        assert decided
    assert not (promised and item.state in (S.ISSUED, S.DELIVERED))
    if item.decided_at:
        assert item.filed_at <= item.accepted_at <= item.decided_at


def check_clocks(duty: Duty) -> None:
    """The nearest due is true, and no clock has two open pauses."""
    running = Deadline.objects.filter(duty=duty, stopped=None, due__isnull=False).exclude(kind__in=SILENT)
    assert duty.next_due == min(running.values_list("due", flat=True), default=FAR)
    pauses = Pause.objects.filter(deadline__duty=duty, end=None).values_list("deadline", flat=True)
    assert len(set(pauses)) == len(pauses)
