"""Two officers, or two clicks, in the same second: both are answered, and the offer is one thing afterwards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.supply.actions.importing import check_offers, import_offers
from luodi.supply.actions.keeping import confirm, let, reserve
from luodi.supply.models import Offer
from luodi.supply.tests.lists import hall, park_list
from tests.cast import Cast


@pytest.fixture
def cast_of_two(own_database: str) -> Cast:
    return Cast()


def together(*verbs: Callable[[], object]) -> list[object]:
    start = Barrier(len(verbs))

    def press(verb: Callable[[], object]) -> object:
        start.wait()
        try:
            return verb()
        except Refused as why:
            return why
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(verbs)) as hands:
        return list(hands.map(press, verbs))


def test_of_reserving_and_letting_at_once_the_offer_ends_let(cast_of_two: Cast) -> None:
    cast = cast_of_two
    number = cast.offer().duty.number
    first, second = Viewer.of(cast.zone_officer), Viewer.of(cast.zone_colleague)

    together(lambda: let(viewer=first, number=number), lambda: reserve(viewer=second, number=number))

    duty = Duty.objects.get(number=number)
    assert (duty.progress, duty.closed is not None) == ("let", True)
    codes = list(Event.objects.filter(subject=number).order_by("id").values_list("code", flat=True))
    assert codes in (["opened", "let"], ["opened", "reserved", "let"])


def test_two_who_confirm_at_once_leave_one_running_clock(cast_of_two: Cast) -> None:
    cast = cast_of_two
    number = cast.offer().duty.number
    viewers = [Viewer.of(cast.zone_officer), Viewer.of(cast.zone_colleague)]

    together(*(lambda viewer=viewer: confirm(viewer=viewer, number=number) for viewer in viewers))

    running = Deadline.objects.get(duty__number=number, stopped=None)
    assert Duty.objects.get(number=number).next_due == running.due


def test_two_clicks_on_import_make_every_hall_once(cast_of_two: Cast) -> None:
    by = Viewer.of(cast_of_two.zone_officer)
    sheet = check_offers(viewer=by, data=park_list([hall(n) for n in range(1, 21)]), file_name="park.xlsx")

    new = together(*[lambda: import_offers(viewer=by, sheet=sheet)] * 2)

    assert sorted(new) == [0, 20]
    assert Offer.objects.count() == 20


def test_one_list_from_two_desks_makes_every_hall_once(cast_of_two: Cast) -> None:
    viewers = [Viewer.of(user) for user in (cast_of_two.zone_officer, cast_of_two.zone_colleague)]
    data = park_list([hall(n) for n in range(1, 21)])
    sheets = [check_offers(viewer=viewer, data=data, file_name="park.xlsx") for viewer in viewers]

    together(
        *(lambda pair=pair: import_offers(viewer=pair[0], sheet=pair[1]) for pair in zip(viewers, sheets, strict=True))
    )

    assert Offer.objects.count() == 20
    assert Duty.objects.filter(kind="offer").count() == 20
