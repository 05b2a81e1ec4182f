"""One page from then on: who has it, until when, how far, what was said, and what he can do."""

from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from luodi.accounts.models import User
from luodi.duties.models import Deadline, Party
from luodi.enquiries.actions.answering import clear_denial
from luodi.enquiries.actions.handling import log_contact, note, sign_for, write
from luodi.enquiries.actions.triaging import close_unsuitable, follow
from luodi.enquiries.models import State
from luodi.landing.actions.handovers import accept, hand_over
from luodi.ledger.models import Attachment, Event, Reading
from luodi.ratings.actions import remedy
from luodi.ratings.models import Rating
from luodi.talk.models import Contact, Message
from tests.cast import Cast, local
from tests.stories.investor import Investor, newest_code, text, viewer

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def at(hour: int, minute: int, day: int = 4) -> datetime:
    return local(2021, 1, day, hour, minute)


@pytest.fixture
def investor(cast: Cast) -> Investor:
    return Investor(cast).applied(at(9, 40))


@pytest.fixture(autouse=True)
def _kept_nowhere(settings, tmp_path: Path) -> None:
    settings.ATTACHMENT_ROOT = settings.MEDIA_ROOT = tmp_path


def the_zone_takes_it(investor: Investor) -> None:
    cast, number = investor.cast, investor.number
    with time_machine.travel(at(10, 5), tick=False):
        sign_for(viewer=viewer(cast.liaison), number=number)
    with time_machine.travel(at(10, 30), tick=False):
        hand_over(viewer=viewer(cast.liaison), number=number, to_unit=cast.zone_unit, reason="港区有多家企业有大型厂房")
    with time_machine.travel(at(10, 50), tick=False):
        accept(viewer=viewer(cast.zone_officer), number=number)


def the_zone_calls(investor: Investor, said: str = "约周三看厂房") -> Contact:
    with time_machine.travel(at(14, 20), tick=False):
        return log_contact(
            viewer=viewer(investor.cast.zone_officer),
            number=investor.number,
            channel="phone",
            said=said,
            happened_at=at(14, 20),
        )


def seen(investor: Investor, when: datetime, tail: str = "") -> str:
    with time_machine.travel(when, tick=False):
        return text(investor.page(tail))


def test_he_sees_each_step_in_one_sentence_and_confirms(investor: Investor) -> None:
    before = seen(investor, at(9, 41))
    the_zone_takes_it(investor)
    handed = seen(investor, at(11, 0))
    contact = the_zone_calls(investor)
    called = seen(investor, at(14, 21))
    with time_machine.travel(at(14, 30), tick=False):
        confirmed = investor.post(f"contacts/{contact.pk}/confirmations/")
    after = seen(investor, at(14, 31))

    assert "今天 15:10 前" in before
    assert "西部新区投资促进局" in before
    assert 'href="tel:059900000001"' in before
    assert "10:30" in handed
    assert "港区有多家企业有大型厂房" in handed
    assert "港区对接专员" in handed
    assert "今天 15:10 前" in handed, "the clock of first contact was never reset"
    assert "约周三看厂房" in called
    assert "没有人联系过我" in called
    assert confirmed.status_code == 302
    assert "没有人联系过我" not in after
    assert Contact.objects.get().confirmed_at == at(14, 30)
    assert Event.objects.filter(subject=investor.number, code="contact_affirmed").count() == 1


def test_nobody_called_me(investor: Investor) -> None:
    the_zone_takes_it(investor)
    contact = the_zone_calls(investor)
    with time_machine.travel(at(14, 30), tick=False):
        denied = investor.client.post(f"/mine/{investor.number}/contacts/{contact.pk}/denials/", follow=True)
        twice = investor.client.post(f"/mine/{investor.number}/contacts/{contact.pk}/denials/")
    assert "主任会核实" in text(denied)
    assert twice.status_code in (302, 409)
    clock = Deadline.objects.get(duty=investor.enquiry.duty, kind="contact")
    assert (clock.stopped, clock.outcome) == (None, "missed")

    with time_machine.travel(at(15, 0), tick=False):
        clear_denial(
            viewer=viewer(investor.cast.zone_head),
            number=investor.number,
            contact_id=contact.pk,
            stands=True,
            finding="通话记录在案，打的是座机。",
        )
    assert "通话记录在案" in seen(investor, at(15, 1))
    assert Contact.objects.get().denied_at == at(14, 30)


