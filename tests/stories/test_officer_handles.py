"""One enquiry on one page: every act through its form; refusals and stale pages lose no word."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Handover, Party
from luodi.enquiries.models import Enquiry, State
from luodi.ledger.models import Attachment, Event
from luodi.ratings.actions import rate
from luodi.talk.models import Contact, Message, ReplyTemplate
from tests.cast import Cast, local
from tests.stories.desk import entered, text
from tests.stories.officer import Officer, duty

NOW = local(2021, 1, 4, 9, 40)


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def liaison(cast: Cast) -> Officer:
    return Officer(cast.liaison)


@pytest.fixture
def number(cast: Cast, liaison: Officer) -> str:
    return entered(cast, liaison, firm="远海食品有限公司").number


def test_the_page_says_who_and_what_and_dials(liaison: Officer, number: str) -> None:
    page = text(liaison.page(number))
    assert 'href="tel:+8613900000077"' in page
    assert "冷链分拨中心，靠港口" in page
    assert "远海食品有限公司" in page
    assert "为什么是这个时间" in page


def test_the_big_button_follows_the_state(liaison: Officer, number: str) -> None:
    def main() -> str:
        page = text(liaison.page(number))
        return page[page.index('class="button main"') :].split("</svg>")[1].split("<kbd")[0]

    assert main() == "签收"
    liaison.sign(number)
    assert main() == "登记联系"
    liaison.call(number, NOW)
    assert main() == "研判"
    liaison.follow(number, local(2021, 1, 6))
    assert main() == "约下一步"


def test_a_call_signs_in_the_same_act(liaison: Officer, number: str) -> None:
    assert liaison.call(number, NOW, "谈了冷库面积").status_code == 302
    assert duty(number).progress == State.CONTACTED
    assert set(Event.objects.filter(subject=number).values_list("code", flat=True)) >= {"signed", "contacted"}
    assert "谈了冷库面积" in text(liaison.page(number))


def test_an_unanswered_call_is_an_attempt_and_stops_no_clock(liaison: Officer, number: str) -> None:
    liaison.call(number, NOW, "", reached=False)
    assert duty(number).progress == State.SIGNED
    assert Deadline.objects.get(duty__number=number, kind="contact").stopped is None
    assert "没有联系上" in text(liaison.page(number))


def test_a_contact_in_the_future_is_refused_in_words_and_keeps_what_was_typed(liaison: Officer, number: str) -> None:
    answer = liaison.call(number, NOW + timedelta(hours=2), "下午的事")
    assert answer.status_code == 422
    assert "发生时间还没有到" in text(answer)
    assert "下午的事" in text(answer)
    assert not Contact.objects.exists()


def test_a_contact_of_yesterday_may_be_keyed_in_and_shows_both_times(liaison: Officer, number: str) -> None:
    with time_machine.travel(local(2021, 1, 5, 9, 30), tick=False):
        liaison.call(number, local(2021, 1, 4, 11, 0))
        page = text(liaison.page(number))
    assert "昨天 11:00" in page or "1 月 4 日" in page
    assert "补登" in page
    assert Deadline.objects.get(duty__number=number, kind="contact").outcome == "kept"


def test_a_stale_page_says_what_changed_and_loses_no_word(cast: Cast, liaison: Officer, number: str) -> None:
    version = duty(number).version
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        Officer(cast.head).sign(number)
    answer = liaison.post(
        number,
        "handovers",
        version=version,
        seen=NOW.isoformat(),
        to_unit=cast.zone_unit.pk,
        reason="港区有冷库",
    )
    page = text(answer)
    assert answer.status_code == 409
    assert "新区主任签收" in page
    assert "港区有冷库" in page
    assert not Handover.objects.exists()


def test_two_officers_accept_the_same_hand_over_and_the_slower_reads_a_clear_sentence(
    cast: Cast, liaison: Officer, number: str
) -> None:
    liaison.hand_over(number, cast.zone_unit, "港区有冷库")
    quick, slow = Officer(cast.zone_officer), Officer(cast.zone_colleague)
    assert quick.accept(number).status_code == 302
    answer = slow.client.post(f"/desk/enquiries/{number}/handover/acceptance/", {"seen": NOW.isoformat()})
    assert answer.status_code == 409
    assert "现在由港区投资促进部的港区对接专员负责，这一步不用您办了" in text(answer)
    assert "港区对接专员接收" in text(answer)
    assert duty(number).owner.user == cast.zone_officer


def test_units_to_hand_to_say_who_is_there_and_how_much_he_holds(cast: Cast, liaison: Officer, number: str) -> None:
    entered(cast, Officer(cast.zone_officer))
    page = text(liaison.get(f"enquiries/{number}/handovers/"))
    assert "港区投资促进部 · 港区同事 · 在办 0 件" in page
    assert 'optgroup label="西部新区"' in page
    assert "西部新区投资促进局 ·" not in page


def test_a_hand_over_is_returned_once_with_its_reason(cast: Cast, liaison: Officer, number: str) -> None:
    zone = Officer(cast.zone_officer)
    liaison.hand_over(number, cast.zone_unit, "港区有冷库")
    assert zone.post(number, "handover/return", reason="").status_code == 422
    assert zone.post(number, "handover/return", reason="冷库已满").status_code == 302
    assert "冷库已满" in text(liaison.page(number))
    liaison.hand_over(number, cast.zone_unit, "请再看看")
    answer = zone.post(number, "handover/return", reason="还是不行")
    assert answer.status_code == 422
    assert "已经退回过一次" in text(answer)


def test_an_internal_note_is_visibly_internal_and_stops_nothing(liaison: Officer, number: str) -> None:
    assert liaison.post(number, "notes", body="先问港区有没有冷库").status_code == 302
    page = text(liaison.page(number))
    assert "内部备注</span>" in page
    assert "先问港区有没有冷库" in page
    assert duty(number).progress == State.ASSIGNED


def test_a_letter_signs_and_templates_are_at_hand(cast: Cast, liaison: Officer, number: str) -> None:
    ReplyTemplate.objects.create(title="请补充用地", body="请问需要多少亩地？")
    other = ReplyTemplate.objects.create(unit=cast.other_unit, title="东城的", body="别的单位的话")
    form = text(liaison.get(f"enquiries/{number}/messages/"))
    assert "请补充用地" in form
    assert other.title not in form
    chosen = ReplyTemplate.objects.first()
    assert "请问需要多少亩地？</textarea>" in text(liaison.get(f"enquiries/{number}/messages/?template={chosen.pk}"))

    liaison.post(number, "messages", body="请问需要多少亩地？")
    assert Message.objects.get().side == "officer"
    assert duty(number).progress == State.SIGNED


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        (
            {
                "verdict": "follow",
                "step": "看冷库",
                "on": "2021-01-06",
                "fact_kind": "land",
                "fact_total_investment": "还没定",
                "fact_industry_division": "59",
            },
            State.ENGAGED,
        ),
        ({"verdict": "nurture", "until": "2021-03-01"}, State.NURTURE),
        ({"verdict": "unsuitable", "reason": "land", "reply": "暂无冷库，建议联系东城。"}, State.CLOSED),
    ],
)
def test_triage_in_one_form(liaison: Officer, number: str, typed: dict[str, str], state: str) -> None:
    liaison.call(number, NOW)
    assert liaison.post(number, "verdict", **typed).status_code == 302
    assert duty(number).progress == state


def test_triage_without_its_date_or_reply_says_which_field(liaison: Officer, number: str) -> None:
    liaison.call(number, NOW)
    answer = liaison.post(number, "verdict", verdict="unsuitable", reason="land", reply="")
    assert answer.status_code == 422
    assert "给投资人的答复：" in text(answer)
    assert duty(number).progress == State.CONTACTED


def test_a_duplicate_is_merged_into_the_other(cast: Cast, liaison: Officer, number: str) -> None:
    other = entered(cast, liaison, "同一家的另一件").number
    liaison.call(other, NOW)
    assert liaison.post(other, "verdict", verdict="duplicate", into="LD-0").status_code == 422
    assert liaison.post(other, "verdict", verdict="duplicate", into=number).status_code == 302
    assert duty(other).progress == State.MERGED
    assert number in text(liaison.page(other))


def test_documents_are_added_and_taken_away_and_a_disguised_one_is_refused(liaison: Officer, number: str) -> None:
    pdf = SimpleUploadedFile("图.pdf", b"%PDF-1.4\n%%EOF\n")
    answer = liaison.post(number, "attachments", file=pdf)
    assert answer.status_code == 302, text(answer)
    kept = Attachment.objects.get()
    assert kept.name in text(liaison.page(number))
    assert liaison.get(f"enquiries/{number}/attachments/{kept.token}/").status_code == 200
    bad = SimpleUploadedFile("图.pdf", b"MZ\x90\x00 not a pdf")
    assert liaison.post(number, "attachments", file=bad).status_code == 422
    assert Attachment.objects.count() == 1


def test_a_bad_rating_asks_for_its_remedy(cast: Cast, liaison: Officer, number: str) -> None:
    Party.objects.create(duty=duty(number), user=cast.investor, role="investor", since=NOW)
    Enquiry.objects.update(investor=cast.investor)
    liaison.call(number, NOW)
    rate(viewer=Viewer.of(cast.investor), number=number, grade=5, words="说得不清楚")
    page = text(liaison.page(number))
    assert "答复差评" in page
    assert "说得不清楚" in page
    assert liaison.post(number, "remedies", done="当面道歉，补了材料清单").status_code == 302
    assert Deadline.objects.get(duty__number=number, kind="remedy").outcome == "kept"


def test_who_may_not_act_reads_who_does(cast: Cast, number: str) -> None:
    other = Officer(cast.stranger_officer)
    assert other.page(number).status_code == 404
    assert other.sign(number).status_code == 404
    head = Officer(cast.head)
    assert head.page(number).status_code == 200
    desk = Officer(cast.dispatcher)
    answer = desk.sign(number)
    assert answer.status_code == 409
    assert "新区对接人员负责" in text(answer)


def test_a_head_gives_it_to_another_person_of_the_unit(cast: Cast, liaison: Officer, number: str) -> None:
    head = Officer(cast.head)
    assert head.post(number, "owner", to_post=cast.head.post.pk).status_code == 302
    assert duty(number).owner.user == cast.head
    assert liaison.get(f"enquiries/{number}/owner/").status_code == 302
