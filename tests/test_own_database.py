"""The test database and the copy of it that is thrown away: real commits inside, nothing left outside."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection, transaction

from luodi.accounts.models import User
from luodi.config.database import database_from
from tests.promises.tree import ROOT


def test_commits_are_real_and_seen_by_a_second_connection(own_database):
    with transaction.atomic(durable=True):
        User.objects.create_user("somebody")
    second = connection.copy()
    with second.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_user")
        assert cursor.fetchone() == (1,)
    second.close()


def test_nothing_of_it_is_left(db):
    assert not User.objects.exists()


def test_its_address_leads_a_second_process_to_the_same_rows(own_database):
    there, here = database_from(own_database, settings.HOME), connection.settings_dict
    assert (there["ENGINE"], there["NAME"], there.get("HOST", "")) == (here["ENGINE"], here["NAME"], here["HOST"])


TABLES = "SELECT type, name, tbl_name, sql FROM sqlite_master"
MIGRATED = f"""
import django, json
from django.core.management import call_command
from django.db import connection
django.setup()
call_command("migrate", verbosity=0)
with connection.cursor() as cursor:
    print(json.dumps(cursor.execute({TABLES!r}).fetchall()))
"""


def test_its_tables_are_those_that_a_city_gets(db):
    """A city migrates as Django does; tests do it faster."""
    if connection.vendor != "sqlite":
        pytest.skip("compared once, on SQLite")
    in_memory = {"DATABASE_URL": "sqlite:///:memory:", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", MIGRATED]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | in_memory, check=True, capture_output=True)
    with connection.cursor() as cursor:
        assert sorted(json.loads(done.stdout), key=repr) == sorted(map(list, cursor.execute(TABLES)), key=repr)
