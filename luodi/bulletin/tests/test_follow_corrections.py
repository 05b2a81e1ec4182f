"""A report corrected before its edition is published: the edition follows, and nobody approves the old figure."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from luodi.bulletin.actions import previewing
from luodi.bulletin.actions.previewing import correct_line, follow_corrections
from luodi.bulletin.actions.publishing import find_errata
from luodi.bulletin.models import Edition, EditionLine, Erratum, LineCorrection
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.projects.actions.correcting import correct
from luodi.projects.models import Report
from tests.cast import Cast, local
from tests.projecting import MILLION
from tests.publishing import Publishing, at_the_desk


@pytest.fixture
def desk(cast: Cast) -> Any:
    with at_the_desk(cast) as people:
        yield people


@pytest.fixture
def edition(desk: Publishing) -> Edition:
    """In preview, with one project of which ten million were reported."""
    round_ = desk.round()
    desk.reported(desk.planned("港区冷链基地"), round_, 10 * MILLION, percent=30)
    desk.clock.move_to(local(2021, 1, 26, 10))
    return desk.previewed(round_)


def corrected(desk: Publishing, line: EditionLine, invested: int) -> None:
    standing = Report.objects.counting().get(project=line.project_id)
    told = {"values": {"invested": invested}, "reason": "凭证不符，请打 13805320001"}
    correct(viewer=Viewer.of(desk.checker), number=line.number, report=standing.pk, **told)


def done(desk: Publishing, edition: Edition) -> str:
    figures = desk.again(edition).figures
    return next(one["value"] for one in figures if one["code"] == "year_done" and not one["group"])


def test_a_checkers_correction_stands_in_the_edition_before_it_is_approved(desk: Publishing, edition: Edition) -> None:
    line = edition.lines.get()
    corrected(desk, line, 8 * MILLION)
    corrected(desk, line, 7 * MILLION)
    desk.clock.move_to(local(2021, 1, 29, 10))
    with pytest.raises(Refused, match="刚被更正"):
        desk.published(edition)
    assert follow_corrections(timezone.now()) == 1
    assert follow_corrections(timezone.now()) == 0
    line.refresh_from_db()
    assert (line.values["period_invested"], line.values["year_done"], line.values["invested"]) == (7 * MILLION,) * 3
    assert line.report == Report.objects.counting().get(project=line.project_id)
    assert done(desk, edition) == str(7 * MILLION)
    kept = LineCorrection.objects.filter(line=line)
    assert [(one.field, one.old, one.new, one.reason, one.made_by) for one in kept] == [
        ("period_invested", "10000000", "8000000", "凭证不符，请打 ***", desk.checker.post),
        ("period_invested", "8000000", "7000000", "凭证不符，请打 ***", desk.checker.post),
    ]
    told = Event.objects.filter(subject=edition.number, code="line_corrected").get()
    assert (told.actor, told.facts["line"]) == ("system:corrections", line.position)
    desk.published(edition)
    assert find_errata(timezone.now()) == 0
    assert not Erratum.objects.exists()


def test_an_owner_corrects_what_the_checker_left(desk: Publishing, edition: Edition) -> None:
    line, told = edition.lines.get(), {"values": {"invested": 9 * MILLION}, "reason": "补记"}
    corrected(desk, line, 8 * MILLION)
    with pytest.raises(Stale, match="刚被更正"):
        correct_line(viewer=Viewer.of(desk.owner), number=edition.number, line=line.pk, **told)
    follow_corrections(timezone.now())
    correct_line(viewer=Viewer.of(desk.owner), number=edition.number, line=line.pk, **told)
    assert done(desk, edition) == str(9 * MILLION)
    assert Report.objects.filter(project=line.project_id).count() == 3


def test_of_two_corrections_at_once_none_is_lost(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    with time_machine.travel(local(2021, 1, 20, 9), tick=False) as clock:
        desk = Publishing(Cast())
        round_ = desk.round()
        desk.reported(desk.planned("港区冷链基地"), round_, 10 * MILLION, percent=30)
        clock.move_to(local(2021, 1, 26, 10))
        edition = desk.previewed(round_)
        line, both_have_read, lock = edition.lines.get(), Barrier(2), previewing._locked_beside

        def late(*read: Any) -> Any:
            both_have_read.wait()
            return lock(*read)

        def press(values: dict[str, Any]) -> None:
            told = {"number": edition.number, "line": line.pk, "reason": "补记"}
            try:
                correct_line(viewer=Viewer.of(desk.owner), values=values, **told)
            finally:
                connections.close_all()

        monkeypatch.setattr(previewing, "_locked_beside", late)
        told = ({"invested": 9 * MILLION}, {"percent": Decimal(31)})
        with ThreadPoolExecutor(2) as pool:
            for task in [pool.submit(press, values) for values in told]:
                task.result()
        line.refresh_from_db()
        assert (line.values["period_invested"], line.values["percent"]) == (9 * MILLION, "31")
        assert Report.objects.filter(project=line.project_id).count() == 3


def test_what_was_published_is_not_changed_but_has_its_erratum(desk: Publishing, edition: Edition) -> None:
    desk.clock.move_to(local(2021, 1, 29, 10))
    desk.published(edition)
    corrected(desk, edition.lines.get(), 8 * MILLION)
    assert follow_corrections(timezone.now()) == 0
    assert find_errata(timezone.now()) == 1
    assert done(desk, edition) == str(10 * MILLION)
    assert Erratum.objects.get().new == "8000000"
