"""The copy of one's personal data: one's own rows and nobody else's."""

import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.attaching import attach
from luodi.enquiries.actions.handling import log_contact, write
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.notices.actions import prefer
from luodi.ratings.actions import rate
from tests.cast import Cast, local

SENTENCE = "想建光伏电站，找地方"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def submitted(investor, sentence: str, contact: str) -> str:
    typed = Typed(name="负责人", contact=contact, channel="sms", sentence=sentence, firm="远洋能源")
    return submit(viewer=Viewer.of(investor), typed=typed).duty.number


@pytest.fixture
def number(cast: Cast, settings, tmp_path) -> str:
    settings.ATTACHMENT_ROOT = tmp_path
    submitted(cast.other_investor, "别人的项目", cast.other_investor.phone)
    with time_machine.travel(local(2021, 1, 4, 9, 40)):
        number = submitted(cast.investor, SENTENCE, cast.investor.phone)
    viewer, officer = Viewer.of(cast.investor), Viewer.of(cast.dispatcher)
    with time_machine.travel(local(2021, 1, 4, 10, 40)):
        write(viewer=viewer, number=number, body="明天方便通话")
        attach(viewer=viewer, number=number, file=SimpleUploadedFile("plan.pdf", PDF, "application/pdf"))
        log_contact(
            viewer=officer, number=number, channel="phone", said="约了周三", happened_at=local(2021, 1, 4, 10, 20)
        )
        rate(viewer=viewer, number=number, grade=2, words="很及时")
    prefer(user=cast.investor, email=False, sms=True)
    return number


def copy_of(user) -> dict:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return json.loads(client.get("/account/data/").content)


def test_an_investor_takes_everything_that_is_kept_about_him(cast, number):
    told = copy_of(cast.investor)
    (enquiry,) = told["enquiries"]
    assert (enquiry["duty__number"], enquiry["sentence"], enquiry["firm"]) == (number, SENTENCE, "远洋能源")
    assert [row["body"] for row in told["messages"]] == ["明天方便通话"]
    assert [row["said"] for row in told["contacts"]] == ["约了周三"]
    assert [row["words"] for row in told["ratings"]] == ["很及时"]
    assert [row["name"] for row in told["documents"]] == ["plan.pdf"]
    assert {row["subject"] for row in told["notices"]} == {number}
    assert told["notice_preference"] == {"email": False, "sms": True}
    assert told["account"]["phone"] == cast.investor.phone
    assert told["consents"][0]["subject"] == number


def test_nothing_of_anybody_else_is_in_it(cast, number):
    assert "别人的项目" not in json.dumps(copy_of(cast.investor), ensure_ascii=False)
    told = copy_of(cast.other_investor)
    assert [row["sentence"] for row in told["enquiries"]] == ["别人的项目"]
    assert told["messages"] == told["contacts"] == told["ratings"] == told["documents"] == []
