"""An investor moves to another phone or e-mail by a code sent to it."""

import pytest
import time_machine
from django.test import Client

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.enquiries.models import Enquiry
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import Cast, local

NEW = "+8613900000777"


@pytest.fixture
def investor(cast: Cast, settings) -> Client:
    settings.SHOW_CODES = True
    client = Client()
    client.force_login(cast.investor, backend="django.contrib.auth.backends.ModelBackend")
    with time_machine.travel(local(2021, 1, 4, 9, 40)):
        yield client


def ask(client: Client, contact: str = NEW):
    return client.post("/me/contact/", {"contact": contact})


def test_the_code_sent_to_the_new_phone_makes_it_his_and_the_officer_dials_it(cast, investor):
    typed = Typed(name="负责人", contact=cast.investor.phone, channel="sms", sentence="想建光伏电站")
    number = submit(viewer=Viewer.of(cast.investor), typed=typed).duty.number
    assert ask(investor)["Location"] == "/me/contact/code/"
    page = investor.get("/me/contact/code/")
    assert page.context["masked"] != NEW
    assert Notice.objects.get(code="code").address == NEW
    done = investor.post("/me/contact/code/", {"code": page.context["shown_code"]}, follow=True)
    assert "已更换" in done.text
    cast.investor.refresh_from_db()
    assert cast.investor.phone == NEW
    assert Enquiry.objects.get().contact == NEW
    assert Event.objects.get(subject=number, code="contact_changed").facts == {}
    assert Event.objects.get(subject=cast.investor.code, code="account_corrected").facts == {"fields": ["phone"]}
    assert "您更换了电话或邮箱" in investor.get(f"/mine/{number}/").text


def test_an_email_is_added_beside_the_phone(cast, investor):
    ask(investor, "new@example.com")
    code = investor.get("/me/contact/code/").context["shown_code"]
    investor.post("/me/contact/code/", {"code": code})
    cast.investor.refresh_from_db()
    assert (cast.investor.phone, cast.investor.email) == ("+8613900000001", "new@example.com")
    page = investor.get("/account/").text
    assert "new@example.com" in page
    assert "/me/contact/" in page


def test_a_wrong_code_changes_nothing(cast, investor):
    ask(investor)
    code = investor.get("/me/contact/code/").context["shown_code"]
    page = investor.post("/me/contact/code/", {"code": f"{(int(code) + 1) % 10**6:06d}"})
    assert page.status_code == 422
    assert "还可以再试 4 次" in page.text
    assert User.objects.get(pk=cast.investor.pk).phone != NEW


def test_anothers_contact_is_refused_only_to_who_proved_it(cast, investor):
    assert ask(investor, cast.other_investor.phone).status_code == 302
    code = investor.get("/me/contact/code/").context["shown_code"]
    page = investor.post("/me/contact/code/", {"code": code})
    assert page.status_code == 422
    assert "已用于另一个账号" in page.text


@pytest.mark.parametrize("typed", ["", "12", "+8613900000001"])
def test_an_unreadable_or_unchanged_contact_is_sent_back(investor, typed):
    page = ask(investor, typed)
    assert page.status_code == 422
    assert "error-summary" in page.text
    assert not Notice.objects.exists()


def test_asking_again_at_once_is_slowed_down(investor):
    ask(investor)
    assert ask(investor).status_code == 429


def test_the_account_page_has_the_investors_menu(investor):
    page = investor.get("/account/")
    menu = ["首页", "提交申请", "我的申请", "找资源", "办事指南", "通知", "本企业", "账号"]
    assert [item.label for item in page.context["nav"]] == menu
    assert [item.label for item in page.context["nav"] if item.current] == ["账号"]
