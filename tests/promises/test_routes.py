"""Each address times each kind of visitor. A new address fails until somebody has said who may use it."""

import re
from concurrent.futures import Executor, Future
from copy import deepcopy

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from luodi.desk import pictures
from tests.cast import local
from tests.promises.addresses import routes
from tests.promises.arguments import BEFORE, part
from tests.promises.routes import MATRIX
from tests.promises.scene import ROLES, Scene
from tests.promises.test_network import OUTSIDE

NOW = local(2021, 1, 4, 14, 20)
WRITES = re.compile(r"^\s*(?:INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE)", re.IGNORECASE)


def rows(route: str) -> dict[str, tuple[int, ...]]:
    """Method to expected statuses, in the order of ROLES."""
    written = MATRIX[route]
    lines = (written,) if isinstance(written, str) else written
    return {line.split()[0]: tuple(map(int, line.split()[1:])) for line in lines}


def asked(line: tuple[int, ...]) -> list[int]:
    """The places in a line of the matrix of those who are asked. Who may do what is the same on each database: on
    PostgreSQL each answer of an address is asked for once."""
    if connection.vendor == "sqlite":
        return list(range(len(line)))
    return sorted({line.index(answer) for answer in set(line)})


def refuse_to_write(execute, sql, params, many, context):
    if WRITES.match(sql):
        raise AssertionError(f"a GET writes: {sql[:200]}")
    return execute(sql, params, many, context)


def address_of(route: str, scene: Scene) -> str:
    if before := BEFORE.get(route):
        before(scene)
    return reverse(route, kwargs={name: part(route, name, scene) for name in routes()[route]})


def undone() -> transaction.Atomic:
    """A savepoint that an act inside takes for the end of the world, as it does the test's own transaction."""
    savepoint = transaction.atomic()
    savepoint._from_testcase = True
    return savepoint


def status(client: Client, method: str, address: str) -> int:
    """Of one request that leaves nothing behind."""
    with undone():
        if method == "GET":
            with connection.execute_wrapper(refuse_to_write):
                response = client.get(address)
        else:
            response = client.post(address)
        if "text/html" in response.get("Content-Type", "") and not response.streaming:
            page = response.content.decode()
            assert not OUTSIDE.search(page), f"{address} names an outside host"
        transaction.set_rollback(True)
    return response.status_code


class AtOnce(Executor):
    """Draws what is asked for before anybody asks again."""

    def submit(self, work, /, *args, **more) -> Future:
        work(*args, **more)
        return Future()


@pytest.fixture(autouse=True)
def drawn_at_once(monkeypatch):
    monkeypatch.setattr(pictures, "pool", AtOnce())


@pytest.fixture(scope="module")
def first_scene(django_db_setup, django_db_blocker):
    """Built once for all addresses, in a transaction that each test's own lies in; everybody has signed in."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), undone():
        scene = Scene()
        assert scene.sessions
        yield scene
        transaction.set_rollback(True)


@pytest.fixture
def scene(first_scene, db):
    """A copy: what one address changes in the people it was given, no other sees."""
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(first_scene)


def test_every_address_is_classified():
    assert set(routes()) - set(MATRIX) == set()


def test_every_classified_address_is_there():
    assert set(MATRIX) - set(routes()) == set()


def test_every_address_at_which_staff_work_opens_for_somebody():
    """What is a 404 for everybody proves nothing of who may open it."""
    opened = {route for route in MATRIX if 200 in rows(route).get("GET", (200,))}
    closed = {route for route in set(MATRIX) - opened if route.partition(":")[0] not in ("accounts", "portal", "ui")}
    assert closed == {
        "desk:lists",  # asks for the offers that were ticked
        "directory:settings",  # leads on to the first of its tabs
    }


@pytest.mark.parametrize("route", sorted(set(routes()) & set(MATRIX)))
def test_each_visitor_gets_the_answer_that_is_his(route, scene):
    address = address_of(route, scene)
    expected: dict[str, list[int]] = {}
    got: dict[str, list[int]] = {}
    for method, line in rows(route).items():
        places = asked(line)
        expected[method] = [line[place] for place in places]
        got[method] = [status(scene.client(ROLES[place]), method, address) for place in places]
    assert got == expected, "\n".join(f'"{method} {"   ".join(map(str, line))}"' for method, line in got.items())
