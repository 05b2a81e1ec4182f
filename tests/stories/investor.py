"""An investor at his phone: whole requests, in the order in which he presses."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import time_machine
from django.http import HttpResponse
from django.test import Client

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.enquiries.models import Enquiry
from luodi.notices.models import Notice
from tests.cast import Cast

SENTENCE = "做光伏发电和集中供热，想找大型厂房的屋顶，投资 1.2 亿元"
CONTACT = "139 0000 0009"


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    filled = {"name": "陈先生", "contact": CONTACT, "sentence": SENTENCE, "wish": cast.district.pk, "consent": "on"}
    return filled | {"version": cast.consent.version, "key": "a-key-of-this-form"} | more


def newest_code() -> str:
    return Notice.objects.filter(code="code").latest("id").secret


def viewer(user: User) -> Viewer:
    return Viewer.of(user)


@dataclass
class Investor:
    cast: Cast
    client: Client = field(default_factory=Client)
    number: str = ""

    def send(self, **more: Any) -> HttpResponse:
        """Submits the form and remembers the number that it was given."""
        response = self.client.post("/apply/", typed(self.cast, **more))
        if response.status_code == 302:
            self.number = response.url.split("/")[2]
        return response

    def confirm(self) -> HttpResponse:
        return self.client.post(f"/apply/{self.number}/code/", {"code": newest_code()})

    def applied(self, at: datetime, **more: Any) -> "Investor":
        """Submits and confirms in the same minute."""
        with time_machine.travel(at, tick=False):
            assert self.send(**more).status_code == 302
            assert self.confirm().status_code == 302
        return self

    def page(self, tail: str = "") -> HttpResponse:
        return self.client.get(f"/mine/{self.number}/{tail}")

    def post(self, tail: str, data: dict[str, Any] | None = None) -> HttpResponse:
        return self.client.post(f"/mine/{self.number}/{tail}", data or {})

    @property
    def enquiry(self) -> Enquiry:
        return Enquiry.objects.select_related("duty", "investor").get(duty__number=self.number)


def text(response: HttpResponse) -> str:
    return response.content.decode()
