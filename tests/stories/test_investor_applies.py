"""The investor, from the first sentence to the receipt."""

import pytest
import time_machine

from luodi.accounts.models import Consent, User
from luodi.duties.models import Deadline, Party
from luodi.enquiries.models import Enquiry, State
from luodi.ledger.models import Event
from tests.cast import Cast, local
from tests.stories.investor import CONTACT, SENTENCE, Investor, newest_code, text, typed

MONDAY = local(2021, 1, 4, 9, 40)


@pytest.fixture
def investor(cast: Cast) -> Investor:
    return Investor(cast)


def test_the_first_sentence_typed_at_home_stands_in_the_form(investor: Investor) -> None:
    home = investor.client.get("/")
    form = investor.client.post("/apply/", {"begin": "1", "sentence": SENTENCE})

    assert home.status_code == form.status_code == 200
    assert "4 个工作小时" in text(home)
    assert SENTENCE in text(form)
    assert "error-summary" not in text(form)
    assert not Enquiry.objects.exists()


def test_sentence_code_receipt(investor: Investor) -> None:
    with time_machine.travel(MONDAY, tick=False):
        sent = investor.send()
        code_page = investor.client.get(sent.url)
        confirmed = investor.confirm()
        receipt = investor.client.get(confirmed.url)

    assert sent.url == f"/apply/{investor.number}/code/"
    assert "139****0009" in text(code_page)
    assert "市级总台会接手" in text(code_page)
    assert confirmed.url == f"/apply/{investor.number}/receipt/"
    assert "今天 15:10 前" in text(receipt)
    assert "西部新区投资促进局" in text(receipt)
    assert investor.number in text(receipt)
    assert 'data-draft-clear="apply"' in text(receipt)

    enquiry = investor.enquiry
    assert (enquiry.name, enquiry.contact, enquiry.sentence) == ("陈先生", "+8613900000009", SENTENCE)
    assert enquiry.state == State.ASSIGNED
    assert enquiry.investor == User.objects.get(phone="+8613900000009")
    assert Party.objects.filter(duty=enquiry.duty, user=enquiry.investor, role="investor").exists()
    assert Consent.objects.get(subject=investor.number).user == enquiry.investor
    assert Deadline.objects.get(duty=enquiry.duty, kind="contact").due == local(2021, 1, 4, 15, 10)
    assert list(Event.objects.filter(subject=investor.number).values_list("code", flat=True)) == ["opened", "assigned"]


def test_the_receipt_of_a_saturday_says_why_sunday(investor: Investor) -> None:
    investor.applied(local(2021, 2, 6, 10, 0))
    with time_machine.travel(local(2021, 2, 6, 10, 1), tick=False):
        receipt = text(investor.client.get(f"/apply/{investor.number}/receipt/"))

    assert "2 月 7 日 周日 09:00" in receipt
    assert "调休上班日" in receipt
    assert "明天 14:30 前" in receipt


