"""One sentence is enough: what it says is read, shown where it stands, corrected in one tap, seen by the officer."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from luodi.accounts.models import User
from luodi.enquiries.actions.receiving import read_waiting, sweep_intakes
from luodi.enquiries.models import Enquiry, Example, Fact, Intake
from luodi.ledger.models import Attachment, Event
from luodi.notices.models import Notice
from luodi.text.papers import Licence, Paper
from tests.cast import Cast, local
from tests.stories.investor import Investor, text
from tests.stories.officer import Officer

NOW = local(2021, 1, 4, 9, 40)
SENTENCE = (
    "我们是远洋冷链有限公司，想在港区拿地60亩建冷库，总投资1.2个亿，其中固定资产投资8000万元，"
    "用工120人，明年二季度开工。"
)
LETTER = """Dear Sir or Madam,

We are Nordic Cold Chain AS, a Norwegian operator of cold stores. We plan to invest about EUR 20 million and are
looking for a cold store of 12,000 sqm near the port, with a power supply of 2,500 kVA. About 80 people will work
there. We would like to move in by Q2 2022.

Kind regards"""
MAIL = "From: a@firm.example\nSubject: hello\nContent-Type: text/plain; charset=utf-8\n\n"
COMPLAINT = "小区旁边的工地天天半夜施工，噪音大得没法睡觉，我要投诉，请你们管一管！"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def panel(investor: Investor, **typed: object) -> str:
    answer = investor.client.post("/apply/reading/", typed, headers={"hx-request": "true"})
    assert answer.status_code == 200
    return text(answer)


def facts(number: str) -> dict[str, Fact]:
    return {fact.field: fact for fact in Fact.objects.filter(enquiry__duty__number=number)}


def owner_of(number: str) -> Officer:
    return Officer(User.objects.get(posts__duties__number=number))


def test_what_was_read_is_marked_in_the_text_with_its_name(cast: Cast) -> None:
    page = panel(Investor(cast), sentence=SENTENCE)

    assert "<mark>1.2个亿<small>总投资</small></mark>" in page
    assert "<mark>60亩<small>用地面积</small></mark>" in page
    assert 'name="fact_total_investment" value="1.2 亿元"' in page
    assert 'name="fact_land_mu" value="60 亩"' in page
    assert 'name="fact_start_by" value="2022 年二季度"' in page
    assert 'name="filled_firm" value="远洋冷链有限公司" data-fill="id_firm"' in page
    assert Enquiry.objects.count() == Intake.objects.count() == 0


def test_the_whole_form_comes_back_filled_where_there_is_no_script(cast: Cast) -> None:
    answer = Investor(cast).client.post("/apply/reading/", {"sentence": SENTENCE, "name": "陈先生"})
    page = text(answer)

    assert answer.status_code == 200
    assert '<input type="text" name="firm" value="远洋冷链有限公司"' in page
    assert 'value="陈先生"' in page
    assert f'<option value="{cast.district.pk}" selected>' in page
    assert "error-summary" not in page


def test_he_corrects_one_value_submits_and_answers_one_question(cast: Cast) -> None:
    investor = Investor(cast)
    corrected = {"was_total_investment": "1.2 亿元", "fact_total_investment": "1.5亿", "was_jobs": "120 人",
                 "fact_jobs": "120 人"}  # fmt: skip
    sentence = SENTENCE.replace("，明年二季度开工", "")
    assert investor.send(sentence=sentence, wish="", **corrected).status_code == 302
    assert investor.confirm().status_code == 302
    known = facts(investor.number)

    assert known["total_investment"].value == {"amount": 150_000_000, "currency": "CNY"}
    assert (known["total_investment"].source, known["jobs"].source) == ("corrected", "read")
    assert [sentence[start:end] for start, end in known["jobs"].spans] == ["120人"]
    example = Example.objects.get()
    assert (example.was["amount"], example.now["amount"]) == (120_000_000, 150_000_000)
    assert "远洋" not in example.text
    assert "总投资1.2个亿" in example.text

    enquiry = investor.enquiry
    assert (enquiry.firm, enquiry.industry, enquiry.size_band, enquiry.wish) == (
        "远洋冷链有限公司", "59", "l", cast.zone,
    )  # fmt: skip

    receipt = text(investor.client.get(f"/apply/{investor.number}/receipt/"))
    assert receipt.count("以后再说") == 1
    assert 'name="code" value="start_by"' in receipt


def test_an_answer_is_seen_at_once_and_a_question_put_off_is_asked_by_the_officer(cast: Cast) -> None:
    investor = Investor(cast).applied(NOW, sentence="做光伏发电，想找大型厂房的屋顶，投资 1.2 亿元")
    desk = owner_of(investor.number)
    first = text(investor.client.get(f"/apply/{investor.number}/receipt/"))
    assert "您大概需要多少面积的屋顶？" in first
    assert "按面积挑厂房" in first
    assert "屋顶面积" in text(desk.page(investor.number))

    answer = investor.post("answers/", {"code": "roof_area_m2", "fact_roof_area_m2": "3万平", "from": "receipt"})
    assert answer.url == f"/apply/{investor.number}/receipt/?asked=1"
    assert "以后再说" not in text(investor.client.get(answer.url))
    assert facts(investor.number)["roof_area_m2"].value == 30_000
    officers = text(desk.page(investor.number))
    assert "3 万㎡" in officers
    assert "投资人补充了屋顶面积" in officers
    assert Notice.objects.filter(reader=desk.user, code="fact_told").count() == 1
    event = Event.objects.get(subject=investor.number, code="fact_told")
    assert event.facts == {"field": "roof_area_m2"}

    assert "您打算什么时候开工或入驻？" in text(investor.page())
    investor.post("answers/", {"code": "start_by", "later": "1"})
    assert "您打算什么时候开工或入驻？" not in text(investor.page())
    assert "还缺" in text(desk.page(investor.number))
    assert "开工或入驻" in text(desk.page(investor.number))


def test_an_answer_that_cannot_be_read_comes_back_with_what_was_typed(cast: Cast) -> None:
    investor = Investor(cast).applied(NOW, sentence="做光伏发电，想找大型厂房的屋顶，投资 1.2 亿元")
    answer = investor.post("answers/", {"code": "roof_area_m2", "fact_roof_area_m2": "很大", "from": "receipt"})

    assert answer.status_code == 422
    assert 'value="很大"' in text(answer)
    assert "roof_area_m2" not in facts(investor.number)


def test_what_he_typed_stands_against_what_is_read_later(cast: Cast) -> None:
    typed = {"sentence": SENTENCE, "was_land_mu": "", "fact_land_mu": "80 亩", "firm": "远洋控股", "filled_firm": ""}
    page = panel(Investor(cast), **typed)

    assert 'name="fact_land_mu" value="80 亩"' in page
    assert "读到的是 60 亩" in page
    assert "企业名称读到的是 远洋冷链有限公司，您填的是 远洋控股。" in page


def test_a_letter_in_english_is_shown_in_chinese_and_asks_for_an_answer_in_english(cast: Cast) -> None:
    investor = Investor(cast).applied(NOW, sentence=LETTER, wish="", name="Anna")
    desk = owner_of(investor.number)
    page = text(desk.page(investor.number))

    assert "英文来信，请用英文回复" in page
    assert "约 2,000 万欧元" in page
    assert "1.2 万㎡" in page
    assert "2,500 kVA" in page
    assert "2022 年二季度" in page
    assert "We plan to invest about EUR 20 million" in page
    assert "用英文回复" in text(desk.get("notices/"))
    assert Notice.objects.filter(reader=desk.user, code="assigned_english").exists()


def test_a_complaint_is_shown_its_door_and_may_still_be_sent(cast: Cast) -> None:
    investor = Investor(cast)
    page = panel(investor, sentence=COMPLAINT)
    assert 'href="tel:12345"' in page
    assert "这像是投诉或求助" in page

    refused = investor.send(sentence=COMPLAINT)
    assert refused.status_code == 422
    assert "还是要作为投资申请提交" in text(refused)
    assert Enquiry.objects.count() == 0

    assert investor.send(sentence=COMPLAINT, still="on").status_code == 302
    assert Fact.objects.count() == 0


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\0IEND\xaeB`\x82"


def hand_in(investor: Investor, name: str = "licence.png", data: bytes = PNG, **typed: object) -> str:
    """The panel that comes back."""
    file = SimpleUploadedFile(name, data, "application/octet-stream")
    answer = investor.client.post("/apply/papers/", {"paper": file, **typed}, headers={"hx-request": "true"})
    assert answer.status_code == 200
    return text(answer)


def paper_says(monkeypatch: pytest.MonkeyPatch, paper: Paper) -> None:
    monkeypatch.setattr("luodi.enquiries.actions.receiving.read_paper", lambda path, media_type: paper)


LICENCE = Paper(licence=Licence(code="91370200MA3C4T2X9K", name="远洋冷链有限公司", address="临海市港区一号"))


def test_a_licence_fills_the_form_while_he_goes_on_typing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    investor = Investor(cast)
    page = hand_in(investor, sentence="想租冷库")
    token = str(Intake.objects.get().token)
    assert "正在读，您可以接着写。" in page
    assert 'hx-trigger="every 1500ms"' in page

    paper_says(monkeypatch, LICENCE)
    assert read_waiting(NOW) == 1
    assert read_waiting(NOW) == 0
    typing = {"sentence": "想租冷库 3000 平", "paper_of": token}
    ready = panel(investor, **typing)
    assert 'name="filled_firm" value="远洋冷链有限公司" data-fill="id_firm"' in ready
    assert "91370200MA3C4T2X9K" in ready
    assert "every 1500ms" not in ready
    assert 'name="fact_floor_area_m2" value="3,000 ㎡"' in ready

    typed = panel(investor, firm="远洋控股", **typing)
    assert "企业名称读到的是 远洋冷链有限公司，您填的是 远洋控股。" in typed
    investor.applied(NOW, firm="远洋控股", paper_of=token, sentence=typing["sentence"])
    assert investor.enquiry.firm == "远洋控股"
    assert investor.enquiry.company.uscc == "91370200MA3C4T2X9K"
    kept = Attachment.objects.get()
    assert (kept.subject, kept.added_by) == (investor.number, investor.enquiry.investor.code)
    assert not Intake.objects.exists()


def test_a_letter_in_a_file_fills_the_empty_text_box(cast: Cast) -> None:
    investor = Investor(cast)
    hand_in(investor, "letter.eml", MAIL.encode() + SENTENCE.encode())
    with time_machine.travel(timezone.now(), tick=True):
        assert read_waiting(NOW) == 1
    page = panel(investor, paper_of=str(Intake.objects.get().token))

    assert f'{SENTENCE}" data-fill="id_sentence"' in page
    assert 'name="fact_land_mu" value="60 亩"' in page


def test_a_form_sent_before_its_paper_was_read_gets_the_rest_later(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    investor = Investor(cast)
    hand_in(investor, "letter.txt", SENTENCE.encode())
    investor.applied(NOW, sentence="想建冷库，要用地 80 亩", paper_of=str(Intake.objects.get().token))
    paper_says(monkeypatch, Paper(text=SENTENCE))
    assert read_waiting(NOW) == 1

    known = facts(investor.number)
    assert known["land_mu"].value == 80
    assert known["jobs"].value == 120
    assert known["jobs"].spans == []
    assert investor.enquiry.size_band == "l"
    assert "从材料里读出了更多情况" in text(owner_of(investor.number).page(investor.number))
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("trouble", "words"), [("no_ocr", "请把企业名称和统一社会信用代码填在下面"), ("locked", "文件有密码")]
)
def test_a_paper_that_cannot_be_read_says_what_to_do(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, trouble: str, words: str
) -> None:
    investor = Investor(cast)
    hand_in(investor)
    paper_says(monkeypatch, Paper(trouble=trouble))
    read_waiting(NOW)
    page = panel(investor, paper_of=str(Intake.objects.get().token))

    assert words in page
    assert 'name="uscc"' in page


def test_a_disguised_paper_is_refused_in_words_and_nothing_is_kept(cast: Cast) -> None:
    page = hand_in(Investor(cast), "letter.pdf", b"MZ not a letter")
    assert "文件内容与扩展名 .pdf 不符" in page
    assert not Intake.objects.exists()


def test_a_paper_nobody_took_over_is_gone_after_a_day(cast: Cast) -> None:
    hand_in(Investor(cast))
    assert sweep_intakes(NOW + timedelta(hours=23)) == 0
    assert sweep_intakes(NOW + timedelta(hours=25)) == 1
    assert not Intake.objects.exists()
    assert not Attachment.objects.exists()


def test_twenty_papers_an_hour_are_enough_from_one_address(cast: Cast) -> None:
    investor = Investor(cast)
    for _number in range(20):
        hand_in(investor)
    assert 'role="alert"' in hand_in(investor)
    assert Intake.objects.count() == 20


def test_an_officer_fills_and_corrects_in_place_and_another_one_is_told_that_he_was_late(cast: Cast) -> None:
    investor = Investor(cast).applied(NOW, sentence=SENTENCE, wish="")
    desk = owner_of(investor.number)
    assert 'value="60 亩"' in text(desk.get(f"enquiries/{investor.number}/facts/land_mu/"))
    seen = facts(investor.number)["land_mu"].at.isoformat()

    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert desk.post(investor.number, "facts/land_mu", fact_land_mu="4 公顷", seen=seen).status_code == 302
        assert desk.post(investor.number, "facts/land_mu", fact_land_mu="70 亩", seen=seen).status_code == 409
    fact = facts(investor.number)["land_mu"]
    assert (fact.value, fact.source) == (60, "officer")
    assert not Example.objects.exists()

    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        assert desk.post(investor.number, "facts/power_kva", fact_power_kva="2500", seen="").status_code == 302
        assert (
            desk.post(
                investor.number, "facts/jobs", fact_jobs="", seen=facts(investor.number)["jobs"].at.isoformat()
            ).status_code
            == 302
        )
    assert facts(investor.number)["power_kva"].value == 2500
    assert "jobs" not in facts(investor.number)
    assert Example.objects.get().now is None
    codes = Event.objects.filter(subject=investor.number, code__startswith="fact_").values_list("code", flat=True)
    assert list(codes) == ["fact_set", "fact_set", "fact_dropped"]


def test_following_asks_for_what_is_missing_right_there(cast: Cast) -> None:
    investor = Investor(cast).applied(NOW, sentence="做光伏发电，想找大型厂房的屋顶")
    desk = owner_of(investor.number)
    desk.call(investor.number, NOW)
    verdict = {"verdict": "follow", "step": "看现场", "on": "2021-01-06"}
    refused = desk.post(investor.number, "verdict", **verdict)

    assert refused.status_code == 422
    assert "跟进之前要知道这一项" in text(refused)
    assert 'name="fact_total_investment"' in text(refused)
    assert 'name="fact_kind"' not in text(refused)
    assert desk.post(investor.number, "verdict", **verdict, fact_total_investment="还没定").status_code == 302
    assert facts(investor.number)["total_investment"].value == {"undecided": True}
    assert "还没定" in text(desk.page(investor.number))


def test_a_kept_back_firm_stays_hidden_and_leaves_no_example(cast: Cast) -> None:
    corrected = {"was_total_investment": "1.2 亿元", "fact_total_investment": "1.5亿"}
    investor = Investor(cast).applied(
        NOW, sentence=SENTENCE + "另一个电话15400001234", keep_firm="on", wish="", **corrected
    )
    assert facts(investor.number)["contact_phone"].value == "15400001234"
    assert not Example.objects.exists()
    owner = owner_of(investor.number)
    assert "15400001234" in text(owner.page(investor.number))
    others = [user for user in (cast.liaison, cast.head, cast.dispatcher, cast.zone_officer) if user != owner.user]
    for user in others:
        page = text(Officer(user).page(investor.number))
        assert "15400001234" not in page
        assert "远洋" not in page


def test_his_copy_holds_what_is_known_and_erasing_takes_it_away(cast: Cast) -> None:
    corrected = {"was_total_investment": "1.2 亿元", "fact_total_investment": "1.5亿"}
    investor = Investor(cast).applied(NOW, sentence=SENTENCE, wish="", **corrected)
    copy = investor.client.get("/account/data/").json()
    assert {row["field"] for row in copy["facts"]} >= {"land_mu", "total_investment", "jobs"}
    assert [row["field"] for row in copy["reading_examples"]] == ["total_investment"]

    investor.post("withdrawal/")
    assert investor.client.post("/me/erasure/").status_code == 302
    assert not Fact.objects.exists()
    assert not Example.objects.exists()


def test_the_sheet_of_enquiries_holds_the_facts(cast: Cast) -> None:
    investor = Investor(cast).applied(NOW, sentence=SENTENCE, wish="")
    book = load_workbook(io.BytesIO(owner_of(investor.number).get("enquiries/export/").content))
    headers, row = list(book.active.values)[:2]
    assert dict(zip(headers, row, strict=True))["总投资"] == "1.2 亿元"
    assert dict(zip(headers, row, strict=True))["用地面积"] == "60 亩"


def test_a_form_saved_for_later_keeps_his_correction(cast: Cast) -> None:
    client = Investor(cast).client
    typed = {"sentence": SENTENCE, "was_total_investment": "1.2 亿元", "fact_total_investment": "1.5亿"}
    page = text(client.get(client.post("/apply/later/", typed).url))
    assert 'name="fact_total_investment" value="1.5亿"' in page
    assert "读到的是 1.2 亿元" in page
