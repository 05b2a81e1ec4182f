"""A company opens a workshop in one visit: questions, one form, one set of materials, one filing.

Whole requests of the applicant; the departments act in between.
"""

import pytest
import time_machine
from django.test import Client

from luodi.approvals.actions.accepting import accept, ask_supplement
from luodi.approvals.actions.deciding import approve, refuse
from luodi.approvals.actions.issuing import issue, receive, send
from luodi.approvals.models import Case, ItemMaterial, Licence, LicenceUse, Material, MaterialCopy
from luodi.ledger.models import Event
from tests.approving import Approving
from tests.cast import Cast
from tests.stories.workshop import MONDAY, begun, file, filed, fill_all, give, signed_in


@pytest.fixture
def hall(cast: Cast) -> Approving:
    with time_machine.travel(MONDAY, tick=False):
        yield Approving(cast)


@pytest.fixture
def applicant(hall: Approving) -> Client:
    return signed_in(hall.applicant)


def test_the_questionnaire_says_at_once_what_it_comes_to_without_signing_in(hall):
    visitor = Client()
    page = visitor.get("/cases/new/workshop/", {"q-crowd": "yes"})
    figures = page.context["estimate"].figures
    assert (figures.items, figures.path.promised_days, figures.path.series_days) == (4, 19, 19)
    fewer = visitor.get("/cases/new/workshop/", {"q-crowd": "no"}).context["estimate"].figures
    assert (fewer.items, fewer.path.promised_days) == (3, 13)
    part = visitor.get("/cases/new/workshop/", {"q-crowd": "no"}, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "13" in part.text
    without_script = visitor.post("/cases/new/workshop/", {"q-crowd": "no", "count": "1"})
    assert without_script.context["estimate"].figures.items == 3


def test_beginning_asks_to_sign_in_and_the_answers_come_back(hall):
    asked = Client().post("/cases/new/workshop/", {"q-crowd": "yes"})
    assert asked["Location"] == "/me/sign-in/?next=%2Fcases%2Fnew%2Fworkshop%2F%3Fq-crowd%3Dyes"
    page = signed_in(hall.applicant).get("/cases/new/workshop/?q-crowd=yes")
    assert page.context["estimate"].figures.items == 4
    assert hall.firm.name in page.text


def test_what_is_known_stands_in_the_form_and_what_the_city_checks_is_spared(hall, applicant):
    number = begun(hall, applicant)
    page = applicant.get(f"/mine/cases/{number}/materials/")
    assert "市里已有" in page.text
    assert "由前面事项的结果自动带入" in page.text
    copy = MaterialCopy.objects.get()
    assert (copy.source, copy.material.code) == ("check", "licence")


def test_one_visit_files_everything_and_one_file_serves_every_item(hall, applicant):
    case = filed(hall, applicant)
    drawing = ItemMaterial.objects.filter(material__code="drawing")
    assert {row.copy_id for row in drawing} == {MaterialCopy.objects.get(material__code="drawing").pk}
    page = applicant.get(f"/mine/cases/{case.number}/")
    assert page.status_code == 200
    for name in ("场地备案", "建设工程规划许可", "施工许可", "开业前消防检查", "规划审批员"):
        assert name in page.text
    assert Event.objects.filter(subject=case.number, code="filed").count() == 1


def test_a_supplement_is_answered_right_on_the_page(hall, applicant):
    case = filed(hall, applicant)
    number = hall.number(case, "plan")
    ask_supplement(viewer=hall.by(hall.planner), number=number, asked=[{"material": "report", "words": "缺检测报告"}])
    page = applicant.get(f"/mine/cases/{case.number}/")
    assert "请补正" in page.text
    assert "缺检测报告" in page.text
    assert give(applicant, case.number, "report").status_code == 302
    assert applicant.post(f"/mine/items/{number}/supplement/").status_code == 302
    assert hall.item(case, "plan").state == "filed"
    assert Event.objects.filter(subject=number, code="supplement_given").exists()


def test_decisions_show_reasons_and_an_appeal_is_heard(hall, applicant):
    case = filed(hall, applicant)
    number = hall.number(case, "plan")
    accept(viewer=hall.by(hall.planner), number=number)
    refuse(viewer=hall.by(hall.planner), number=number, reasons="退让不足", remedies="六十日内申请复议")
    page = applicant.get(f"/mine/cases/{case.number}/")
    assert [who for who, _touch in page.context["touched"]] == ["您", "自然资源和规划局 规划审批员"]
    assert "退让不足" in page.text
    assert "六十日内申请复议" in page.text
    assert applicant.post(f"/mine/items/{number}/appeal/", {"words": ""}).status_code == 422
    assert applicant.post(f"/mine/items/{number}/appeal/", {"words": "图纸已改"}).status_code == 302
    assert "图纸已改" in applicant.get(f"/mine/cases/{case.number}/").text


def test_the_result_is_tracked_and_its_receipt_confirmed(hall, applicant):
    case = filed(hall, applicant)
    number = hall.number(case, "plan")
    accept(viewer=hall.by(hall.planner), number=number)
    approve(viewer=hall.by(hall.planner), number=number)
    issue(viewer=hall.by(hall.planner), number=number)
    send(viewer=hall.by(hall.planner), number=number, kind="courier", carrier="邮政", tracking="EM123456789CN")
    assert "EM123456789CN" in applicant.get(f"/mine/cases/{case.number}/").text
    assert applicant.post(f"/mine/items/{number}/receipt/").status_code == 302
    assert hall.item(case, "plan").state == "delivered"


def test_letters_are_whole_for_the_applicant_and_only_genuine_for_anybody_else(hall, applicant):
    case = filed(hall, applicant)
    accept(viewer=hall.by(hall.planner), number=hall.number(case, "plan"))
    letter = hall.item(case, "plan").letters.get()
    address = f"/letters/{letter.token}/"
    assert hall.firm.name in applicant.get(address).text
    stranger = Client().get(address)
    assert letter.number in stranger.text
    assert hall.firm.name not in stranger.text


def test_an_item_is_taken_back_and_the_rest_goes_on(hall, applicant):
    case = filed(hall, applicant)
    number = hall.number(case, "plan")
    assert "撤回这一项" in applicant.get(f"/mine/items/{number}/withdrawal/").text
    assert applicant.post(f"/mine/items/{number}/withdrawal/").status_code == 302
    assert hall.item(case, "plan").state == "withdrawn"
    assert hall.item(case, "site").state == "filed"


def test_number_and_query_code_show_how_far_each_item_is_and_nobodys_data(hall, applicant):
    case = filed(hall, applicant)
    seen = Client().post("/status/", {"number": case.number, "code": case.query_code})
    assert "施工许可" in seen.text
    assert "等前置事项" in seen.text
    for secret in (hall.firm.name, hall.applicant.name, hall.applicant.phone):
        assert secret not in seen.text
    assert Client().post("/status/", {"number": case.number, "code": "000000"}).status_code == 422


def test_cases_stand_beside_enquiries_in_ten_queries(hall, applicant, django_assert_max_num_queries):
    first = filed(hall, applicant)
    second = begun_again(hall, applicant)
    with django_assert_max_num_queries(12):
        page = applicant.get("/mine/")
    assert first.number in page.text
    assert second in page.text
    assert "填报中" in page.text


def begun_again(hall: Approving, client: Client) -> str:
    client.post("/cases/new/workshop/", {"q-crowd": "no", "whose": "me"})
    return Case.objects.order_by("-pk").first().number


def test_the_page_of_a_case_asks_little_however_many_items(hall, applicant, django_assert_max_num_queries):
    case = filed(hall, applicant)
    with django_assert_max_num_queries(18):
        applicant.get(f"/mine/cases/{case.number}/")


def test_news_is_only_told_when_something_happened(hall, applicant):
    case = filed(hall, applicant)
    mark = applicant.get(f"/mine/cases/{case.number}/").context["mark"]
    latest = f"/mine/cases/{case.number}/latest/?seen={mark}"
    assert applicant.get(latest).status_code == 204
    accept(viewer=hall.by(hall.planner), number=hall.number(case, "plan"))
    news = applicant.get(latest)
    assert news.status_code == 200
    assert "有新进展" in news.text


def test_a_licence_the_city_holds_is_used_only_with_consent(hall, applicant):
    Material.objects.filter(code="lease").update(licence_kind=hall.certificate)
    kind = {"kind": hall.certificate, "unit": hall.units["fire"], "company": hall.firm, "holder_name": hall.firm.name}
    Licence.objects.create(number="XF-1", issued_at=MONDAY, valid_from=MONDAY.date(), **kind)
    number = begun(hall, applicant)
    assert "市里已有您的开业合格证" in applicant.get(f"/mine/cases/{number}/materials/").text
    refused = applicant.post(f"/mine/cases/{number}/licences/", {"licence": "XF-1"})
    assert refused.status_code == 422
    assert "请先勾选同意" in refused.text
    assert not LicenceUse.objects.exists()
    assert applicant.post(f"/mine/cases/{number}/licences/", {"licence": "XF-1", "consent": "on"}).status_code == 302
    use = LicenceUse.objects.get()
    assert (use.consent_by, use.consent_how) == (hall.applicant.code, "page")
    assert "电子证照：开业合格证 XF-1" in applicant.get(f"/mine/cases/{number}/materials/").text


def test_a_paper_is_taken_back_before_anybody_judged_it(hall, applicant):
    number = begun(hall, applicant)
    give(applicant, number, "drawing")
    copy = MaterialCopy.objects.get(material__code="drawing")
    assert applicant.post(f"/mine/cases/{number}/materials/removal/", {"copy": copy.pk}).status_code == 302
    copy.refresh_from_db()
    assert copy.withdrawn_at is not None
    assert Event.objects.filter(subject=number, code="copy_withdrawn").exists()


def test_a_finished_case_is_rated_once(hall, applicant):
    number = begun(hall, applicant, crowd="no")
    fill_all(applicant, number)
    file(applicant, number)
    assert applicant.post(f"/mine/cases/{number}/ratings/", {"grade": 1}).status_code == 422
    case = Case.objects.get()
    for code, officer in (("site", hall.planner), ("plan", hall.planner), ("build", hall.builder)):
        for step in (accept, approve, issue):
            step(viewer=hall.by(officer), number=hall.number(case, code))
        receive(viewer=hall.by(officer), number=hall.number(case, code), received_by="车间负责人")
    page = applicant.get(f"/mine/cases/{number}/")
    assert "全部办结" in page.text
    assert f"/mine/licences/{Licence.objects.get().token}/" in page.text
    assert applicant.post(f"/mine/cases/{number}/ratings/", {"grade": 1}).status_code == 302
    assert Event.objects.filter(subject=number, code="rated").count() == 1


def test_what_was_promised_is_asked_for_until_it_is_there(hall, applicant):
    number = begun(hall, applicant)
    fill_all(applicant, number)
    file(applicant, number)
    plan = hall.number(Case.objects.get(), "plan")
    accept(viewer=hall.by(hall.planner), number=plan, deferred=["report"], promise=True)
    page = applicant.get(f"/mine/cases/{number}/")
    assert "请按承诺补交" in page.text
    assert "逾期不交，这一项终止办理" in page.text
    assert give(applicant, number, "report").status_code == 302
    assert "请按承诺补交" not in applicant.get(f"/mine/cases/{number}/").text


def test_a_draft_is_given_up(hall, applicant):
    number = begun(hall, applicant)
    assert applicant.post(f"/mine/cases/{number}/withdrawal/").status_code == 302
    assert "已撤回" in applicant.get(f"/mine/cases/{number}/").text
    assert applicant.get(f"/mine/cases/{number}/form/").status_code == 404
