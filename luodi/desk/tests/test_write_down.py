"""A talk is written down with its own minute, and stands in its place among what happened."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.handling import log_contact, sign_for
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.enquiries.models import Enquiry
from luodi.ledger.models import Event
from luodi.talk.models import Contact
from tests.cast import Cast, local

TYPED = {
    "source": "visit",
    "name": "林先生",
    "contact": "13900000088",
    "sentence": "做海缆检测，需要码头",
    "said": "上门谈了一小时",
    "happened_at": "2021-01-04T10:05",
    "keep": "1",
}


@pytest.fixture
def desk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.liaison, backend="django.contrib.auth.backends.ModelBackend")
    with time_machine.travel(local(2021, 1, 4, 14, 20), tick=False):
        yield client


def test_a_talk_of_this_morning_keeps_its_minute(desk: Client):
    assert desk.post("/desk/enquiries/new/", TYPED).status_code == 302
    contact = Contact.objects.get()
    assert contact.happened_at == local(2021, 1, 4, 10, 5)
    assert contact.recorded_at == timezone.now()
    assert Event.objects.get(code="contacted").happened_at == contact.happened_at


def test_without_a_moment_the_talk_is_now(desk: Client):
    desk.post("/desk/enquiries/new/", TYPED | {"happened_at": ""})
    assert Contact.objects.get().happened_at == timezone.now()


def test_who_has_talked_does_not_give_it_away_in_the_same_breath(desk: Client):
    answer = desk.post("/desk/enquiries/new/", TYPED | {"keep": "0"})
    assert answer.status_code == 422
    assert "谈过的先由您自己负责" in answer.text
    assert not Enquiry.objects.exists()


def test_the_list_is_narrowed_to_an_industry_by_its_name(desk: Client):
    desk.post("/desk/enquiries/new/", TYPED)
    Enquiry.objects.update(industry="63")
    number = Enquiry.objects.get().duty.number
    found, other = (desk.get("/desk/enquiries/", {"industry": code}).text for code in ("63", "14"))
    assert "行业大类：63 电信、广播电视和卫星传输服务" in found
    assert number in found
    assert number not in other


def test_a_contact_typed_to_the_minute_stands_after_the_signature_of_that_minute(desk: Client, cast: Cast):
    """Signed at 14:20:35, talked to at 14:20 by the clock on the wall."""
    typed = Typed(name="孙", contact=cast.investor.phone, channel="sms", sentence="光伏电站", wish=cast.district)
    number = submit(viewer=Viewer.of(cast.investor), typed=typed).duty.number
    officer = Viewer.of(cast.liaison)
    with time_machine.travel(local(2021, 1, 4, 14, 20).replace(second=35), tick=False):
        sign_for(viewer=officer, number=number)
    with time_machine.travel(local(2021, 1, 4, 14, 21), tick=False):
        when = local(2021, 1, 4, 14, 20)
        log_contact(viewer=officer, number=number, channel="phone", said="约了周三", happened_at=when)
        page = desk.get(f"/desk/enquiries/{number}/").text
        own = Client()
        own.force_login(cast.investor, backend="django.contrib.auth.backends.ModelBackend")
        his = own.get(f"/mine/{number}/").text
    stream = page.split('id="stream-title"')[1]
    assert stream.index("约了周三") < stream.index("新区对接人员签收"), "newest first"
    assert his.rindex("新区对接人员签收") < his.rindex("约了周三"), "oldest first"
