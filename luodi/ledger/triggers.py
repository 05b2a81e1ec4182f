"""The database itself refuses to change what the ledger holds.

SQLite loses triggers when a migration re-makes a table, hence they are put back after every migrate.
"""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

EVENT = "ledger_event"
TABLES = (EVENT, "ledger_entry", "ledger_seal")
REFUSAL = "the ledger is append-only"
STAMP = "ledger_event_stamp"

POSTGRES_FUNCTIONS = (
    f"""CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    # Stamped here and not by the caller: it costs no statement, and no writer can forget it.
    """CREATE OR REPLACE FUNCTION ledger_stamp() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.written_by := pg_current_xact_id()::text::bigint; RETURN NEW; END $$""",
)


def protect(using: str = DEFAULT_DB_ALIAS) -> None:
    """Creates every trigger that is missing."""
    connection = connections[using]
    there = present(connection)
    with connection.cursor() as cursor:
        for statement in POSTGRES_FUNCTIONS if connection.vendor == "postgresql" else ():
            cursor.execute(statement)
        for name, statement in wanted(connection.vendor).items():
            if name not in there:
                cursor.execute(statement)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of the triggers that should be there; none before the first migrate."""
    connection = connections[using]
    if not set(TABLES) <= set(connection.introspection.table_names()):
        return []
    return sorted(set(wanted(connection.vendor)) - present(connection))


def wanted(vendor: str) -> dict[str, str]:
    """Trigger name -> statement that makes it."""
    if vendor == "sqlite":
        return {
            f"{table}_no_{verb}": f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for table in TABLES
            for verb in ("update", "delete")
        }
    found = {STAMP: f"CREATE TRIGGER {STAMP} BEFORE INSERT ON {EVENT} FOR EACH ROW EXECUTE FUNCTION ledger_stamp()"}
    for table in TABLES:
        for name, moment in (
            (f"{table}_no_change", "UPDATE OR DELETE"),
            (f"{table}_no_truncate", "TRUNCATE"),
        ):
            found[name] = (
                f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            )
    return found


def present(connection: BaseDatabaseWrapper) -> set[str]:
    """Triggers that exist and fire."""
    statement = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(pg_class.oid)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {name for (name,) in cursor.fetchall()}
