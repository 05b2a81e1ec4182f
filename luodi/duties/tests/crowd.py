"""Many duties with a running deadline each, written at once."""

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from luodi.clock import Allowance
from luodi.directory.calendars import calendar_for
from luodi.directory.models import Post
from luodi.duties.clocks import set_next_tell
from luodi.duties.models import Deadline, Duty
from tests.cast import Cast


def crowd(
    cast: Cast,
    count: int,
    *,
    at: datetime,
    kind: str = "sign_for",
    token: str = "2wh",
    owner: Post | None = None,
    visibility: str = "internal",
    prefix: str = "E",
) -> list[Deadline]:
    """`count` duties of one owner, each with a deadline started at `at`. Unsettled: next_due is the deadline's."""
    owner = owner or cast.zone_officer.post
    calendar = calendar_for(owner.unit.calendar.code)
    due = calendar.due(at, Allowance.parse(token))
    duties = Duty.objects.bulk_create(
        [
            Duty(
                kind="enquiry",
                number=f"{prefix}{number:06d}",
                title="屋顶光伏",
                owner=owner,
                unit=owner.unit,
                city=cast.city,
                district=cast.district,
                place=cast.zone,
                visibility=visibility,
                progress="assigned",
                opened=at,
                next_due=due.at,
            )
            for number in range(count)
        ],
        batch_size=500,
    )
    deadlines = [
        Deadline(
            duty=duty,
            kind=kind,
            token=token,
            calendar=calendar.code,
            calendar_version=calendar.version,
            started=at,
            due=due.at,
            provisional=due.provisional,
        )
        for duty in duties
    ]
    if deadlines:
        set_next_tell(deadlines[0], calendar)
    for deadline in deadlines:
        deadline.tell_at = deadlines[0].tell_at
    return Deadline.objects.bulk_create(deadlines, batch_size=500)


def plan_by_index(found: QuerySet[Deadline]) -> str:
    """How the database finds these rows when there are many of them: with five it would just read them all."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return found.explain()
