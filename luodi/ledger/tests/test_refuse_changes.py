"""The database refuses to rewrite the ledger, whoever asks."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from luodi.ledger.models import Entry, Event, Seal
from luodi.ledger.sealing import seal
from luodi.ledger.tests.helpers import NOON, happen
from luodi.ledger.triggers import missing, wanted

pytestmark = pytest.mark.usefixtures("own_database")
KEPT = (Event, Entry, Seal)


def sealed() -> None:
    happen()
    seal(NOON)


@pytest.mark.parametrize("model", KEPT)
def test_no_row_is_deleted(model):
    sealed()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert model.objects.count() == 1


@pytest.mark.parametrize(("model", "column"), [(Event, "code"), (Entry, "digest"), (Seal, "digest")])
def test_no_row_is_updated(model, column):
    sealed()
    before = model.objects.values().get()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.update(**{column: "forged"})
    assert model.objects.values().get() == before


def test_a_row_is_not_replaced_either():
    event = happen(code="signed")
    replace = (
        "INSERT OR REPLACE INTO ledger_event SELECT id, act, subject, 'forged', actor, on_behalf_of, "
        "happened_at, recorded_at, facts, written_by FROM ledger_event"
        if connection.vendor == "sqlite"
        else f"INSERT INTO ledger_event SELECT * FROM ledger_event WHERE id = {event.pk} "
        "ON CONFLICT (id) DO UPDATE SET code = 'forged'"
    )
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(replace)
    assert Event.objects.get().code == "signed"


@pytest.mark.parametrize("model", KEPT)
def test_postgresql_truncates_nothing(model):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    sealed()
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
    assert model.objects.count() == 1


def drop(name: str) -> None:
    table = name.rsplit("_no_", 1)[0].removesuffix("_stamp")
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")


def test_luodi_does_not_start_with_a_trigger_missing():
    assert not problems()
    for name in wanted(connection.vendor):
        drop(name)
        assert problems() == ["ledger.E001"], name
        with pytest.raises(CommandError, match=name):
            call_command("check", databases=["default"])
        call_command("ledger", "protect")
        assert not problems()


def test_every_migrate_puts_the_triggers_back():
    drop(next(iter(wanted(connection.vendor))))
    call_command("migrate", verbosity=0, skip_checks=True)
    assert missing() == []


def test_luodi_does_not_start_where_replace_walks_through():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has this pragma")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
    assert problems() == ["ledger.E002"]


def problems() -> list[str]:
    found = run_checks(tags=["database"], databases=["default"])
    return [problem.id for problem in found if problem.id.startswith("ledger")]