def test_a_denial_comes_too_late_after_five_working_days(investor: Investor) -> None:
    the_zone_takes_it(investor)
    contact = the_zone_calls(investor)
    with time_machine.travel(at(9, 0, day=13), tick=False):
        refused = investor.client.post(f"/mine/{investor.number}/contacts/{contact.pk}/denials/", follow=True)

    assert "已超过 5 个工作日" in text(refused)
    assert Contact.objects.get().denied_at is None


def test_both_sides_write_and_a_note_stays_inside(investor: Investor) -> None:
    cast, number = investor.cast, investor.number
    with time_machine.travel(at(9, 50), tick=False):
        write(viewer=viewer(cast.liaison), number=number, body="您好，屋顶荷载有要求吗？")
        note(viewer=viewer(cast.liaison), number=number, body="内部：先问港区")
    with time_machine.travel(at(9, 55), tick=False):
        sent = investor.post("messages/", {"body": "每平方米 15 公斤以上。\n周三上午方便。"})
    page = seen(investor, at(9, 56))

    assert sent.status_code == 302
    assert page.index("屋顶荷载有要求吗") < page.index("每平方米 15 公斤以上")
    assert "内部：先问港区" not in page
    assert investor.enquiry.state == State.CONTACTED
    assert "没有人联系过我" not in page, "a two-way message needs no confirmation"
    assert Message.objects.filter(side="investor").count() == 1
    assert Event.objects.filter(subject=number, code="said").count() == 2


def test_documents_go_in_and_come_out(investor: Investor) -> None:
    paper = SimpleUploadedFile("屋顶方案.pdf", PDF, "application/pdf")
    with time_machine.travel(at(10, 0), tick=False):
        sent = investor.post("attachments/", {"file": paper})
        page = text(investor.page())
        kept = Attachment.objects.get(subject=investor.number)
        out = investor.page(f"attachments/{kept.token}/")

    assert sent.status_code == 302
    assert "屋顶方案.pdf" in page
    assert "国家秘密不得上传" in page
    assert b"".join(out.streaming_content) == PDF
    assert Event.objects.filter(subject=investor.number, code="attached").count() == 1


def test_a_colleague_sees_the_same_but_neither_withdraws_nor_rates(investor: Investor) -> None:
    with time_machine.travel(at(10, 0), tick=False):
        investor.post("colleagues/", {"contact": "wang@example.com"})
        colleague = Investor(investor.cast, number=investor.number)
        colleague.client.post("/me/sign-in/", {"contact": "wang@example.com", "next": f"/mine/{investor.number}/"})
        entered = colleague.client.post("/me/sign-in/code/", {"code": newest_code()})
        page = text(colleague.page())
        written = colleague.post("messages/", {"body": "我来补充屋顶图纸。"})

        assert entered.url == f"/mine/{investor.number}/"
        assert written.status_code == 302
        assert "撤回这件申请" not in page
        assert "请同事一起看" not in page
        assert colleague.page("withdrawal/").status_code == 404
        assert colleague.post("withdrawal/").status_code == 404
        assert colleague.post("ratings/", {"grade": 5}).status_code == 422
        assert "我来补充屋顶图纸" in text(investor.page())
    assert Party.objects.filter(duty=investor.enquiry.duty, role="investor_colleague").count() == 0
    assert Party.objects.filter(duty=investor.enquiry.duty, role="colleague").count() == 1
    assert investor.enquiry.duty.closed is None
    assert not Rating.objects.exists()


def test_withdrawing_asks_first_and_then_stops_every_clock(investor: Investor) -> None:
    with time_machine.travel(at(10, 0), tick=False):
        asked = text(investor.page("withdrawal/"))
        assert investor.enquiry.duty.closed is None
        done = investor.post("withdrawal/")
        page = text(investor.page())
        late = investor.post("messages/", {"body": "又想继续"})

    assert "不能恢复" in asked
    assert done.status_code == 302
    assert "您已撤回" in page
    assert "又想继续" in text(late), "what was typed is not lost"
    assert late.status_code == 422
    assert investor.enquiry.state == State.WITHDRAWN
    assert not Deadline.objects.filter(duty=investor.enquiry.duty, stopped=None).exists()


