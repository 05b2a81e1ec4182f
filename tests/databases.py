"""Test databases: a copy for what needs real commits, and the sweeping of what was rolled back."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.db import connections


@contextmanager
def replaced_by_copy(file: Path) -> Iterator[str]:
    original = connections["default"]
    options = original.settings_dict
    name = options["NAME"]
    is_sqlite = original.vendor == "sqlite"
    copy = copied_sqlite(original, file) if is_sqlite else copied_postgres(original)
    del connections["default"]
    options["NAME"] = copy
    try:
        yield f"sqlite:///{copy}" if is_sqlite else postgres_url(options)
    finally:
        connections["default"].close()
        options["NAME"] = name
        connections["default"] = original
        if is_sqlite:
            shutil.rmtree(file.parent, ignore_errors=True)
        else:
            execute_beside(original, f'DROP DATABASE "{copy}" WITH (FORCE)')


def postgres_url(options: dict[str, Any]) -> str:
    who = f"{quote(options['USER'])}:{quote(options['PASSWORD'])}"
    where = urlencode({"host": options["HOST"]})
    return f"postgresql://{who}@:{options['PORT'] or 5432}/{options['NAME']}?{where}"


def copied_sqlite(original: Any, file: Path) -> str:
    original.ensure_connection()
    with sqlite3.connect(file) as target:
        original.connection.backup(target)
    target.close()
    return str(file)


def copied_postgres(original: Any) -> str:
    name = original.settings_dict["NAME"]
    original.close()
    execute_beside(original, f'CREATE DATABASE "{name}_own" TEMPLATE "{name}"')
    return f"{name}_own"


def execute_beside(original: Any, statement: str) -> None:
    """Databases are made and dropped from a connection to another database of the server."""
    options = original.settings_dict
    wanted = {
        "host": options["HOST"],
        "port": options["PORT"],
        "user": options["USER"],
        "password": options["PASSWORD"],
    }
    with psycopg.connect(
        **{key: value for key, value in wanted.items() if value}, dbname="postgres", autocommit=True
    ) as beside:
        beside.execute(statement)


def sweep() -> None:
    """PostgreSQL keeps what tests roll back as rows that nobody sees; with no transaction open they go.

    Only then can a table be cut to nothing. One of a thousand pages without a row is taken for small: joins of many
    such tables go through all pages of one for each row of another, and a test of seconds takes minutes.
    """
    with psycopg.connect(postgres_url(connections["default"].settings_dict), autocommit=True) as beside:
        beside.execute("VACUUM")
