"""The database refuses to change what was published, whoever asks."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from luodi.bulletin.models import Edition, EditionFile, EditionLine, Erratum, LineCorrection
from luodi.bulletin.rules import State
from luodi.bulletin.triggers import GUARDS, missing, wanted
from luodi.duties.steps import open_duty
from luodi.ledger.acts import act
from tests.cast import Cast
from tests.projecting import Projecting

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def edition() -> Edition:
    """One with a line, a correction of its window, a file and an erratum; published."""
    people = Projecting(Cast())
    project, round_, post = people.project(), people.round(), people.dispatcher.post
    with act("test") as a:
        opened = {"title": "一月通报", "owner": post, "at": people.cast.city, "progress": "prepared"}
        duty = open_duty(a, kind="edition", opened=a.now, visibility="internal", **opened)
    made = Edition.objects.create(
        duty=duty, round=round_, territory=people.cast.city, year=2021, title="一月通报", as_of=round_.as_of,
        prepared_by=post, prepared_at=timezone.now(),
    )  # fmt: skip
    line = EditionLine.objects.create(edition=made, position=1, project=project, number=project.number)
    said = {"field": "invested", "old": "1", "new": "2", "reason": "漏报", "made_by": post, "made_at": timezone.now()}
    LineCorrection.objects.create(line=line, **said)
    Edition.objects.filter(pk=made.pk).update(state=State.PUBLISHED)
    EditionFile.objects.create(edition=made, kind="json", digest="0" * 64, size=1)
    Erratum.objects.create(edition=made, line=line, **said)
    return made


CHANGES = [
    (Edition, "title"),
    (EditionLine, "number"),
    (LineCorrection, "new"),
    (EditionFile, "digest"),
    (Erratum, "new"),
]


@pytest.mark.parametrize(("model", "column"), CHANGES)
def test_nothing_of_a_published_edition_is_changed(edition: Edition, model: type[models.Model], column: str):
    before = list(model.objects.values())
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        model.objects.update(**{column: "改"})
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert list(model.objects.values()) == before


def test_nothing_is_added_to_its_lines(edition: Edition):
    line = EditionLine.objects.get()
    line.pk, line.position = None, 2
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        line.save(force_insert=True)


def test_an_erratum_is_still_marked_with_the_edition_that_prints_it(edition: Edition):
    Erratum.objects.update(printed_in=edition)
    assert Erratum.objects.get().printed_in == edition


def test_what_is_being_prepared_is_free():
    assert Edition.objects.count() == 0
    people = Projecting(Cast())
    with act("test") as a:
        opened = {"title": "草", "owner": people.dispatcher.post, "at": people.cast.city, "progress": "prepared"}
        duty = open_duty(a, kind="edition", opened=a.now, visibility="internal", **opened)
    Edition.objects.create(
        duty=duty, round=people.round(), territory=people.cast.city, year=2021, title="草", as_of="2021-01-20",
        prepared_by=people.dispatcher.post, prepared_at=timezone.now(),
    )  # fmt: skip
    assert Edition.objects.update(title="新") == 1


def test_luodi_does_not_start_with_a_guard_missing_and_protect_puts_it_back():
    assert not problems()
    for name in wanted(connection.vendor):
        drop(name)
        assert problems() == ["bulletin.E001"], name
        call_command("ledger", "protect")
        assert not problems()
    drop(name)
    with pytest.raises(CommandError, match=name):
        call_command("check", databases=["default"])
    call_command("migrate", verbosity=0, skip_checks=True)
    assert missing() == []


def drop(name: str) -> None:
    table = next(guard.table for guard in GUARDS if name.startswith(f"{guard.table}_no_"))
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")


def problems() -> list[str]:
    found = run_checks(tags=["database"], databases=["default"])
    return [problem.id for problem in found if problem.id.startswith("bulletin")]
