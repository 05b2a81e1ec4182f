"""A stranger and an investor of another company get 404 for every address of an enquiry."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luodi.ledger.models import Attachment
from tests.cast import Cast, local
from tests.stories.investor import Investor
from tests.stories.officer import Officer

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def investor(cast: Cast) -> Investor:
    investor = Investor(cast).applied(local(2021, 1, 4, 9, 40))
    with time_machine.travel(local(2021, 1, 4, 10, 0), tick=False):
        investor.post("attachments/", {"file": SimpleUploadedFile("site.png", PNG, "image/png")})
        Officer(cast.liaison).call(investor.number, local(2021, 1, 4, 10, 0))
    return investor


def addresses(number: str) -> list[str]:
    token = Attachment.objects.get().token
    contact = 1
    return [
        f"/mine/{number}/",
        f"/mine/{number}/latest/",
        f"/mine/{number}/messages/",
        f"/mine/{number}/attachments/{token}/",
        f"/mine/{number}/contacts/{contact}/denials/",
        f"/mine/{number}/withdrawal/",
        f"/apply/{number}/code/",
        f"/apply/{number}/receipt/",
        f"/desk/enquiries/{number}/",
        f"/desk/enquiries/{number}/attachments/{token}/",
        f"/desk/enquiries/{number}/signature/",
        f"/desk/enquiries/{number}/contacts/",
    ]


def answers(client: Client, number: str) -> set[int]:
    with time_machine.travel(local(2021, 1, 4, 10, 5), tick=False):
        found = {client.get(path).status_code for path in addresses(number)}
        return found | {client.post(path).status_code for path in addresses(number)}


def test_an_investor_of_another_firm_finds_nothing(cast: Cast, investor: Investor) -> None:
    stranger = Client()
    stranger.force_login(cast.other_investor)

    assert answers(stranger, investor.number) <= {404, 405}


def test_an_officer_of_another_district_finds_nothing(cast: Cast, investor: Investor) -> None:
    assert answers(Officer(cast.stranger_officer).client, investor.number) <= {404, 405}


def test_somebody_signed_out_is_asked_to_sign_in_and_learns_nothing(cast: Cast, investor: Investor) -> None:
    assert answers(Client(), investor.number) <= {302, 404, 405}