def test_the_query_code_is_shown_on_the_receipt_and_kept_as_a_digest_only(investor: Investor) -> None:
    investor.applied(MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        receipt = investor.client.get(f"/apply/{investor.number}/receipt/")
        query = receipt.context["query_code"]
        assert f'query-code">{query}<' in text(receipt)
        assert query not in investor.enquiry.query_digest
        found = investor.client.post("/status/", {"number": investor.number.lower(), "code": query})
    del investor.client.cookies["query"]
    with time_machine.travel(MONDAY, tick=False):
        again = text(investor.client.get(f"/apply/{investor.number}/receipt/"))

    assert len(query) == 6
    assert "已分派" in text(found)
    assert "只显示一次" in again


def test_a_second_click_creates_nothing_twice(investor: Investor) -> None:
    with time_machine.travel(MONDAY, tick=False):
        first = investor.send()
        second = investor.send()
        third = Investor(investor.cast).send()

    assert first.url == second.url == third.url
    assert Enquiry.objects.count() == 1
    assert Event.objects.filter(code="opened").count() == 1


def test_only_the_browser_that_submitted_may_enter_the_code(investor: Investor) -> None:
    with time_machine.travel(MONDAY, tick=False):
        investor.send()
        stranger = Investor(investor.cast, number=investor.number)

        assert stranger.client.get(f"/apply/{investor.number}/code/").status_code == 404
        assert stranger.confirm().status_code == 404
        assert stranger.client.post(f"/apply/{investor.number}/codes/").status_code == 404
    assert investor.enquiry.state == State.DRAFT


def test_a_wrong_code_says_how_many_tries_are_left_and_an_expired_one_what_to_do(investor: Investor) -> None:
    with time_machine.travel(MONDAY, tick=False):
        investor.send()
        wrong = "000000" if newest_code() != "000000" else "000001"
        refused = investor.client.post(f"/apply/{investor.number}/code/", {"code": wrong})
        letters = investor.client.post(f"/apply/{investor.number}/code/", {"code": "十二"})
    with time_machine.travel(local(2021, 1, 4, 9, 51), tick=False):
        expired = investor.confirm()
        again = investor.client.post(f"/apply/{investor.number}/codes/")
        confirmed = investor.confirm()

    assert refused.status_code == letters.status_code == expired.status_code == 422
    assert "还可以再试 4 次" in text(refused)
    assert "六位数字" in text(letters)
    assert "已过期" in text(expired)
    assert (again.status_code, confirmed.status_code) == (302, 302)
    assert investor.enquiry.state == State.ASSIGNED


def test_a_new_code_must_wait_a_minute(investor: Investor) -> None:
    with time_machine.travel(MONDAY, tick=False):
        investor.send()
        page = investor.client.post(f"/apply/{investor.number}/codes/", follow=True)

    assert "60 秒后" in text(page)
    assert 'data-wait="60"' in text(page)


def test_a_wrong_number_can_be_mended_without_typing_the_rest_again(investor: Investor) -> None:
    with time_machine.travel(MONDAY, tick=False):
        investor.send()
        form = text(investor.client.get(f"/apply/?again={investor.number}"))

    assert SENTENCE in form
    assert CONTACT in form


def test_signed_in_with_the_same_contact_no_code_is_asked(cast: Cast) -> None:
    investor = Investor(cast)
    investor.client.force_login(cast.investor, backend="django.contrib.auth.backends.ModelBackend")
    with time_machine.travel(MONDAY, tick=False):
        form = text(investor.client.get("/apply/"))
        sent = investor.send(contact="13900000001", name="能源企业负责人")

    assert "+8613900000001" in form
    assert sent.url == f"/apply/{investor.number}/receipt/"
    assert investor.enquiry.investor == cast.investor


def test_the_alias_hides_the_firm_from_the_title_and_from_nothing_of_his_own(investor: Investor) -> None:
    investor.applied(MONDAY, firm="东海光伏有限公司", keep_firm="on")
    with time_machine.travel(MONDAY, tick=False):
        page = text(investor.page())

    enquiry = investor.enquiry
    assert enquiry.duty.title == f"代号 {enquiry.alias}"
    assert "东海光伏有限公司" in page
    assert "谁看过您的资料" in page


def test_saved_for_later_by_a_browser_without_scripts(investor: Investor) -> None:
    half = {"name": "陈先生", "sentence": SENTENCE, "contact": ""}
    with time_machine.travel(MONDAY, tick=False):
        saved = investor.client.post("/apply/later/", half)
    other_device = Investor(investor.cast)
    with time_machine.travel(local(2021, 2, 2, 9, 40), tick=False):
        form = other_device.client.get(saved.url)
        token = saved.url.rstrip("/").split("/")[-1]
        other_device.send(later_of=token)
        over = other_device.client.get(saved.url)

    assert SENTENCE in text(form)
    assert "30 天内" in text(form)
    assert "error-summary" not in text(form)
    assert other_device.enquiry.sentence == SENTENCE
    assert over.status_code == 404


def test_a_saved_form_ends_after_thirty_days(investor: Investor) -> None:
    with time_machine.travel(MONDAY, tick=False):
        saved = investor.client.post("/apply/later/", typed(investor.cast))
    with time_machine.travel(local(2021, 2, 4, 9, 41), tick=False):
        assert investor.client.get(saved.url).status_code == 404
    assert investor.client.get("/apply/later/cut-short/").status_code == 404


def test_an_english_reader_stays_in_english(investor: Investor) -> None:
    investor.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    investor.applied(MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        page = text(investor.page())

    assert investor.enquiry.investor.language == "en"
    assert "What happened and what was said" in page
