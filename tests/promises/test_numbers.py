"""At the desk's address of one kind of matter a number of another kind is not there, neither to read nor to act on."""

import pytest
import time_machine
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.works.rules import Kind
from tests.projecting import KINDS
from tests.promises import desk_case_parts, edition_parts, meeting_parts, project_parts, work_parts
from tests.promises.addresses import routes
from tests.promises.arguments import own_offer
from tests.promises.scene import Scene
from tests.promises.test_routes import NOW, rows, undone

# A number of each kind; the city desk sees them all.
NUMBERS = {
    "enquiry": lambda scene: scene.number,
    "item": desk_case_parts.item,
    "case": desk_case_parts.case,
    "project": project_parts.project,
    "problem": meeting_parts.a_problem,
    "meeting": meeting_parts.a_meeting,
    "instruction": meeting_parts.an_instruction,
    "work": work_parts.a_work(),
    "measure": work_parts.a_work(Kind.MEASURE, facts={"may_copy": "city"}),
    "plan": work_parts.a_draft,
    "cooperation": work_parts.a_cooperation,
    "edition": lambda scene: edition_parts.previewed(scene).number,
    "offer": own_offer,
}
# What an address takes, by its beginning. The page of works leads on from an instruction to its own.
TAKES = {
    "works/measures/": {"measure"},
    "works/NUMBER/plan/": {"plan"},
    "works/NUMBER/versions/": {"plan"},
    "works/": {"work", "measure", "plan", "instruction"},
    "instructions/": {"instruction"},
    "enquiries/": {"enquiry"},
    "offers/": {"offer"},
    "items/": {"item"},
    "cases/": {"case"},
    "counter/": {"case"},
    "projects/": {"project"},
    "problems/": {"problem"},
    "meetings/": {"meeting"},
    "cooperations/": {"cooperation"},
    "editions/": {"edition"},
    "duties/": set(NUMBERS),
    "slips/": set(NUMBERS),
    "licences/": set(),  # a licence's number is no matter's
}
ROUTES = routes()
NUMBERED = sorted(
    route
    for route, parts in ROUTES.items()
    if route.startswith("desk:") and "number" in parts and "token" not in parts  # a paper is found by its own token
)
OTHERS = {"pk": 1, "ordinal": 1, "version_no": 1}


def address_of(route: str, number: str) -> str:
    return reverse(route, kwargs={name: OTHERS.get(name, "x") for name in ROUTES[route]} | {"number": number})


def taken(route: str) -> set[str]:
    inside = address_of(route, "NUMBER").removeprefix("/desk/")
    return next(kinds for beginning, kinds in TAKES.items() if inside.startswith(beginning))


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """The city desk of the scene, and a number of every kind."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), undone():
        scene = Scene()
        numbers = {kind: made(scene) for kind, made in NUMBERS.items()}
        Post.objects.filter(user=scene.cast.dispatcher).update(remit=[*KINDS, "enquiry", "offer", "case", "item"])
        yield Viewer.of(scene.cast.dispatcher), numbers
        transaction.set_rollback(True)


def is_there(viewer: Viewer, method: str, address: str) -> bool:
    """Asks the view itself: thousands of whole requests take minutes."""
    request, match = RequestFactory().generic(method, address), resolve(address)
    request.user, request.viewer, request.htmx = viewer.user, viewer, False
    request._messages = CookieStorage(request)
    try:
        match.func(request, *match.args, **match.kwargs)
    except Http404:
        return False
    return True


def test_the_numbers_are_of_matters_that_their_reader_sees(town, db):
    viewer, numbers = town
    with time_machine.travel(NOW, tick=False):
        seen = set(Duty.objects.visible_to(viewer).values_list("number", flat=True))
    assert [kind for kind, number in numbers.items() if number not in seen] == []


@pytest.mark.parametrize("route", NUMBERED)
def test_a_number_of_another_kind_is_not_there(route, town, db):
    viewer, numbers = town
    method = "POST" if "POST" in rows(route) else "GET"
    with time_machine.travel(NOW, tick=False):
        others = set(numbers) - taken(route)
        found = [kind for kind in others if is_there(viewer, method, address_of(route, numbers[kind]))]
    assert found == []
