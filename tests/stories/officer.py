"""An officer at his desk: whole requests, signed in."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localtime

from luodi.accounts.models import User
from luodi.directory.models import Unit
from luodi.duties.models import Duty


@dataclass
class Officer:
    user: User
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.user)

    def get(self, path: str) -> HttpResponse:
        return self.client.get(f"/desk/{path}")

    def post(self, number: str, noun: str, **data: Any) -> HttpResponse:
        return self.client.post(f"/desk/enquiries/{number}/{noun}/", data)

    def page(self, number: str) -> HttpResponse:
        return self.get(f"enquiries/{number}/")

    def sign(self, number: str) -> HttpResponse:
        return self.post(number, "signature")

    def hand_over(self, number: str, unit: Unit, reason: str) -> HttpResponse:
        return self.post(number, "handovers", to_unit=unit.pk, reason=reason, expected="请当天联系")

    def accept(self, number: str) -> HttpResponse:
        return self.post(number, "handover/acceptance")

    def call(self, number: str, at: datetime, said: str = "约好周三看厂房", reached: bool = True) -> HttpResponse:
        when = f"{localtime(at):%Y-%m-%dT%H:%M}"
        return self.post(
            number, "contacts", channel="phone", reached="1" if reached else "0", happened_at=when, said=said
        )

    def follow(self, number: str, on: datetime, step: str = "看现场") -> HttpResponse:
        """With what following needs to know, as far as the page asks for it."""
        known = {"fact_kind": "warehouse", "fact_total_investment": "2 亿元", "fact_industry_division": "59"}
        return self.post(number, "verdict", verdict="follow", step=step, on=f"{on:%Y-%m-%d}", **known)


def duty(number: str) -> Duty:
    return Duty.objects.select_related("owner__user", "unit", "place").get(number=number)