def test_rated_in_five_words_and_the_remedy_is_shown(investor: Investor) -> None:
    the_zone_takes_it(investor)
    with time_machine.travel(at(11, 0), tick=False):
        early = investor.post("ratings/", {"grade": 4})
    the_zone_calls(investor)
    with time_machine.travel(at(16, 0), tick=False):
        page = text(investor.page())
        rated = investor.post("ratings/", {"grade": 4, "words": "电话里没说清"})
        twice = investor.post("ratings/", {"grade": 1})
        remedy(viewer=viewer(investor.cast.zone_officer), number=investor.number, done="已当面说明三处厂房")
        after = text(investor.page())

    assert early.status_code == 422
    assert all(word in page for word in ("非常满意", "满意", "基本满意", "不满意", "非常不满意"))
    assert "★" not in page
    assert (rated.status_code, twice.status_code) == (302, 422)
    assert "已当面说明三处厂房" in after
    assert Rating.objects.get().words == "电话里没说清"


def test_an_unsuitable_enquiry_closes_with_a_reply_that_he_reads(investor: Investor) -> None:
    the_zone_takes_it(investor)
    the_zone_calls(investor)
    with time_machine.travel(at(15, 0), tick=False):
        close_unsuitable(
            viewer=viewer(investor.cast.zone_officer),
            number=investor.number,
            reason="land",
            reply="港区屋顶已全部签出，建议联系东城区。",
        )
    page = seen(investor, at(15, 1))

    assert "建议联系东城区" in page
    assert "写给负责人" not in page


def test_followed_he_reads_the_next_step_and_its_date(investor: Investor) -> None:
    the_zone_takes_it(investor)
    the_zone_calls(investor)
    with time_machine.travel(at(15, 0), tick=False):
        follow(
            viewer=viewer(investor.cast.zone_officer), number=investor.number, step="现场看厂房", on=date(2021, 1, 6)
        )
    assert "下一步：现场看厂房，1 月 6 日 周三" in seen(investor, at(15, 1))


def test_he_reads_who_read_his_restricted_record(cast: Cast) -> None:
    investor = Investor(cast).applied(at(9, 40), firm="东海光伏有限公司", keep_firm="on")
    Reading.objects.create(subject=investor.number, reader=cast.liaison.code, read_at=at(9, 45))
    page = seen(investor, at(10, 0))

    assert "西部新区投资促进局 新区对接人员 看过您的资料" in page


def test_somebody_who_reads_again_the_same_day_takes_one_line(cast: Cast) -> None:
    investor = Investor(cast).applied(at(9, 40), firm="东海光伏有限公司", keep_firm="on")
    for minute in (45, 46, 59):
        Reading.objects.create(subject=investor.number, reader=cast.liaison.code, read_at=at(9, minute))
    page = seen(investor, at(10, 0))

    assert page.count("新区对接人员 看过您的资料") == 1
    assert "看过您的资料，当天 3 次" in page


def test_the_office_is_called_closed_only_while_it_is(cast: Cast) -> None:
    investor = Investor(cast).applied(at(8, 35))
    assert "现在不在办公时间，09:00 开始办公" in seen(investor, at(8, 40))
    assert "现在不在办公时间" not in seen(investor, at(9, 10))


def test_the_page_refreshes_itself_only_when_something_happened(investor: Investor) -> None:
    with time_machine.travel(at(10, 0), tick=False):
        mark = investor.page().context["mark"]
        quiet = investor.page(f"latest/?seen={mark}")
        sign_for(viewer=viewer(investor.cast.liaison), number=investor.number)
        news = investor.page(f"latest/?seen={mark}")

    assert quiet.status_code == 204
    assert "新区对接人员签收" in text(news)
    assert "有新进展" in text(news)
    assert "<html" not in text(news)


