"""What lies on an officer's desk today: figures, first rows, appointments; none of them grows with his load."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.timezone import localtime

from luodi.clock import SHANGHAI
from luodi.directory.calendars import unit_calendar
from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.models.duty import DutyQuerySet
from luodi.duties.pages import CAP
from luodi.duties.pages import mine as my_arms
from luodi.duties.rules import LEADS
from luodi.enquiries.models import Enquiry
from luodi.enquiries.rules import UNSIGNED
from luodi.notices.models import Notice
from luodi.talk.models import Contact

# Who came in the last two working hours of a day may be called the next morning (kpi, section 1).
LAST_MINUTES = 120
WORK = ("enquiry", "case", "item", "project", "problem", "work", "meeting", "cooperation", "edition")
# Signed for, or accepted: what somebody else waits for first.
UNTAKEN = UNSIGNED | {"filed"}
DAY = timedelta(days=1)


def my_duties(viewer: Viewer) -> DutyQuerySet:
    """Open ones of every kind, mine and those of whom I substitute today."""
    arms = my_arms(viewer)
    if not arms:
        return Duty.objects.none()
    scope = arms[0] | arms[1] if len(arms) > 1 else arms[0]
    return Duty.objects.open().filter(scope).exclude(progress="draft")


def my_open(viewer: Viewer) -> DutyQuerySet:
    """What waits for me, due soonest first, of every kind of work; offers have a list of their own."""
    return my_duties(viewer).filter(kind__in=WORK).order_by("next_due", "pk")


@dataclass(frozen=True)
class Load:
    """How much there is; `late` and `today` are apart, `last_today` is the last due of today."""

    open: int
    unsigned: int
    unsigned_late: int
    late: int
    today: int
    last_today: datetime | None
    unread: int
    to_confirm: int  # offers that are hidden, or will be, unless somebody says they can still be had

    @property
    def pressing(self) -> int:
        return self.late + self.today


def load_of(viewer: Viewer, now: datetime) -> Load:
    """Every count of the desk and of its menu in one query: of my duties, read from an index alone, and of notices."""
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + DAY
    work, late, today = Q(kind__in=WORK), Q(next_due__lt=now), Q(next_due__gte=now, next_due__lt=midnight)
    unsigned = work & Q(progress__in=UNTAKEN)
    counts = {
        "open": Count("pk", filter=work),
        "unsigned": Count("pk", filter=unsigned),
        "unsigned_late": Count("pk", filter=unsigned & late),
        "late": Count("pk", filter=work & late),
        "today": Count("pk", filter=work & today),
        "to_confirm": Count("pk", filter=Q(kind="offer", next_due__lte=now + LEADS["freshness"].before)),
        "last_today": Max("next_due", filter=work & today),
    }
    mine = my_duties(viewer).filter(kind__in=(*WORK, "offer")).order_by()
    unread = Notice.objects.filter(reader=viewer.user_id, channel=Notice.Channel.PAGE, read_at=None).order_by()
    nothing: dict[str, Any] = {name: Value(0) for name in counts} | {"last_today": Value(None, DateTimeField())}
    rows = _told(mine, "mine", counts).union(_told(unread, "unread", nothing | {"open": Count("pk")}), all=True)
    found = {row.pop("of"): row for row in rows}
    told = found.get("mine") or dict.fromkeys(counts, 0) | {"last_today": None}
    return Load(**told, unread=found["unread"]["open"] if "unread" in found else 0)


def _told(rows: QuerySet[Any], of: str, counts: dict[str, Any]) -> QuerySet[Any, dict[str, Any]]:
    return rows.values(of=Value(of)).annotate(**counts)


@dataclass(frozen=True)
class Entry:
    """An open duty as the margin of the desk names it."""

    pk: int
    number: str
    title: str
    step: str | None
    step_on: date | None


def entries_beside(viewer: Viewer, numbers: Collection[str], today: date) -> list[Entry]:
    """One query: those of mine that have one of these numbers, and those with a next step in the rest of this week."""
    week = (today, today + timedelta(days=6 - today.weekday()))
    mine = my_duties(viewer)
    named = mine.filter(number__in=set(numbers))
    agreed = mine.filter(enquiry__next_step_on__range=week, enquiry__next_step__gt="")
    columns = ("pk", "number", "title", "enquiry__next_step", "enquiry__next_step_on")
    return [Entry(*row) for row in named.values_list(*columns).union(agreed.values_list(*columns))[:CAP]]


def first_duties(viewer: Viewer, size: int, beside: Iterable[str] = ()) -> list[Duty]:
    """What is due soonest, with strip and enquiry, in two queries; `beside` names one-to-one rows of other kinds."""
    return list(my_open(viewer).for_strip().select_related("enquiry__wish", *beside)[:size])


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
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight.replace(day=1)
    stands = Contact.objects.filter(Q(stands=None) | Q(stands=True), duty=OuterRef("pk"), reached=True)
    contacted = Subquery(stands.order_by("happened_at").values("happened_at")[:1])
    rows = (
        Enquiry.objects.filter(duty__owner__in=viewer.post_ids, submitted__gte=first)
        .annotate(contacted=contacted)
        .values_list("pk", "duty__unit", "submitted", "contacted")[:CAP]
    )
    starts = [first + number * DAY for number in range((midnight - first).days + 1)]
    ends = {post.unit_id: [last_moment(post.unit, start) for start in starts] for post in viewer.posts}
    counted, kept = set(), set()
    for pk, unit_id, submitted, contact in rows:
        place = bisect_right(starts, submitted) - 1
        end = ends[unit_id][place] if unit_id in ends else None
        if end is None or submitted >= end:
            continue
        if contact and starts[place] <= contact < starts[place] + DAY:
            kept.add(pk)
        elif place == len(starts) - 1:
            continue
        counted.add(pk)
    return SameDay(frozenset(counted), frozenset(kept))


def last_moment(unit: Unit, midnight: datetime) -> datetime | None:
    """Until when an enquiry of this day must be answered on it: before its last two working hours. None: never."""
    left = LAST_MINUTES
    for window in reversed(unit_calendar(unit).windows(midnight.astimezone(SHANGHAI).date())):
        span = window.end - window.start
        if span >= left:
            # A minute that has begun is still before the hour.
            return midnight + timedelta(minutes=window.end - left + 1)
        left -= span
    return None


def seen_by(viewer: Viewer, number: str) -> Duty | None:
    """One enquiry with strip, if the viewer may see it."""
    found = Duty.objects.visible_to(viewer).filter(number=number, kind="enquiry")
    return found.for_strip().select_related("enquiry__wish").first()


def numbers_seen_by(viewer: Viewer, numbers: Iterable[str]) -> set[str]:
    """Those of these public numbers whose duties the viewer may see."""
    return set(Duty.objects.visible_to(viewer).filter(number__in=list(numbers)).values_list("number", flat=True))


def open_count_of(post: Post) -> int:
    return Duty.objects.open().filter(owner=post).count()
