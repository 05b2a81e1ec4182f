"""Bad input: nothing typed is lost, nothing is stored that should not be, and each error says what to do."""

from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.enquiries.models import Enquiry
from luodi.ledger.acts import Stale
from luodi.ledger.models import Attachment
from luodi.portal.views import acting
from tests.cast import Cast, local
from tests.stories.investor import SENTENCE, Investor, newest_code, text

NOW = local(2021, 1, 4, 9, 40)


@pytest.fixture
def investor(cast: Cast) -> Investor:
    return Investor(cast)


@pytest.fixture(autouse=True)
def _kept_nowhere(settings, tmp_path: Path) -> None:
    settings.ATTACHMENT_ROOT = settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("contact", ["12345", "一三九零零零", "chen@", "13900000009 / 13900000010", "😀", " "])
def test_an_unreadable_contact_keeps_everything_that_was_typed(investor: Investor, contact: str) -> None:
    page = investor.send(contact=contact, firm="东海光伏", heard="展会", keep_firm="on")
    assert page.status_code == 422
    assert "有一处要改" in text(page)
    for kept in ("陈先生", SENTENCE, "东海光伏", "展会"):
        assert kept in text(page)
    assert 'name="keep_firm"' in text(page)
    assert page.context["form"]["keep_firm"].value() is True
    assert page.context["form"]["consent"].value() is True
    assert not Enquiry.objects.exists()


def test_an_empty_form_names_the_four_things(investor: Investor) -> None:
    page = text(investor.client.post("/apply/", {"version": investor.cast.consent.version}))

    assert "有 4 处要改" in page
    assert page.count('class="error"') == 4


def test_a_sentence_of_ten_thousand_characters_is_counted_not_cut(investor: Investor) -> None:
    long = "光伏发电想找屋顶" * 1250
    page = investor.send(sentence=long)

    assert page.status_code == 422
    assert "10000 字" in text(page)
    assert long in text(page)


def test_emoji_and_markup_are_words_and_nothing_more(investor: Investor) -> None:
    sentence = "做光伏 ☀️🏭 <script>alert(1)</script> & <b>大屋顶</b>"
    investor.applied(NOW, sentence=sentence, name="<i>陈</i>")
    with time_machine.travel(NOW, tick=False):
        investor.post("messages/", {"body": "<img src=x onerror=alert(1)> 👍"})
        page, mine = text(investor.page()), text(investor.client.get("/mine/"))

    assert investor.enquiry.sentence == sentence
    for shown in (page, mine):
        assert "<script>alert" not in shown
        assert "&lt;script&gt;" in shown
    assert "<img src=x" not in page
    assert "👍" in page
    assert "☀️🏭" in page


def test_a_changed_consent_text_is_read_again(investor: Investor) -> None:
    page = investor.send(version="2020-9")

    assert page.status_code == 422
    assert "刚刚更新" in text(page)
    assert SENTENCE in text(page)
    assert not page.context["form"]["consent"].value()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("方案.pdf", b"MZ\x90\x00 this is a program", "与扩展名 .pdf 不符"),
        ("方案.pdf.exe", b"%PDF-1.4", "不收这种文件"),
        ("空的.pdf", b"", "文件是空的"),
    ],
)
def test_a_disguised_file_is_refused_by_its_content(investor: Investor, name: str, content: bytes, words: str) -> None:
    investor.applied(NOW)
    with time_machine.travel(NOW, tick=False):
        page = investor.post("attachments/", {"file": SimpleUploadedFile(name, content)})

    assert page.status_code == 422
    assert words in text(page)
    assert not Attachment.objects.exists()


def test_a_file_over_the_limit_is_refused_in_words(investor: Investor, settings) -> None:
    settings.UPLOAD_LIMIT = 2 * 1024 * 1024
    investor.applied(NOW)
    with time_machine.travel(NOW, tick=False):
        page = investor.post("attachments/", {"file": SimpleUploadedFile("大.pdf", b"%PDF-" + b"0" * 3 * 1024 * 1024)})

    assert page.status_code == 422
    assert "文件超过 2 MB" in text(page)
    assert not Attachment.objects.exists()


