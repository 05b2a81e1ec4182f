"""The ledger alone rebuilds a filed case: every item, every clock, every count. Events in, figures out; no query."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from luodi.approvals.rules import TURNS, Holder, ItemState
from luodi.clock import Allowance, Calendar, Pause
from luodi.ledger.models import Event

NEW_OWNER = frozenset({"opened", "transferred", "owner_changed", "post_left"})
FIRST_HOLDER: dict[str, str] = {ItemState.BLOCKED: Holder.QUEUE, ItemState.READY: Holder.APPLICANT}
# Silence is noticed later than the day it is dated back to; the clock of acceptance ran until then.
DATED_BACK = frozenset({"deemed_accepted"})


@dataclass
class ReplayedClock:
    key: str
    token: str
    calendar: str
    started: datetime
    pauses: list[Pause] = field(default_factory=list)
    stopped: datetime | None = None
    outcome: str = ""

    @property
    def held(self) -> datetime | None:
        """Since when it does not run."""
        return self.pauses[-1].start if self.pauses and self.pauses[-1].end is None else None

    def due(self, calendar: Calendar) -> datetime | None:
        """None while it is held."""
        if self.held is not None:
            return None
        return calendar.due(self.started, Allowance.parse(self.token), tuple(self.pauses)).at


@dataclass
class ReplayedDuty:
    """A case, or an item of it; only an item lies in somebody's hands and has rounds."""

    number: str
    state: str = ""
    owner: int = 0
    holder: str = ""
    round: int = 1
    clocks: list[ReplayedClock] = field(default_factory=list)

    @property
    def open(self) -> dict[str, ReplayedClock]:
        return {clock.key: clock for clock in self.clocks if clock.stopped is None}

    def read(self, event: Event) -> None:
        facts = event.facts
        if event.code in NEW_OWNER:
            self.owner = facts["post"]
        if event.code == "opened":
            self.state = facts["progress"]
            self.holder = FIRST_HOLDER.get(self.state, "")
        elif event.code in TURNS or event.code == "case_moved":
            self.state = facts["state"]
            self.holder, self.round = facts.get("holder", self.holder), facts.get("round", self.round)
        stopped = event.recorded_at if event.code in DATED_BACK else event.happened_at
        for verb, key, *said in facts.get("clocks", ()):
            self._turn(verb, key, said, event.happened_at if verb != "stop" else stopped)

    def _turn(self, verb: str, key: str, said: list[str], at: datetime) -> None:
        if verb == "start":
            token, calendar = said
            self.clocks.append(ReplayedClock(key, token, calendar, at))
            return
        clock = self.open[key]
        if verb == "stop":
            clock.stopped, clock.outcome = at, said[0]
        elif verb == "hold":
            clock.pauses.append(Pause(at))
        elif verb == "resume":
            clock.pauses[-1] = clock.pauses[-1]._replace(end=at)
        elif verb == "lengthen":
            clock.token = said[0]


@dataclass
class ReplayedCase:
    """`items` by their code in the definition; `edges` as [from, to, kind, on refusal]."""

    duty: ReplayedDuty
    items: dict[str, ReplayedDuty] = field(default_factory=dict)
    edges: list[list[str]] = field(default_factory=list)

    @property
    def states(self) -> Counter[str]:
        return Counter(item.state for item in self.items.values())

    @property
    def outcomes(self) -> Counter[str]:
        """How many clocks were kept, missed, void; those of the case with those of its items."""
        every = (self.duty, *self.items.values())
        return Counter(clock.outcome for duty in every for clock in duty.clocks if clock.stopped)


def replay(events: Iterable[Event]) -> ReplayedCase:
    """From the events of a case's number and of its items' numbers, in the order in which they were written."""
    duties: dict[str, ReplayedDuty] = {}
    numbers, edges, case = {}, [], None
    for event in events:
        duty = duties.setdefault(event.subject, ReplayedDuty(event.subject))
        duty.read(event)
        if "items" in event.facts and event.code == "filed":
            case, numbers, edges = duty, event.facts["items"], event.facts["edges"]
    if case is None:
        raise ValueError("these events tell of no filed case")
    return ReplayedCase(case, {code: duties[number] for code, number in numbers.items()}, edges)
