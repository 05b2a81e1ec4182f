"""An edition of the bulletin on its way: reports accepted in a round, prepared, previewed, published."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.utils import timezone

from luodi.bulletin.actions.preparing import build_editions, prepare
from luodi.bulletin.actions.previewing import preview
from luodi.bulletin.actions.publishing import publish
from luodi.bulletin.drawing.files import draw_editions
from luodi.bulletin.models import Edition
from luodi.directory.viewer import Viewer
from luodi.projects import standing
from luodi.projects.actions.library import set_year_plan
from luodi.projects.models import Project, Report, ReportRound
from luodi.projects.rules import ReportState
from tests.cast import Cast, local
from tests.projecting import MILLION, Projecting


class Publishing(Projecting):
    """`Publishing(Cast())`: what an edition needs, and short ways through its states."""

    clock: time_machine.Traveller

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        self.publisher = self.dispatcher
        self.approver = self.leader

    def planned(self, title: str, year_plan: int = 40 * MILLION, **values: Any) -> Project:
        """In the library, with a plan of this year."""
        project = self.project(title, **{"level": "city", **values})
        by = values.get("owner") or self.owner
        set_year_plan(viewer=Viewer.of(by), number=project.number, year=timezone.now().year, amount=year_plan)
        return Project.objects.get(pk=project.pk)

    def reported(self, project: Project, round_: ReportRound, invested: int, **said: Any) -> Report:
        """An accepted report; `said` are columns, `at` the moment it was sent in."""
        at: datetime = said.pop("at", round_.due - timedelta(hours=5))
        report = Report.objects.create(
            project=project,
            round=round_,
            state=ReportState.ACCEPTED,
            invested=invested,
            filled_by=project.duty.owner,
            submitted_at=at,
            checked_by=self.checker.post,
            checked_at=at,
            **said,
        )
        standing.apply(project)
        return report

    def prepared(self, round_: ReportRound, at: Any = None) -> Edition:
        """Begun, and filled by the watch."""
        made = prepare(viewer=Viewer.of(self.publisher), round=round_, territory=at or self.cast.city)
        while build_editions(timezone.now()):
            pass
        return self.again(made)

    def previewed(self, round_: ReportRound, at: Any = None) -> Edition:
        made = self.prepared(round_, at)
        preview(viewer=Viewer.of(self.publisher), number=made.number)
        return self.again(made)

    def published(self, edition: Edition) -> Edition:
        publish(viewer=Viewer.of(self.approver), number=edition.number)
        while draw_editions(timezone.now()):
            pass
        return self.again(edition)

    def again(self, edition: Edition) -> Edition:
        return Edition.objects.with_duty().get(pk=edition.pk)


@contextmanager
def at_the_desk(cast: Cast) -> Iterator[Publishing]:
    """On the day of the round; `clock` moves on to the next."""
    with time_machine.travel(local(2021, 1, 20, 9), tick=False) as clock:
        people = Publishing(cast)
        people.clock = clock
        yield people