def test_a_flood_is_slowed_down_and_keeps_what_was_typed(investor: Investor) -> None:
    with time_machine.travel(NOW, tick=False):
        investor.send(key="one")
        flood = Investor(investor.cast).send(key="two")

    assert flood.status_code == 429
    assert int(flood["Retry-After"]) > 0
    assert SENTENCE in text(flood)
    assert Enquiry.objects.count() == 1


def test_one_address_cannot_flood_with_many_contacts(investor: Investor) -> None:
    answers = set()
    with time_machine.travel(NOW, tick=False):
        for place in range(31):
            answers.add(Investor(investor.cast).send(key=str(place), contact=f"139000010{place:02d}").status_code)

    assert answers == {302, 429}
    assert Enquiry.objects.count() == 30


def test_a_query_code_is_not_guessed(investor: Investor) -> None:
    investor.applied(NOW)
    with time_machine.travel(NOW, tick=False):
        typed = {"number": investor.number, "code": "000000"}
        answers = [investor.client.post("/status/", typed) for _try in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "对不上" in text(answers[0])
    assert SENTENCE not in text(answers[0])


def test_status_tells_state_owner_and_due_and_nothing_else(investor: Investor) -> None:
    investor.applied(NOW, firm="东海光伏")
    with time_machine.travel(NOW, tick=False):
        query = investor.client.get(f"/apply/{investor.number}/receipt/").context["query_code"]
        page = text(Investor(investor.cast).client.post("/status/", {"number": investor.number, "code": query}))

    assert "西部新区投资促进局" in page
    assert "新区对接人员" in page
    assert "今天 11:40 前" in page
    for secret in (SENTENCE, "东海光伏", "陈先生", "0009", "tel:"):
        assert secret not in page


def test_a_number_with_a_slip_is_noticed_before_anything_is_looked_up(investor: Investor) -> None:
    page = investor.client.post("/status/", {"number": "LD-E-210104-379911-00017-0", "code": "123456"})

    assert page.status_code == 422
    assert "有一位不对" in text(page)


def test_an_empty_message_and_a_stale_page(investor: Investor, monkeypatch: pytest.MonkeyPatch) -> None:
    investor.applied(NOW)

    def overtaken(**_named: object) -> None:
        raise Stale("有人先办了一步，请看过最新进展再办。")

    with time_machine.travel(NOW, tick=False):
        empty = investor.post("messages/", {"body": "   "})
        monkeypatch.setattr(acting, "write", overtaken)
        stale = investor.post("messages/", {"body": "周三上午方便"})

    assert empty.status_code == 422
    assert "请先写几个字" in text(empty)
    assert stale.status_code == 409
    assert "有人先办了一步" in text(stale)
    assert "周三上午方便" in text(stale)


def test_signing_in_with_a_wrong_and_an_expired_code(investor: Investor) -> None:
    investor.applied(NOW)
    phone = Investor(investor.cast, number=investor.number)
    with time_machine.travel(local(2021, 1, 4, 9, 50), tick=False):
        assert phone.client.get("/me/sign-in/code/").url == "/me/sign-in/"
        asked = phone.client.post("/me/sign-in/", {"contact": "139-0000-0009"})
        wrong = phone.client.post("/me/sign-in/code/", {"code": "1" if newest_code()[0] != "1" else "2"})
        again = phone.client.post("/me/sign-in/", {"contact": "139-0000-0009"})
    with time_machine.travel(local(2021, 1, 4, 10, 1), tick=False):
        expired = phone.client.post("/me/sign-in/code/", {"code": newest_code()})
        phone.client.post("/me/sign-in/", {"contact": "139-0000-0009"})
        entered = phone.client.post("/me/sign-in/code/", {"code": newest_code()})
        page = phone.page()

    assert asked.url == "/me/sign-in/code/"
    assert (wrong.status_code, again.status_code, expired.status_code) == (422, 429, 422)
    assert "139-0000-0009" in text(again)
    assert entered.url == "/mine/"
    assert SENTENCE in text(page)
