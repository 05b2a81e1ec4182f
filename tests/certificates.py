"""Licences for tests: an item of the small bundle approved, its licence issued, drawn and sealed."""

from datetime import datetime
from typing import Any

from django.test import Client

from luodi.accounts.models import User
from luodi.approvals.actions.accepting import accept
from luodi.approvals.actions.deciding import approve
from luodi.approvals.actions.issuing import issue
from luodi.approvals.licences.drawing import draw_licences
from luodi.approvals.models import Case, Licence
from tests.approving import Approving


def approved(city: Approving, code: str = "plan", **filing: Any) -> Case:
    """Filed without the last item unless said otherwise."""
    case = city.filed(**{"crowd": "no"} | filing)
    number, viewer = city.number(case, code), city.by(city.planner)
    accept(viewer=viewer, number=number)
    approve(viewer=viewer, number=number)
    return case


def issued(city: Approving, case: Case | None = None, **more: Any) -> Licence:
    case = case or approved(city)
    licence = issue(viewer=city.by(city.planner), number=city.number(case, "plan"), **more)
    assert licence is not None
    return licence


def drawn(city: Approving, now: datetime, **more: Any) -> Licence:
    licence = issued(city, **more)
    draw_licences(now)
    licence.refresh_from_db()
    return licence


def client_of(user: User | None = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