def test_his_list_and_notices(investor: Investor) -> None:
    empty = Client()
    empty.force_login(investor.cast.other_investor, backend="django.contrib.auth.backends.ModelBackend")
    with time_machine.travel(at(10, 5), tick=False):
        sign_for(viewer=viewer(investor.cast.liaison), number=investor.number)
        mine = text(investor.client.get("/mine/"))
        told = text(investor.client.get("/mine/notices/"))
        investor.client.post("/mine/notices/")
        read = text(investor.client.get("/mine/notices/"))
        nothing = text(empty.get("/mine/"))

    assert investor.number in mine
    assert "新区对接人员" in mine
    assert investor.number in told
    assert "未读" in told
    assert "未读" not in read
    assert investor.number not in nothing
    assert "写第一件" in nothing


def addresses(investor: Investor) -> list[str]:
    """Every address under the enquiry, with a real document and contact in them."""
    contact = Contact.objects.get()
    kept = Attachment.objects.get()
    plain = ["matter", "latest", "messages", "attachments", "colleagues", "ratings", "withdrawal", "receipt", "code"]
    return [
        *(reverse(f"portal:{name}", args=[investor.number]) for name in plain),
        reverse("portal:codes", args=[investor.number]),
        reverse("portal:attachment", args=[investor.number, kept.token]),
        reverse("portal:confirmations", args=[investor.number, contact.pk]),
        reverse("portal:denials", args=[investor.number, contact.pk]),
    ]


@pytest.mark.parametrize("who", ["other_investor", "stranger_officer", "without_remit", "zone_officer"])
def test_a_stranger_finds_nothing_at_any_address(investor: Investor, who: str) -> None:
    the_zone_takes_it(investor)
    with time_machine.travel(at(11, 0), tick=False):
        investor.post("attachments/", {"file": SimpleUploadedFile("方案.pdf", PDF)})
    the_zone_calls(investor)
    stranger, typed = Client(), {"body": "x", "grade": 1, "code": "000000"}
    user: User = getattr(investor.cast, who)
    with time_machine.travel(at(14, 30), tick=False):
        stranger.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for address in addresses(investor):
            for response in (stranger.get(address), stranger.post(address, typed)):
                assert response.status_code in (404, 405), address
                assert investor.enquiry.sentence not in text(response)


def test_a_visitor_is_led_to_the_investors_door(investor: Investor) -> None:
    visitor = Client().get(f"/mine/{investor.number}/")

    assert visitor.status_code == 302
    assert visitor.url == f"/me/sign-in/?next=/mine/{investor.number}/".replace("/mine/", "%2Fmine%2F").replace(
        f"{investor.number}/", f"{investor.number}%2F"
    )


def test_no_page_asks_the_database_more_than_twelve_times(investor: Investor, django_assert_max_num_queries) -> None:
    the_zone_takes_it(investor)
    with time_machine.travel(at(11, 0), tick=False):
        investor.post("attachments/", {"file": SimpleUploadedFile("方案.pdf", PDF)})
    the_zone_calls(investor)
    with time_machine.travel(at(14, 30), tick=False):
        for address in ("/", "/apply/", "/mine/", "/mine/notices/", f"/apply/{investor.number}/receipt/"):
            with django_assert_max_num_queries(12):
                assert investor.client.get(address).status_code == 200, address
        with django_assert_max_num_queries(12):
            investor.page()


def test_a_link_in_a_message_leads_each_reader_to_his_own_page(investor: Investor) -> None:
    officer, visitor = Client(), Client()
    address = f"/matters/{investor.number}/"
    with time_machine.travel(at(10, 0), tick=False):
        officer.force_login(investor.cast.liaison, backend="django.contrib.auth.backends.ModelBackend")

        assert investor.client.get(address).url == f"/mine/{investor.number}/"
        assert officer.get(address).url == f"/desk/enquiries/{investor.number}/"
        assert visitor.get(address).url.startswith("/me/sign-in/?next=%2Fmatters%2F")


def test_the_state_is_said_in_his_language(investor: Investor) -> None:
    investor.client.cookies["django_language"] = "en"
    with time_machine.travel(at(10, 0), tick=False), override("zh-hans"):
        page = text(investor.client.get("/mine/"))
    assert "assigned" in page.lower()
    assert "已分派" not in page
