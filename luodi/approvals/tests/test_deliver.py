"""A parcel is followed by its number: asked of the courier's service, or typed in; signed means delivered."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import time_machine
from django.test import override_settings

from luodi.approvals.actions.delivering import ask_couriers, track
from luodi.approvals.actions.filing import choose_delivery
from luodi.approvals.actions.issuing import issue, send
from luodi.approvals.couriers import ByHand, NoAnswer, TrackingService, courier
from luodi.approvals.models import Case, Delivery
from luodi.approvals.proving import compare
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from tests.approving import Approving
from tests.cast import Cast, local
from tests.certificates import approved

NOW = local(2021, 1, 4, 9)
NUMBER = "SF1234567890"


@pytest.fixture
def city(db: None) -> Iterator[Approving]:
    with time_machine.travel(NOW, tick=False):
        yield Approving(Cast())


@pytest.fixture
def sent(city: Approving) -> Case:
    case = approved(city)
    where = {"kind": "courier", "name": "车间负责人", "phone": "13900000011", "address": "港区一路 1 号"}
    choose_delivery(viewer=city.by(city.applicant), number=case.number, delivery=where)
    number = city.number(case, "plan")
    issue(viewer=city.by(city.planner), number=number)
    send(viewer=city.by(city.planner), number=number, kind="courier", carrier="顺丰", tracking=NUMBER)
    return case


@dataclass
class Service:
    """A courier's service on this machine: answers with `status`, `body` and remembers what it was sent."""

    url: str = ""
    status: int = 200
    body: bytes = b"{}"
    asked: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def say(self, **answer: str) -> None:
        self.status, self.body = 200, json.dumps(answer).encode()


@pytest.fixture
def service() -> Iterator[Service]:
    said = Service()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            said.headers.append(dict(self.headers))
            self.send_response(said.status)
            if said.status == 302:
                self.send_header("Location", said.url + "elsewhere")
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    said.url = f"http://127.0.0.1:{server.server_port}/"
    with override_settings(COURIER_URL=said.url, COURIER_TOKEN="courier-token"):
        yield said
    server.shutdown()
    server.server_close()


def parcel(case: Case) -> Delivery:
    return Delivery.objects.get(item__case=case)


def test_nothing_but_the_number_leaves(service: Service, sent: Case):
    service.say(status="moving", at="2021-01-04T15:00:00+08:00")
    assert ask_couriers(NOW) == 1
    assert [json.loads(one) for one in service.asked] == [{"tracking": NUMBER}]
    assert service.headers[0]["Authorization"] == "Bearer courier-token"


def test_a_parcel_moves_and_is_asked_for_once_an_hour(service: Service, sent: Case, city: Approving):
    service.say(status="near", at="2021-01-04T08:30:00+08:00")
    assert (ask_couriers(NOW), ask_couriers(NOW)) == (1, 0)
    one = parcel(sent)
    assert (one.leg, one.leg_at) == ("near", local(2021, 1, 4, 8, 30))
    assert Event.objects.get(subject=city.number(sent, "plan"), code="tracked").facts["leg"] == "near"
    assert ask_couriers(NOW + timedelta(hours=1)) == 1
    assert Event.objects.filter(code="tracked").count() == 1  # no news is no event


def test_signed_means_delivered(service: Service, sent: Case, city: Approving):
    service.say(status="signed", at="2021-01-05T10:05:00+08:00")
    with time_machine.travel(local(2021, 1, 5, 11), tick=False):
        ask_couriers(local(2021, 1, 5, 11))
        one = parcel(sent)
        assert (one.received_at, one.look_at) == (local(2021, 1, 5, 10, 5), None)
        assert city.item(sent, "plan").state == "delivered"
        event = Event.objects.get(subject=city.number(sent, "plan"), code="delivered")
        assert (event.actor, event.happened_at) == ("system:watch", local(2021, 1, 5, 10, 5))
        assert ask_couriers(local(2021, 1, 5, 12)) == 0
        assert compare(sent) == []  # the ledger alone tells the same


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b""),
        (302, b""),
        (403, b"no"),
        (200, b"not json"),
        (200, b"[]"),
        (200, b'{"status": "lost in space"}'),
        (200, b'{"at": 7}'),
        (404, b""),
    ],
)
def test_a_service_that_fails_or_talks_nonsense_changes_nothing(
    service: Service, sent: Case, city: Approving, status: int, body: bytes
):
    service.status, service.body = status, body
    assert ask_couriers(NOW) == 1
    assert parcel(sent).leg == "sent"
    assert city.item(sent, "plan").state == "issued"
    assert len(service.asked) == 1  # a redirect is not followed
    assert ask_couriers(NOW + timedelta(minutes=59)) == 0


def test_a_time_that_cannot_be_read_or_lies_ahead_is_now(service: Service, sent: Case):
    service.say(status="moving", at="2031-13-45")
    ask_couriers(NOW)
    assert parcel(sent).leg_at == NOW
    service.say(status="near", at="2031-01-01T00:00:00+08:00")
    ask_couriers(NOW + timedelta(hours=1))
    assert parcel(sent).leg_at == NOW + timedelta(hours=1)


def test_a_service_out_of_reach_is_asked_again(sent: Case):
    with override_settings(COURIER_URL="http://127.0.0.1:9/"):
        assert ask_couriers(NOW) == 1
        with pytest.raises(NoAnswer):
            TrackingService("http://127.0.0.1:9/", "").whereabouts(NUMBER)
    assert parcel(sent).leg == "sent"


@pytest.mark.django_db
def test_without_an_address_nobody_is_asked_and_clerks_type(sent: Case, city: Approving):
    assert isinstance(courier(), ByHand)
    assert ask_couriers(NOW) == 1
    assert parcel(sent).leg == "sent"

    number = city.number(sent, "plan")
    track(viewer=city.by(city.planner), number=number, leg="moving")
    assert parcel(sent).leg == "moving"
    with pytest.raises(Refused):
        track(viewer=city.by(city.planner), number=number, leg="somewhere")
    track(viewer=city.by(city.counter), number=number, leg="signed")
    assert city.item(sent, "plan").state == "delivered"
    with pytest.raises(Refused, match="没有在途"):
        track(viewer=city.by(city.planner), number=number, leg="moving")
