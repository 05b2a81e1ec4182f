"""Events get their order from one sealer, which never passes a slower transaction."""

import hashlib
import uuid

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from luodi.ledger.digests import BEFORE_ALL, canonical
from luodi.ledger.models import Entry, Event, Seal, Sealer
from luodi.ledger.sealing import seal
from luodi.ledger.tests.helpers import NOON, happen
from luodi.ledger.triggers import wanted
from luodi.ledger.verification import verify

pytestmark = pytest.mark.usefixtures("own_database")


def order() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("event__subject", flat=True))


def unguarded(statement: str) -> None:
    """What somebody with the database's own key could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET session_replication_role = origin")
            return
        for name in wanted("sqlite"):
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)
        for made in wanted("sqlite").values():
            cursor.execute(made)


def test_events_are_numbered_without_gaps_and_chained():
    for subject in "abc":
        happen(subject, moved={"from": "2021-01-04", "to": "2021-01-05"})
    assert seal(NOON) == 3
    happen("d")
    assert seal(NOON) == 1
    assert list(Entry.objects.order_by("seq").values_list("seq", "event__subject")) == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
        (4, "d"),
    ]
    first, second = Seal.objects.order_by("last")
    assert (first.first, first.last, second.first, second.last) == (1, 3, 4, 4)
    entry = Entry.objects.get(seq=4)
    assert entry.digest == hashlib.sha256(canonical(entry.event)).hexdigest()
    assert second.digest == hashlib.sha256(f"{first.digest}\n4:{entry.digest}".encode()).hexdigest()
    assert verify().entries == 4


def test_a_second_look_seals_nothing_twice():
    happen()
    assert [seal(NOON), seal(NOON), seal(NOON)] == [1, 0, 0]
    assert Seal.objects.count() == 1


def test_many_events_are_sealed_in_portions():
    for number in range(7):
        happen(f"s{number}")
    assert [seal(NOON, limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert order() == [f"s{number}" for number in range(7)]
    assert verify().broken is None


def test_sm3_by_setting_and_old_seals_stay_checkable(settings):
    happen("a")
    seal(NOON)
    settings.DIGEST = "sm3"
    happen("b")
    seal(NOON)
    assert list(Seal.objects.order_by("last").values_list("algorithm", flat=True)) == ["sha256", "sm3"]
    entry = Entry.objects.get(seq=2)
    assert entry.digest == hashlib.new("sm3", canonical(entry.event)).hexdigest()
    assert verify().broken is None


def test_finding_unsealed_events_asks_an_index(django_assert_max_num_queries):
    for _ in range(30):
        happen()
    seal(NOON)
    with django_assert_max_num_queries(8) as asked:
        seal(NOON)
    statements = [query["sql"] for query in asked.captured_queries if 'FROM "ledger_event"' in query["sql"]]
    assert statements
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
        for statement in statements:
            cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + statement)
            plan = " ".join(str(row) for row in cursor.fetchall())
            assert "SCAN ledger_event" not in plan.replace("SCAN ledger_event USING", "")
            assert "Seq Scan on ledger_event" not in plan


def insert_beside(url: str, subject: str) -> psycopg.Connection:
    """A second connection that has written an event and not committed yet."""
    beside = psycopg.connect(url)
    beside.execute(
        "INSERT INTO ledger_event (act, subject, code, actor, on_behalf_of, happened_at, recorded_at, facts, "
        "written_by) VALUES (%s, %s, 'slow', 'user:2', '', now(), now(), '{}', 0)",
        [uuid.uuid4(), subject],
    )
    return beside


def test_a_slow_transaction_with_a_lower_id_is_not_lost(own_database):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    slow = insert_beside(own_database, "slow")
    happen("fast")
    assert seal(NOON) == 0, "the fast event waits: nobody may read past the slow one"
    slow.commit()
    slow.close()
    happen("later")
    assert seal(NOON) == 3
    assert order() == ["slow", "fast", "later"]
    assert Event.objects.unsealed().count() == 0


def test_a_transaction_that_is_given_up_holds_nobody_back(own_database):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    slow = insert_beside(own_database, "slow")
    happen("fast")
    slow.rollback()
    slow.close()
    assert seal(NOON) == 1
    assert order() == ["fast"]


def test_two_sealers_do_not_wait_for_each_other(own_database):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    happen()
    seal(NOON)
    happen()
    with psycopg.connect(own_database) as beside:
        beside.execute("SELECT * FROM ledger_sealer FOR UPDATE")
        assert seal(NOON) == 0
    assert seal(NOON) == 1


def test_a_dump_restored_into_a_younger_server_goes_on(own_database):
    """Its transactions are numbered anew, far below those of the events it brought along."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's ids go on")
    happen("sealed before the dump")
    seal(NOON)
    brought = happen("brought")
    unguarded(f"UPDATE ledger_event SET written_by = 900000000000 WHERE id = {brought.pk}")
    Sealer.objects.update(floor=900000000001)
    happen("new here")
    assert seal(NOON) == 2
    happen("and on")
    assert seal(NOON) == 1
    assert order() == ["sealed before the dump", "brought", "new here", "and on"]


@pytest.mark.parametrize(
    ("forgery", "seq", "what"),
    [
        ("UPDATE ledger_event SET code = 'forged' WHERE subject = 's2'", 3, "event changed"),
        ("DELETE FROM ledger_entry WHERE seq = 2", 2, "entry missing"),
        ("DELETE FROM ledger_entry WHERE seq = 4", 4, "entry missing"),
        ("DELETE FROM ledger_seal WHERE first = 1", 1, "gap between seals"),
        ("UPDATE ledger_seal SET digest = 'f' WHERE first = 3", 3, "seal does not fit its entries and the seal before"),
        ("DELETE FROM ledger_seal WHERE first = 3", 3, "entry without a seal"),
    ],
)
def test_verify_names_the_first_broken_entry(forgery, seq, what, capsys):
    for number in range(4):
        happen(f"s{number}")
        if number in (1, 3):
            seal(NOON)
    call_command("ledger", "verify")
    assert "entries 4\nseals 2\nnot sealed yet 0" in capsys.readouterr().out
    unguarded(forgery)
    with pytest.raises(CommandError, match=f"broken at seq {seq}: {what}"):
        call_command("ledger", "verify")


def test_an_empty_ledger_holds(capsys):
    call_command("ledger", "verify")
    assert f"entries 0\nseals 0\nnot sealed yet 0\nhead {BEFORE_ALL}" in capsys.readouterr().out
