"""An edition is begun for a round and filled in the background, in sets, with progress shown."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.bulletin.compiling import Line, figures_of, notes_of
from luodi.bulletin.filling import fill
from luodi.bulletin.models import Edition, EditionLine
from luodi.bulletin.ranking import ranked
from luodi.bulletin.reach import locked_edition, places_under
from luodi.bulletin.redaction import RULES
from luodi.bulletin.rules import LEAST_DAYS, PUBLISH_DAY, State
from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import Visibility
from luodi.duties.reach import ask
from luodi.duties.sets import update_each
from luodi.duties.steps import move, open_duty
from luodi.ledger.acts import Refused, act
from luodi.notices.actions import tell
from luodi.projects.models import Project, ReportRound, RoundTotal
from luodi.projects.rounds import reports_owed

AT_ONCE = 250  # lines of one set: the page shows progress after each
LINE_COLUMNS = ("values", "report", "late", "missing", "is_public")


def prepare(*, viewer: Viewer, round: ReportRound, territory: Territory) -> Edition:
    """A new edition of the projects that report in the round. Raises Refused; the watch fills it."""
    with act(viewer.code) as a:
        _may_begin(round, territory, a.now)
        year = int(round.period[:4])
        title = _title(territory, round.period)
        owner = _desk_post(viewer)
        duty = open_duty(
            a,
            kind="edition",
            opened=a.now,
            title=title,
            owner=owner,
            at=_seat(territory, owner),
            progress=State.PREPARED,
            visibility=Visibility.INTERNAL,
        )
        ask(viewer, "publish", duty)
        owed = list(owed_projects(round, territory).values_list("pk", "duty__number"))
        if not owed:
            raise Refused(_("这一期没有应报送的项目，无需编制。请核对调度周期的范围和级别。"))
        edition = Edition.objects.create(
            duty=duty,
            round=round,
            territory=territory,
            year=year,
            title=title,
            as_of=round.as_of,
            redaction=RULES,
            prepared_by=owner,
            prepared_at=a.now,
            of=len(owed),
        )
        rows = [
            EditionLine(edition=edition, position=place, project_id=pk, number=number)
            for place, (pk, number) in enumerate(owed, start=1)
        ]
        EditionLine.objects.bulk_create(rows, batch_size=1000)
        clocks = Clocks(duty)
        clocks.start("publish", _days_until(_publish_day(round), localdate(a.now)), at=a.now)
        clocks.settle()
        move(duty, allowed={State.PREPARED})
        a.record(duty.number, "edition_begun", round=round.pk, territory=territory.code, lines=len(owed))
        return edition


def _may_begin(round: ReportRound, territory: Territory, now: datetime) -> None:
    if round.closed_at is None and round.due > now:
        raise Refused(_("这一期的报送还没有截止，请到期或办结之后再编制。"))
    scope = round.cycle.territory
    if territory.pk != scope.pk and territory.parent_id != scope.pk:
        raise Refused(_("%(place)s不在这个调度周期的范围里。") % {"place": territory.name})
    there = Edition.objects.filter(round=round, territory=territory).exclude(state=State.CALLED_OFF)
    if there.exists():
        raise Refused(_("这一期已经编制过了，请打开原来的通报；需要重编时先取消它。"))


def _title(territory: Territory, period: str) -> str:
    """In Chinese, whatever language the desk's officer reads: it is kept."""
    with translation.override("zh-hans"):
        return _title_words(territory, period)


def _title_words(territory: Territory, period: str) -> str:
    year, _dash, part = period.partition("-")
    said = {"place": territory.name, "year": year, "part": part.removeprefix("Q").lstrip("0")}
    if part.startswith("Q"):
        return _("%(place)s%(year)s年第%(part)s季度重点项目进展情况通报") % said
    return _("%(place)s%(year)s年%(part)s月重点项目进展情况通报") % said


def _desk_post(viewer: Viewer) -> Post:
    """The post of the city desk that publishes; `ask` judges whether its place is the edition's."""
    posts = [post for post in viewer.posts if "edition" in post.remit]
    if not posts:
        raise Refused(_("您的岗位不办理通报。通报由市级总台编制。"))
    return posts[0]


def _seat(territory: Territory, owner: Post) -> Territory:
    """A matter lies in one city: that of the unit, or the first of the circle's."""
    if territory.level != Territory.Level.CIRCLE:
        return territory
    own = owner.unit.territory.columns()["city"]
    cities = Territory.objects.filter(parent=territory).order_by("code")
    return next((city for city in cities if own is not None and city.pk == own.pk), None) or cities[0]


def owed_projects(round: ReportRound, territory: Territory) -> QuerySet[Project]:
    """Those that owed a report in the round, or gave one, in fixed administrative order."""
    asked = Q(pk__in=reports_owed(round).order_by().values("pk")) | Q(reports__round=round)
    column = "duty__district__in" if territory.level == Territory.Level.DISTRICT else "duty__city__in"
    held = Project.objects.filter(asked, **{column: places_under(territory)})
    return held.order_by("duty__city__code", "duty__district__code", "duty__number").distinct()


