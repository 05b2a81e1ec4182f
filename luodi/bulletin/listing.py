"""Editions and what may be prepared, as the desk lists them; reads only."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from luodi.bulletin.models import Edition, EditionLine, RankingLeave
from luodi.bulletin.rules import State
from luodi.directory.models import Territory
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.projects.models import Project, ReportRound
from luodi.projects.rounds import rounds_seen

MOST = 60
ROUNDS = 6


@dataclass(frozen=True)
class Choice:
    """A round and a place for which an edition may be prepared."""

    round: ReportRound
    territory: Territory

    @property
    def key(self) -> str:
        return f"{self.round.pk}-{self.territory.pk}"


def editions_for(viewer: Viewer) -> list[Edition]:
    return list(Edition.objects.visible_to(viewer).with_duty().order_by("-as_of", "-pk")[:MOST])


def choices_for(viewer: Viewer, now: datetime) -> list[Choice]:
    """Rounds that are over and have no edition of the place yet; of a circle also each of its cities."""
    over = rounds_seen(viewer).filter(Q(closed_at__isnull=False) | Q(due__lte=now))
    rounds = list(over.select_related("cycle__territory")[:ROUNDS])
    places = {one.cycle.territory_id: one.cycle.territory for one in rounds}
    beneath: dict[int, list[Territory]] = {pk: [place] for pk, place in places.items()}
    circles = [pk for pk, place in places.items() if place.level == Territory.Level.CIRCLE]
    for city in Territory.objects.filter(parent__in=circles).order_by("code"):
        assert city.parent_id is not None
        beneath[city.parent_id].append(city)
    there = Edition.objects.filter(round__in=rounds).exclude(state=State.CALLED_OFF)
    taken = set(there.values_list("round", "territory"))
    return [
        Choice(one, place)
        for one in rounds
        for place in beneath[one.cycle.territory_id]
        if (one.pk, place.pk) not in taken
    ]


def own_lines(viewer: Viewer, edition: Edition) -> list[EditionLine]:
    """Lines of projects that the viewer's posts own or have in their unit: what he may correct in the window."""
    own = Project.objects.visible_to(viewer).filter(duty__unit__in=viewer.unit_ids).values("pk")
    rows = EditionLine.objects.filter(edition=edition, project__in=own).select_related("report")
    return list(rows.order_by("position")[:MOST])


def line_for(viewer: Viewer, edition: Edition, pk: int) -> EditionLine:
    """Raises EditionLine.DoesNotExist where the viewer does not see the project."""
    seen = Project.objects.visible_to(viewer).values("pk")
    found = EditionLine.objects.select_related("report", "project__duty__owner", "project__duty__unit")
    return found.get(edition=edition, pk=pk, project__in=seen)


def leaves_of(places: list[Territory]) -> list[RankingLeave]:
    """The newest first, open and ended."""
    rows = RankingLeave.objects.filter(territory__in=places).select_related("territory", "given_by__unit")
    return list(rows.order_by("-given_at", "-pk")[:MOST])


def leave_for(viewer: Viewer, pk: int) -> RankingLeave:
    """Raises RankingLeave.DoesNotExist outside the viewer's places."""
    return RankingLeave.objects.select_related("territory").get(pk=pk, territory__in=ranking_places(viewer))


def ranking_places(viewer: Viewer) -> list[Territory]:
    """Places whose editions the viewer's posts may have: each post's own, and the cities of a circle."""
    own = [post.unit.territory for post in viewer.posts if "edition" in post.remit]
    circles = [place.pk for place in own if place.level == Territory.Level.CIRCLE]
    cities = Territory.objects.filter(parent__in=circles).order_by("code")
    return list({place.pk: place for place in [*own, *cities]}.values())


def lines_of_project(viewer: Viewer, project: Project) -> list[EditionLine]:
    """Newest first: what is being previewed, then what was published; two dozen at most."""
    shown = EditionLine.objects.filter(project=project, edition__state__in=(State.PREVIEW, State.PUBLISHED))
    rows = shown.select_related("edition__duty", "edition__round", "report").prefetch_related("errata", "corrections")
    return list(rows.order_by("-edition__as_of", "-edition")[:24])


def numbered_line(edition: Edition, number: str) -> int | None:
    """None where no number is given. Raises Wrong."""
    if not number.strip():
        return None
    found = EditionLine.objects.filter(edition=edition, number=number.strip().upper()).values_list("pk", flat=True)
    if not found:
        raise Wrong("project", _("这一期里没有这个项目，请核对编号。"))
    return found[0]
