"""Two acts that want the same rows in another order: one wins, the other gets a sentence and has changed nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from luodi.directory.viewer import Viewer
from luodi.duties.reach import locked
from luodi.duties.tests.crowd import crowd
from luodi.ledger.acts import Stale, act
from luodi.ledger.models import Event
from tests.cast import Cast, local


def test_of_two_acts_that_wait_for_each_other_one_wins_and_one_is_told(own_database):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    numbers = [one.duty.number for one in crowd(Cast(), 2, at=local(2021, 1, 4, 9))]
    both_hold_one = Barrier(2)

    def take(first: str, second: str) -> str:
        viewer = Viewer.system("watch")
        try:
            with act(viewer.code) as a:
                locked(viewer, first)
                both_hold_one.wait()
                locked(viewer, second)
                a.record_all([a.draft(number, "looked_at") for number in (first, second)])
        except Stale as why:
            return str(why)
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        found = [task.result() for task in [pool.submit(take, *pair) for pair in (numbers, numbers[::-1])]]
    assert found.count("done") == 1
    assert sum("没有改动任何内容" in words for words in found) == 1
    assert Event.objects.filter(code="looked_at").count() == 2
