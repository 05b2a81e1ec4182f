"""What an applicant does on the pages of a case, request by request."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from luodi.accounts.models import User
from luodi.approvals.models import Case
from tests.approving import Approving, paper
from tests.cast import local

MONDAY = local(2021, 1, 4, 9, 30)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def begun(hall: Approving, client: Client, crowd: str = "yes") -> str:
    posted = {"q-crowd": crowd, "whose": f"firm:{hall.firm.pk}"}
    done = client.post("/cases/new/workshop/", posted)
    assert done.status_code == 302
    return Case.objects.get().number


def give(client: Client, number: str, material: str, file: Any = None) -> HttpResponse:
    posted = {"material": material, "file": file or paper(f"{material}.txt")}
    return client.post(f"/mine/cases/{number}/materials/", posted)


def fill_all(client: Client, number: str, version: str = "") -> None:
    done = client.post(f"/mine/cases/{number}/form/", {"f-name": "一号车间", "f-area": "3200", "version": version})
    assert done.status_code == 302
    for material in ("drawing", "lease"):
        assert give(client, number, material).status_code == 302
    done = client.post(f"/mine/cases/{number}/delivery/", {"kind": "counter"})
    assert done.status_code == 302


def file(client: Client, number: str) -> HttpResponse:
    return client.post(f"/mine/cases/{number}/filing/")


def filed(hall: Approving, client: Client) -> Case:
    number = begun(hall, client)
    fill_all(client, number)
    assert file(client, number).status_code == 302
    return Case.objects.get()
