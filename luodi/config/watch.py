"""The steps of the watch loop, and the act that the expiry of each kind of deadline calls.

What a lower app cannot call above itself is called from here: luodi watch looks, finds what is due, and acts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection

from luodi.accounts.actions.throttling import sweep_throttles
from luodi.approvals.actions.accepting import deem_accepted, end_late_supplement
from luodi.approvals.actions.delivering import ask_couriers, deliver_drawn
from luodi.approvals.actions.ending import break_promise
from luodi.approvals.actions.proposing import propose
from luodi.approvals.days.counting import count_stays
from luodi.approvals.licences.drawing import draw_letters, draw_licences
from luodi.approvals.licences.status import sign_list
from luodi.bulletin.actions.preparing import build_editions
from luodi.bulletin.actions.previewing import end_window, follow_corrections
from luodi.bulletin.actions.publishing import find_errata
from luodi.bulletin.drawing.files import draw_editions
from luodi.duties.recalculation import recalculate
from luodi.duties.sweep import Expiries, tell_due
from luodi.enquiries.actions.claiming import age_claims
from luodi.enquiries.actions.receiving import read_waiting, sweep_intakes
from luodi.enquiries.actions.submitting import take_unconfirmed
from luodi.enquiries.actions.triaging import wake
from luodi.landing.actions.handovers import escalate_unanswered
from luodi.landing.actions.rehoming import rehome
from luodi.ledger.sealing import seal
from luodi.ledger.spool import load_readings
from luodi.matching.following import Follower
from luodi.notices.delivery import deliver
from luodi.projects.actions.forecasting import issue_forecasts
from luodi.projects.actions.lighting import shine
from luodi.projects.actions.problems import confirm_for_silent
from luodi.projects.actions.rounds import ask_reports, open_due_rounds, settle_rounds, turn_years
from luodi.supply.actions.picturing import draw_photos

EXPIRIES: Expiries = {
    "confirm": take_unconfirmed,
    "handover": escalate_unanswered,
    "recontact": wake,
    "acceptance": deem_accepted,
    "supplement": end_late_supplement,
    "deferral": break_promise,
    "window": end_window,
    "confirmation": confirm_for_silent,
}


@dataclass(frozen=True)
class Step:
    """`run` returns how much it found; while it finds something it is called again at once."""

    name: str
    run: Callable[[datetime], int]
    every: float  # seconds between two looks that find nothing


def tell(now: datetime) -> int:
    return tell_due(now, EXPIRIES)


def tidy(now: datetime) -> int:
    return sweep_throttles(now=now)


def optimize(now: datetime) -> int:
    """Lets SQLite look at its statistics where they have grown stale; a bounded look, a few milliseconds."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=400")
            cursor.execute("PRAGMA optimize")
    return 0


FOLLOWER = Follower(settings.HOME / "search")

# The clocks never wait for a mail server: each lane is a thread of its own, in this order.
LANES: dict[str, tuple[Step, ...]] = {
    "clocks": (
        Step("tell_due", tell, 1),
        Step("recalculate", recalculate, 1),
        Step("seal", seal, 1),
        Step("load_readings", load_readings, 5),
        Step("count_stays", count_stays, 5),
        Step("rehome", rehome, 30),
        Step("age_claims", age_claims, 600),
        Step("tidy", tidy, 600),
        Step("optimize", optimize, 3600),
    ),
    "rounds": (
        Step("open_due_rounds", open_due_rounds, 10),
        Step("ask_reports", ask_reports, 5),
        Step("settle_rounds", settle_rounds, 10),
        Step("turn_years", turn_years, 3600),
        Step("shine", shine, 60),
    ),
    "papers": (Step("read_papers", read_waiting, 1), Step("sweep_intakes", sweep_intakes, 600)),
    "outbox": (Step("deliver", deliver, 1),),
    "matching": (Step("follow", FOLLOWER.follow, 1),),
    "licences": (
        Step("draw_licences", draw_licences, 2),
        Step("draw_letters", draw_letters, 2),
        Step("deliver_drawn", deliver_drawn, 2),
        Step("sign_list", sign_list, 5),
        Step("propose", propose, 60),
    ),
    "couriers": (Step("ask_couriers", ask_couriers, 60),),
    "forecasts": (Step("issue_forecasts", issue_forecasts, 60),),
    "pictures": (Step("draw_photos", draw_photos, 2),),
    "editions": (
        Step("build_editions", build_editions, 2),
        Step("draw_editions", draw_editions, 2),
        Step("follow_corrections", follow_corrections, 10),
        Step("find_errata", find_errata, 30),
    ),
}
