"""The copy of the database that is thrown away: real commits inside, nothing left outside."""

from django.conf import settings
from django.db import connection, transaction

from luodi.accounts.models import User
from luodi.config.database import database_from


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
