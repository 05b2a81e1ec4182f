"""What every test gets: no outside host, fresh translations, and a database of its own on request."""

import gc
import ipaddress
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from django.utils.translation import deactivate
from hypothesis import settings as examples

from luodi.config.translations import compile_stale
from luodi.directory.seeding import seed_calendars
from luodi.signing.authority import make_test_authority
from tests.cast import Cast, local
from tests.databases import replaced_by_copy, sweep
from tests.migrating import rendered_alone

SWEPT = pytest.StashKey[float]()
YEAR_ONE, A_CENTURY = local(2015, 1, 1), timedelta(days=36524)

# How long one example takes is the bench's question: on a machine with other work it would fail by chance.
examples.register_profile("untimed", deadline=None)
examples.load_profile("untimed")


def refuse_outside_hosts(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: nothing that Luodi does may need another machine. Unix sockets and loopback pass."""
    if event == "socket.connect":
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments
    else:
        return
    if isinstance(address, tuple) and not is_loopback(address[0]):
        raise PermissionError(f"a test tried to reach {address[0]}")


def is_loopback(host: Any) -> bool:
    if host in ("localhost", "", None, b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


def pytest_configure(config: pytest.Config) -> None:
    compile_stale()
    if not getattr(sys, "luodi_stays_inside", False):
        sys.luodi_stays_inside = True  # a hook cannot be taken out again, so it is put in once
        sys.addaudithook(refuse_outside_hosts)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database gives the same answer on each, so that it runs on one of them only."""
    for item in items:
        asks = {"db", "own_database", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
        if not asks and item.get_closest_marker("django_db") is None:
            item.add_marker("pure")


def pytest_collection_finish() -> None:
    """What collecting has made stays to the end: the collector of garbage need not walk it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def keys_for_every_year() -> None:
    """The test authority, before any test: the first seal would make one of the year in which its test plays."""
    make_test_authority(settings.SIGNER_FOLDER, "本市电子证照测试机构", now=YEAR_ONE, lasts=A_CENTURY)


def pytest_report_header() -> str:
    data = settings.DATA_DIR or "NOT FOUND: tests of the reference data are skipped (LUODI_DATA)"
    return f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[1]}; data: {data}"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The test database, always: pytest-django's own makes none for a run in which no test asks for `db`.

    It has the calendars of every installation, so that not each test writes eight hundred days.
    """
    with django_db_blocker.unblock():
        with rendered_alone():
            made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        seed_calendars()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="module", autouse=True)
def swept(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the tests of a file rolled back goes before the next begins, every quarter of a minute."""
    yield
    since = time.monotonic() - request.config.stash.get(SWEPT, 0.0)
    database = connections["default"]
    if database.vendor == "postgresql" and database.settings_dict["NAME"].startswith("test_") and since > 15:
        sweep()
        request.config.stash[SWEPT] = time.monotonic()


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """A request in English leaves its language behind; the next test speaks Chinese again."""
    yield
    deactivate()


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of public reference data; without it the test is skipped, and the header says so."""
    if not settings.DATA_DIR or not settings.DATA_DIR.is_dir():
        pytest.skip("no reference data: set LUODI_DATA")
    return settings.DATA_DIR


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[str]:
    """A copy of the test database for what needs real commits, two connections or a second process.

    The ledger refuses DELETE and TRUNCATE, so a database cannot be emptied after such a test: it is
    thrown away. Yields its DATABASE_URL. Not together with the fixture `db`.
    """
    with django_db_blocker.unblock(), replaced_by_copy(tmp_path / "own.sqlite3") as url:
        yield url
