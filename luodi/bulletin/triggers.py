"""The database itself refuses to change what was published: an edition, its lines, its files, and its errata.

SQLite loses triggers when a migration re-makes a table, hence they are put back after every migrate.
"""

from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

from luodi.ledger.triggers import present

EDITION = "bulletin_edition"
REFUSAL = "a published edition is immutable"
# What stays free: an erratum is marked once with the edition that printed it.
ERRATUM_COLUMNS = "edition_id, line_id, field, old, new, reason, made_by_id, made_at, correction_id"


class Guard(NamedTuple):
    """`when` is a condition on the row {row}; empty: always. `verbs`: what it refuses."""

    table: str
    verbs: tuple[str, ...]
    when: str = ""


def _of_published(edition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {EDITION} e WHERE e.duty_id = {edition} AND e.state = 'published')"


LINE = "(SELECT l.edition_id FROM bulletin_editionline l WHERE l.id = {row}.line_id)"
GUARDS = (
    Guard(EDITION, ("UPDATE", "DELETE"), "{row}.state = 'published'"),
    Guard("bulletin_editionline", ("INSERT", "UPDATE", "DELETE"), _of_published("{row}.edition_id")),
    Guard("bulletin_linecorrection", ("INSERT", "UPDATE", "DELETE"), _of_published(LINE)),
    Guard("bulletin_editionfile", ("UPDATE", "DELETE")),
    Guard("bulletin_erratum", (f"UPDATE OF {ERRATUM_COLUMNS}", "DELETE")),
)


def protect(using: str = DEFAULT_DB_ALIAS) -> None:
    """Creates every trigger that is missing."""
    connection = connections[using]
    there = present(connection)
    with connection.cursor() as cursor:
        for name, statements in wanted(connection.vendor).items():
            for statement in statements if name not in there else ():
                cursor.execute(statement)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of the triggers that should be there; none before the first migrate."""
    connection = connections[using]
    if not {guard.table for guard in GUARDS} <= set(connection.introspection.table_names()):
        return []
    return sorted(set(wanted(connection.vendor)) - present(connection))


def wanted(vendor: str) -> dict[str, list[str]]:
    """Trigger name -> statements that make it."""
    verbs = {guard: (*guard.verbs, *(("TRUNCATE",) if vendor == "postgresql" else ())) for guard in GUARDS}
    return {
        (name := f"{guard.table}_no_{verb.split()[0].lower()}"): _made(vendor, name, guard, verb)
        for guard, refused in verbs.items()
        for verb in refused
    }


def _made(vendor: str, name: str, guard: Guard, verb: str) -> list[str]:
    """PostgreSQL allows no query in a WHEN: there each trigger has a function of its own."""
    row = "NEW" if verb == "INSERT" else "OLD"
    when = guard.when.format(row=row)
    begin = f"CREATE TRIGGER {name} BEFORE {verb} ON {guard.table}"
    if vendor == "sqlite":
        return [f"{begin} {f'WHEN {when} ' if when else ''}BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"]
    back = "OLD" if verb == "DELETE" else "NEW"
    each = "ROW"
    if verb == "TRUNCATE":
        when, back, each = "", "NULL", "STATEMENT"
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when or 'TRUE'} THEN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END $$"
    )
    return [function, f"{begin} FOR EACH {each} EXECUTE FUNCTION {name}()"]
