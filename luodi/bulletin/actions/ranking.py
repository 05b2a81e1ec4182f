"""Rankings are off. A named authority turns them on by a document; half a year lies between two."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.bulletin.actions.preparing import lines_of
from luodi.bulletin.models import Edition, RankingLeave
from luodi.bulletin.ranking import ranked
from luodi.bulletin.reach import locked_edition
from luodi.bulletin.rules import MIN_GROUP, MONTHS_BETWEEN_RANKINGS, State, ranking_is_too_soon
from luodi.directory.models import Post, Territory
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.steps import move
from luodi.ledger.acts import Refused, act


def allow_ranking(
    *,
    viewer: Viewer,
    territory: Territory,
    authority: str,
    document: str,
    sooner_because: str = "",
    min_group: int = MIN_GROUP,
    excluded: Iterable[Mapping[str, str]] = (),
) -> RankingLeave:
    """By a leader of the place. `sooner_because` lets one ranking come before half a year is over.

    Raises Refused, Wrong with the field.
    """
    with act(viewer.code) as a:
        post = _leader(viewer, territory)
        if not authority.strip():
            raise Wrong("authority", _("请写明批准排名的机关。"))
        if not document.strip():
            raise Wrong("document", _("请写明批准文件的文号。没有文号不能开启排名。"))
        if min_group < MIN_GROUP:
            raise Wrong("min_group", _("至少 %(count)d 个单位才可以排名。") % {"count": MIN_GROUP})
        RankingLeave.objects.filter(territory=territory, ended_at=None).update(ended_at=a.now)
        leave = RankingLeave.objects.create(
            territory=territory,
            authority=authority.strip()[:120],
            document=document.strip()[:60],
            sooner_because=sooner_because.strip()[:400],
            min_group=min_group,
            excluded=[dict(one) for one in excluded],
            given_by=post,
            given_at=a.now,
        )
        a.record(subject_of(territory), "ranking_allowed", leave=leave.pk, sooner=bool(leave.sooner_because))
        return leave


def end_ranking(*, viewer: Viewer, territory: Territory) -> None:
    """Off again. Raises Refused."""
    with act(viewer.code) as a:
        _leader(viewer, territory)
        if not RankingLeave.objects.filter(territory=territory, ended_at=None).update(ended_at=a.now):
            raise Refused(_("排名没有开启。"))
        a.record(subject_of(territory), "ranking_ended")


def subject_of(territory: Territory) -> str:
    return f"ranking:{territory.code}"


def leads(viewer: Viewer, territory: Territory) -> Post | None:
    """The post of a leader of the place, or of the circle that it lies in."""
    places = {territory.pk, territory.parent_id}
    leaders = (post for post in viewer.posts if post.role == Post.Role.LEADER and "edition" in post.remit)
    return next((post for post in leaders if post.unit.territory_id in places), None)


def _leader(viewer: Viewer, territory: Territory) -> Post:
    post = leads(viewer, territory)
    if post is None:
        raise Refused(_("排名只能由%(place)s的分管领导开启或关闭。") % {"place": territory.name})
    return post


def add_ranking(*, viewer: Viewer, number: str, version: int | None = None) -> Edition:
    """Into an edition that is not published yet. Raises Refused with what to do instead."""
    with act(viewer.code) as a:
        edition = locked_edition(viewer, number, "publish", version=version)
        if not edition.is_coming:
            raise Refused(_("编制完成之后、公布之前才能编入排名。"))
        leave = ask_for_ranking(edition, a.now)
        made = ranked(lines_of(edition), leave.excluded) | {"named": leave.excluded}
        if len(made["rows"]) < leave.min_group:
            said = {"count": len(made["rows"]), "least": leave.min_group}
            raise Refused(_("可比的单位只有 %(count)d 个，少于 %(least)d 个，不能排名。请用“与自身计划比”表。") % said)
        edition.ranking = made | {"authority": leave.authority, "document": leave.document}
        edition.ranking["sooner_because"] = leave.sooner_because
        edition.save(update_fields=["ranking"])
        move(edition.duty, allowed={edition.state})
        a.record(number, "ranking_added", rows=len(made["rows"]), excluded=len(made["excluded"]))
        return edition


def drop_ranking(*, viewer: Viewer, number: str, version: int | None = None) -> Edition:
    with act(viewer.code) as a:
        edition = locked_edition(viewer, number, "publish", version=version)
        if edition.state not in (State.PREPARED, State.PREVIEW):
            raise Refused(_("已经公布，不能再改。"))
        edition.ranking = None
        edition.save(update_fields=["ranking"])
        move(edition.duty, allowed={edition.state})
        a.record(number, "ranking_dropped")
        return edition


def ask_for_ranking(edition: Edition, now: datetime) -> RankingLeave:
    """The leave under which this edition may rank. Raises Refused: off, or too soon, with what to do instead."""
    leave = RankingLeave.objects.filter(territory=edition.territory_id, ended_at=None).first()
    if leave is None:
        raise Refused(
            _("排名默认关闭。确有需要时，请%(place)s的分管领导写明批准机关和文号后开启；平时请用“与自身计划比”表。")
            % {"place": edition.territory.name}
        )
    ranked_before = Edition.objects.published().filter(territory=edition.territory_id, ranking__isnull=False)
    last = ranked_before.order_by("-published_at").first()
    if last is None or last.published_at is None:
        return leave
    day = localdate(last.published_at)
    if not ranking_is_too_soon(day, localdate(now)):
        return leave
    if leave.sooner_because and leave.given_at > last.published_at:
        return leave
    said = {"last": day.isoformat(), "from": _half_a_year_after(day).isoformat(), "title": last.title}
    raise Refused(
        _(
            "距上一次排名（%(last)s，%(title)s）不满半年。禁止频繁排名通报：%(from)s 起才可以再排，"
            "或由分管领导写明提前的理由重新批准；本期请用“与自身计划比”表。"
        )
        % said
    )


def _half_a_year_after(day: date) -> date:
    month = day.month - 1 + MONTHS_BETWEEN_RANKINGS
    after = date(day.year + month // 12, month % 12 + 1, min(day.day, 28))
    while ranking_is_too_soon(day, after):
        after += timedelta(days=1)
    return after
