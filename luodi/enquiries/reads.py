"""What pages read about one investor's enquiries; every row is reached through the viewer."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from luodi.accounts.models import ConsentText
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Link, Party
from luodi.enquiries.models import Enquiry
from luodi.ledger.models import Event, Reading
from luodi.notices.models import Notice
from luodi.ratings.models import Rating
from luodi.talk.models import Message

STRIP = ("duty__owner__user", "duty__owner__unit", "duty__unit")
LIST_LIMIT = 100
READINGS_SHOWN = NOTICES_SHOWN = 50


@dataclass(frozen=True)
class ReadBy:
    """Who read a restricted record; `who` is the unit and the post, never a private name."""

    at: datetime
    who: str
    times: int = 1


def own_enquiries(viewer: Viewer) -> "QuerySet[Enquiry]":
    """Open ones first, each with what its strip says."""
    found = Enquiry.objects.visible_to(viewer).select_related(*STRIP).prefetch_related("duty__deadlines")
    return found.order_by(F("duty__closed").desc(nulls_first=True), "-submitted")[:LIST_LIMIT]


def own_enquiry(viewer: Viewer, number: str) -> Enquiry:
    """With `last_event`, which changes whenever anything happens, `about_number` and `about_title`.

    Raises Enquiry.DoesNotExist outside the scope.
    """
    latest = Event.objects.filter(subject=OuterRef("duty__number")).order_by("-id").values("id")[:1]
    found = Enquiry.objects.visible_to(viewer).select_related(*STRIP, "wish").prefetch_related("duty__deadlines")
    # The offer he asked about, else the first he was introduced to.
    about = Link.objects.filter(source=OuterRef("duty"), kind=Link.Kind.ABOUT).order_by("id")
    spoken_of = {f"about_{name}": Subquery(about.values(f"target__{name}")[:1]) for name in ("number", "title")}
    return found.annotate(last_event=Subquery(latest), **spoken_of).get(duty__number=number)


def sees(viewer: Viewer, number: str) -> bool:
    return Duty.objects.visible_to(viewer).filter(number=number).exists()


def said_to_investor(duty: Duty) -> "QuerySet[Message]":
    """The conversation without the officers' notes."""
    heard = Message.objects.filter(duty=duty).exclude(side=Message.Side.NOTE)
    return heard.select_related("author", "post__unit").order_by("id")


def ratings_of(duty: Duty) -> "QuerySet[Rating]":
    return Rating.objects.filter(duty=duty).select_related("remedy__post__unit").order_by("id")


def colleagues_of(duty: Duty) -> "QuerySet[Party]":
    return Party.objects.filter(duty=duty, role=Party.Role.COLLEAGUE, until=None).select_related("user")


def readers_of(duty: Duty) -> list[ReadBy]:
    """Who of the staff read this restricted record, newest first; readings of a person in a row on one day are one."""
    rows = list(Reading.objects.filter(subject=duty.number).order_by("-read_at")[:READINGS_SHOWN])
    ids = {int(row.reader.removeprefix("user:")) for row in rows if row.reader.startswith("user:")}
    held_last = F("until").asc(nulls_last=True)
    posts = Post.objects.filter(user__in=ids).select_related("unit").order_by(held_last, "since") if ids else ()
    names = {f"user:{post.user_id}": str(post) for post in posts}
    runs = groupby(rows, lambda row: (row.reader, timezone.localdate(row.read_at)))
    newest = [(next(run), 1 + sum(1 for _again in run)) for _key, run in runs]
    return [ReadBy(row.read_at, names[row.reader], times) for row, times in newest if row.reader in names]


def notices_for(viewer: Viewer) -> "QuerySet[Notice]":
    """What the reader was told on the page; never about a matter that he may no longer see."""
    seen = Q(subject="") | Q(subject__in=Duty.objects.visible_to(viewer).values("number"))
    told = Notice.objects.filter(seen, reader=viewer.user_id, channel=Notice.Channel.PAGE)
    return told.order_by("-id")[:NOTICES_SHOWN]


def consent_text(now: datetime) -> ConsentText | None:
    """The consent text in force."""
    return ConsentText.objects.in_force(now)