def _publish_day(round: ReportRound) -> date:
    """By the fifth of the month after the period's."""
    day = round.as_of
    return date(day.year + day.month // 12, day.month % 12 + 1, PUBLISH_DAY)


def _days_until(day: date, today: date) -> str:
    return f"{max(LEAST_DAYS, (day - today).days)}d"


def build_editions(now: datetime) -> int:
    """Watch step: fills the next set of lines of an edition, then its figures. Returns how many lines it filled."""
    edition = (
        Edition.objects.filter(state=State.PREPARED, built_at=None)
        .select_related("round", "duty")
        .order_by("pk")
        .first()
    )
    if edition is None:
        return 0
    if edition.done < edition.of:
        return _fill_set(edition)
    _finish(edition, now)
    return 1


def _fill_set(edition: Edition) -> int:
    """No act: nothing is decided. Of two processes that fill the same set one commits."""
    span = (edition.done + 1, edition.done + AT_ONCE)
    lines = fill(edition, list(EditionLine.objects.filter(edition=edition, position__range=span)))
    with transaction.atomic(durable=True):
        taken = Edition.objects.filter(pk=edition.pk, done=edition.done, state=State.PREPARED)
        if not taken.update(done=edition.done + len(lines)):
            return 0
        update_each(
            EditionLine,
            LINE_COLUMNS,
            [(one.values, one.report_id, one.late, one.missing, one.is_public, one.pk) for one in lines],
        )
    return len(lines)


def _finish(edition: Edition, now: datetime) -> None:
    with act("system:watch", now=now) as a:
        compute(edition)
        kept = {"figures": edition.figures, "notes": edition.notes, "built_at": now}
        if Edition.objects.filter(pk=edition.pk, built_at=None, state=State.PREPARED).update(**kept):
            number = edition.duty.number
            a.record(number, "edition_built", lines=edition.of, notes=sorted(note["code"] for note in edition.notes))
            reader = edition.duty.owner.user
            if reader is not None:
                tell(a, reader=reader, code="edition_built", subject=number, key=f"built:{number}")


def compute(edition: Edition) -> None:
    """Step: figures, notes and a ranking from the lines as they stand; not saved."""
    lines = lines_of(edition)
    if edition.ranking is not None:
        edition.ranking |= ranked(lines, edition.ranking["named"])
    edition.figures = figures_of(lines, edition.round.period, _year_before(edition))
    edition.notes = notes_of(lines, _fallen(edition, lines), _round_total(edition))


def lines_of(edition: Edition) -> list[Line]:
    rows = EditionLine.objects.filter(edition=edition).order_by("position")
    return [Line(*row) for row in rows.values_list("position", "values", "late", "missing", "is_public")]


def _year_before(edition: Edition) -> int | None:
    """What the edition of the same period of the year before says was done."""
    period = f"{edition.year - 1}{edition.round.period[4:]}"
    earlier = Edition.objects.published().filter(territory=edition.territory_id, round__period=period).first()
    figures = earlier.figures if earlier else []
    done = [one["value"] for one in figures if one["code"] == "year_done" and not one["group"]]
    return int(done[0]) if done else None


def _fallen(edition: Edition, lines: list[Line]) -> list[int]:
    """Positions whose sum since the start is smaller than when it was last published."""
    last = (
        Edition.objects.published()
        .filter(territory=edition.territory_id, as_of__lt=edition.as_of)
        .aggregate(day=Max("as_of"))["day"]
    )
    if last is None:
        return []
    there = EditionLine.objects.filter(edition__territory=edition.territory_id, edition__as_of=last)
    was = dict(there.filter(edition__state=State.PUBLISHED).values_list("project", "values__invested"))
    own = dict(EditionLine.objects.filter(edition=edition).values_list("position", "project"))
    return [line.position for line in lines if line.money("invested") < (was.get(own[line.position]) or 0)]


def _round_total(edition: Edition) -> int | None:
    """What the closed round counted; None where it has not been counted."""
    cities = places_under(edition.territory)
    totals = RoundTotal.objects.filter(round=edition.round_id, district=None, city__in=cities)
    found = list(totals.values_list("invested", flat=True))
    return sum(found) if found else None


def call_off(*, viewer: Viewer, number: str, reason: str, version: int | None = None) -> Edition:
    """Before it is published; another may be prepared for the round then. Raises Refused, Stale."""
    with act(viewer.code) as a:
        edition = locked_edition(viewer, number, "publish", version=version)
        if not reason.strip():
            raise Refused(_("请写明取消的原因。"))
        clocks = Clocks(edition.duty)
        clocks.stop_all(happened_at=a.now)
        clocks.settle()
        move(edition.duty, allowed={State.PREPARED, State.PREVIEW}, to=State.CALLED_OFF, closed=a.now)
        Edition.objects.filter(pk=edition.pk).update(state=State.CALLED_OFF)
        edition.state = State.CALLED_OFF
        a.record(number, "called_off", clocks=clocks.log)
        return edition
