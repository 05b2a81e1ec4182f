"""An edition is approved by another person than prepared it, and stands from then on; what was wrong has an erratum."""

from datetime import datetime

from django.db import IntegrityError
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from luodi.bulletin import canonical
from luodi.bulletin.actions.preparing import compute
from luodi.bulletin.actions.previewing import lines_behind
from luodi.bulletin.actions.ranking import ask_for_ranking
from luodi.bulletin.models import Edition, EditionFile, EditionLine, Erratum
from luodi.bulletin.reach import locked_edition
from luodi.bulletin.redaction import masked
from luodi.bulletin.rules import CORRECTABLE, State
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import Deadline
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.ledger.attachments import store_bytes
from luodi.notices.actions import tell
from luodi.projects.models import Correction

AT_ONCE = 100


def publish(*, viewer: Viewer, number: str, version: int | None = None) -> Edition:
    """After the window. Raises Refused, and Stale when somebody was faster."""
    with act(viewer.code) as a:
        edition = locked_edition(viewer, number, "approve_edition", version=version)
        _may_publish(viewer, edition, a.now)
        if edition.ranking is not None:
            ask_for_ranking(edition, a.now)
        compute(edition)
        _number(edition)
        edition.approved_by, edition.published_at = acting_post(viewer, edition.duty), a.now
        Erratum.objects.filter(edition__territory=edition.territory_id, printed_in=None).update(printed_in=edition)
        edition.state = State.PUBLISHED
        data = canonical.written(edition)
        edition.checksum = canonical.checksum(data)
        clocks = Clocks(edition.duty)
        clocks.stop("publish", happened_at=a.now)
        # Over by now, though the watch may not have looked since: nobody is asked to approve what stands.
        clocks.stop("window", happened_at=a.now, outcome=Deadline.Outcome.KEPT)
        clocks.settle()
        move(edition.duty, allowed={State.PREVIEW}, to=State.PUBLISHED, closed=a.now)
        _save(edition)
        digest = store_bytes(data, canonical.ROOM)
        EditionFile.objects.create(edition=edition, kind="json", digest=digest, size=len(data))
        a.record(number, "published", issue=edition.issue, checksum=edition.checksum, clocks=clocks.log)
        if edition.duty.owner.user:
            tell(a, reader=edition.duty.owner.user, code="edition_published", subject=number, key=f"published:{number}")
        return edition


def _may_publish(viewer: Viewer, edition: Edition, now: datetime) -> None:
    if edition.state == State.PUBLISHED:
        raise Stale(_("这一期已经公布了。"), subject=edition.duty.number)
    if edition.state != State.PREVIEW or edition.window_ends is None:
        raise Refused(_("还没有开放预览，不能公布。请先开放两个工作日的更正期。"))
    if now < edition.window_ends:
        raise Refused(_("更正期还没有结束，责任人还可以更正。到期之后再公布。"))
    if viewer.user_id is not None and viewer.user_id == edition.prepared_by.user_id:
        raise Refused(_("编制的人不能自己批准公布，请由分管领导或总台另一位同事批准。"))
    if lines_behind().filter(edition=edition).exists():
        raise Refused(_("有报送刚被更正，一分钟之内并入本期。请看过新的数字再批准。"))


def _number(edition: Edition) -> None:
    """The year's running number of the place."""
    there = Edition.objects.filter(territory=edition.territory_id, year=edition.year)
    edition.issue = (there.aggregate(last=Max("issue"))["last"] or 0) + 1


def _save(edition: Edition) -> None:
    try:
        edition.save()
    except IntegrityError as taken:
        raise Stale(_("同时有另一期公布，期号被占用。请再办一次。"), subject=edition.duty.number) from taken


# Columns of a line that an erratum may correct, besides what an owner may: what was copied from the library.
COLUMNS = frozenset({*CORRECTABLE.values(), "title", "total", "year_plan", "year_done", "invested", "stage", "unit"})


def erratum(
    *, viewer: Viewer, number: str, field: str, new: str, reason: str, line: int | None = None, old: str = ""
) -> Erratum:
    """A published figure was wrong: it is said on the edition's page at once and printed in the next edition.

    Without a `line` it is about the text of the edition, `old` is what stood there. Raises Refused, Wrong.
    """
    with act(viewer.code) as a:
        edition = locked_edition(viewer, number, "publish")
        if edition.state != State.PUBLISHED:
            raise Refused(_("还没有公布，直接更正即可，不用勘误。"))
        row = EditionLine.objects.get(edition=edition, pk=line) if line is not None else None
        if row is not None and field not in COLUMNS:
            raise Wrong("field", _("请选择要勘误的是哪一项。"))
        if not reason.strip() or not new.strip():
            raise Wrong("reason", _("请写明应为什么、为什么更正。"))
        stood = str(row.values.get(field) or "") if row else old
        made = Erratum.objects.create(
            edition=edition,
            line=row,
            field=field,
            old=masked(stood)[:400],
            new=masked(new.strip())[:400],
            reason=masked(reason.strip())[:400],
            made_by=acting_post(viewer, edition.duty),
            made_at=a.now,
        )
        move(edition.duty, allowed={State.PUBLISHED})
        a.record(number, "erratum", line=row.position if row else 0, field=field)
        return made


def find_errata(now: datetime) -> int:
    """Watch step: a correction of the report that was published gives an erratum of that edition."""
    printed = EditionLine.objects.filter(
        project=OuterRef("report__project"),
        edition__round=OuterRef("report__round"),
        edition__state=State.PUBLISHED,
        report__version__lt=OuterRef("report__version"),
    )
    told = Correction.objects.filter(Exists(printed), field__in=CORRECTABLE, errata=None)
    found = list(told.select_related("report").order_by("pk")[:AT_ONCE])
    for correction in found:
        with act("system:watch", now=now) as a:
            _errata_of(a, correction)
    return len(found)


def _errata_of(a: Act, correction: Correction) -> None:
    rows = EditionLine.objects.filter(
        project=correction.report.project_id,
        edition__round=correction.report.round_id,
        edition__state=State.PUBLISHED,
        report__version__lt=correction.report.version,
    )
    for row in rows.select_related("edition__duty"):
        _made, fresh = Erratum.objects.get_or_create(
            edition=row.edition,
            correction=correction,
            defaults={
                "line": row,
                "field": CORRECTABLE[correction.field],
                "old": masked(correction.old),
                "new": masked(correction.new),
                "reason": masked(correction.reason),
                "made_by_id": correction.made_by_id,
                "made_at": correction.made_at,
            },
        )
        if fresh:
            a.record(row.edition.duty.number, "erratum", line=row.position, field=CORRECTABLE[correction.field])
