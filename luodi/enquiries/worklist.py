"""What lies on an officer's desk today: his open duties in one query, however the page divides them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from luodi.accounts.models import User
from luodi.directory.calendars import unit_calendar
from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.pages import CAP
from luodi.duties.pages import mine as my_arms
from luodi.enquiries.models import Enquiry
from luodi.enquiries.rules import UNSIGNED
from luodi.notices.models import Notice

COLUMNS = ("pk", "number", "title", "progress", "next_due", "enquiry__next_step", "enquiry__next_step_on")
# Who came in the last two working hours of a day may be called the next morning (kpi, section 1).
LAST_MINUTES = 120


@dataclass(frozen=True)
class Entry:
    """The few columns of an open duty that figures, order and appointments need."""

    pk: int
    number: str
    title: str
    progress: str
    next_due: datetime
    step: str | None
    step_on: date | None

    @property
    def is_unsigned(self) -> bool:
        return self.progress in UNSIGNED

    def is_late(self, now: datetime) -> bool:
        return self.next_due < now

    def is_due_on(self, day: date, now: datetime) -> bool:
        return self.next_due >= now and localtime(self.next_due).date() == day


def worklist(viewer: Viewer) -> list[Entry]:
    """My open duties and those of whom I substitute today, due soonest first; at most 1,000."""
    arms = my_arms(viewer)
    if not arms:
        return []
    scope = arms[0] | arms[1] if len(arms) > 1 else arms[0]
    found = Duty.objects.open().filter(scope, kind="enquiry").exclude(progress="draft").order_by("next_due", "pk")
    return [Entry(*row) for row in found.values_list(*COLUMNS)[:CAP]]


def duties_in_order(pks: Sequence[int]) -> list[Duty]:
    """With strip and enquiry, in two queries, in the order given. The keys come from a viewer's own list."""
    found = Duty.objects.filter(pk__in=pks).for_strip().select_related("enquiry__wish")
    rows = {duty.pk: duty for duty in found}
    return [rows[pk] for pk in pks if pk in rows]


def appointments(entries: Iterable[Entry], today: date) -> list[Entry]:
    """Next steps agreed for the rest of this week, nearest first."""
    sunday = today + timedelta(days=6 - today.weekday())
    coming = [entry for entry in entries if entry.step and entry.step_on and today <= entry.step_on <= sunday]
    return sorted(coming, key=lambda entry: (entry.step_on, entry.pk))


@dataclass(frozen=True)
class SameDay:
    """Same-day contact of a month: the ones that count, and those of them contacted on their working day."""

    counted: frozenset[int]
    kept: frozenset[int]

    @property
    def missed(self) -> frozenset[int]:
        return self.counted - self.kept


def same_day(viewer: Viewer, now: datetime) -> SameDay:
    """This month's enquiries that the viewer's posts own; a day that still runs counts once it is kept."""
    first = localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    stands = Q(duty__contacts__reached=True) & ~Q(duty__contacts__stands=False)
    rows = (
        Enquiry.objects.filter(duty__owner__in=viewer.post_ids, submitted__gte=first)
        .annotate(contacted=Min("duty__contacts__happened_at", filter=stands))
        .values_list("pk", "duty__unit", "submitted", "contacted")[:CAP]
    )
    units = {post.unit_id: post.unit for post in viewer.posts}
    counted, kept = set(), set()
    for pk, unit_id, submitted, contacted in rows:
        if unit_id not in units or not came_in_time(units[unit_id], submitted):
            continue
        day = localtime(submitted).date()
        if contacted and localtime(contacted).date() == day:
            kept.add(pk)
        elif day == localtime(now).date():
            continue
        counted.add(pk)
    return SameDay(frozenset(counted), frozenset(kept))


def came_in_time(unit: Unit, submitted: datetime) -> bool:
    """On a working day, before its last two working hours."""
    calendar, at = unit_calendar(unit), localtime(submitted)
    windows = calendar.windows(at.date())
    if not windows:
        return False
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return calendar.elapsed(submitted, midnight + timedelta(minutes=windows[-1].end)) >= LAST_MINUTES


def open_and_unread(viewer: Viewer) -> tuple[int, int]:
    """How many open duties and unread notices the viewer has: the two counts of the menu, in one query."""
    posts = viewer.post_ids | viewer.substituted_post_ids
    duties = Duty.objects.open().filter(owner__in=posts, kind="enquiry").exclude(progress="draft")
    unread = Notice.objects.filter(reader=viewer.user_id, channel=Notice.Channel.PAGE, read_at=None)
    counts = [
        Coalesce(Subquery(rows.order_by().values(all=Value(1)).annotate(n=Count("pk")).values("n")), 0)
        for rows in (duties, unread)
    ]
    return User.objects.filter(pk=viewer.user_id).values_list(*counts).get()


def seen_by(viewer: Viewer, number: str) -> Duty | None:
    """One enquiry with strip, if the viewer may see it."""
    found = Duty.objects.visible_to(viewer).filter(number=number, kind="enquiry")
    return found.for_strip().select_related("enquiry__wish").first()


def numbers_seen_by(viewer: Viewer, numbers: Iterable[str]) -> set[str]:
    """Those of these public numbers whose duties the viewer may see."""
    return set(Duty.objects.visible_to(viewer).filter(number__in=list(numbers)).values_list("number", flat=True))


def open_count_of(post: Post) -> int:
    return Duty.objects.open().filter(owner=post).count()
