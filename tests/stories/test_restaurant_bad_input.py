"""What goes wrong while a case is filled in and carried on: gaps, false files, two at once, dates that are over."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from luodi.approvals.actions.accepting import ask_supplement, end_late_supplement
from luodi.approvals.actions.filing import fill
from luodi.approvals.models import Case, ItemMaterial, Material, MaterialCopy, ServiceVersion, Supplement
from luodi.companies.models import Mandate
from luodi.duties.models import Deadline
from tests.approving import Approving, paper
from tests.cast import Cast, local
from tests.stories.workshop import MONDAY, begun, file, filed, fill_all, give, signed_in


@pytest.fixture
def hall(cast: Cast) -> Approving:
    with time_machine.travel(MONDAY, tick=False):
        yield Approving(cast)


@pytest.fixture
def applicant(hall: Approving) -> Client:
    return signed_in(hall.applicant)


def test_a_disguised_file_is_refused_where_it_was_given(hall, applicant):
    number = begun(hall, applicant)
    false = paper("plan.pdf")
    refused = give(applicant, number, "drawing", false)
    assert refused.status_code == 422
    assert "与扩展名 .pdf 不符" in refused.text
    assert not MaterialCopy.objects.filter(material__code="drawing").exists()


def test_who_edits_at_the_same_time_keeps_his_words_and_sees_what_changed(hall, applicant):
    Mandate.objects.create(
        company=hall.firm,
        agent=hall.agent,
        valid_from=MONDAY.date(),
        valid_until=local(2021, 6, 30).date(),
        granted_by=hall.applicant.code,
        granted_at=MONDAY,
    )
    number = begun(hall, applicant)
    seen = applicant.get(f"/mine/cases/{number}/form/")
    version = seen.context["draft"].dossier.duty.version
    fill(viewer=hall.by(hall.counter), number=number, form={"name": "二号车间"})
    posted = {"f-name": "一号车间", "f-area": "3200", "version": version, "seen": seen.context["draft"].dossier.mark}
    late = applicant.post(f"/mine/cases/{number}/form/", posted)
    assert late.status_code == 409
    assert 'value="一号车间"' in late.text
    assert "综合窗口" in late.text
    assert Case.objects.get().form["name"] == "二号车间"
    again = applicant.post(
        f"/mine/cases/{number}/form/", posted | {"version": late.context["draft"].dossier.duty.version}
    )
    assert again.status_code == 302
    assert Case.objects.get().form["name"] == "一号车间"


def test_a_filing_with_gaps_lists_them_all_with_the_way_to_each_and_loses_nothing(hall, applicant):
    number = begun(hall, applicant)
    assert give(applicant, number, "drawing").status_code == 302
    refused = file(applicant, number)
    assert refused.status_code == 422
    base = f"/mine/cases/{number}"
    assert [url for _words, url in refused.context["lacking"]] == [
        f"{base}/form/#id_f-name_field",
        f"{base}/materials/#paper-lease",
        f"{base}/delivery/#",
    ]
    assert Case.objects.get().filed_at is None
    assert MaterialCopy.objects.filter(material__code="drawing").exists()


def test_a_missing_secondary_paper_files_anyway_and_is_said_plainly(hall, applicant):
    number = begun(hall, applicant)
    fill_all(applicant, number)
    page = applicant.get(f"/mine/cases/{number}/")
    assert "检测报告" in page.text
    assert "可以先申报，以后再交" in page.text
    assert file(applicant, number).status_code == 302


def test_a_supplement_after_its_date_is_refused_and_everything_given_stays(hall, applicant):
    case = filed(hall, applicant)
    number = hall.number(case, "plan")
    ask_supplement(viewer=hall.by(hall.planner), number=number, asked=[{"material": "report", "words": "缺检测报告"}])
    until = Supplement.objects.get().until
    with time_machine.travel(until + timedelta(days=1), tick=False):
        for deadline in Deadline.objects.filter(kind="supplement", stopped=None):
            end_late_supplement(deadline.pk, timezone.now())
        late = signed_in(hall.applicant).post(f"/mine/items/{number}/supplement/")
    assert late.status_code == 422
    assert "补正期限已过" in late.text
    assert hall.item(case, "plan").state == "not_accepted"
    assert MaterialCopy.objects.filter(material__code="drawing", withdrawn_at=None).exists()


def test_an_agent_files_with_a_mandate_until_it_ends(hall, applicant):
    agent = hall.cast.investor
    Mandate.objects.create(
        company=hall.firm,
        agent=agent,
        valid_from=MONDAY.date(),
        valid_until=MONDAY.date(),
        granted_by=hall.applicant.code,
        granted_at=MONDAY,
    )
    client = signed_in(agent)
    assert "受委托代办" in client.get("/cases/new/workshop/?q-crowd=no").text
    begun = client.post("/cases/new/workshop/", {"q-crowd": "no", "whose": f"mandate:{Mandate.objects.get().pk}"})
    assert begun.status_code == 302
    number = Case.objects.get().number
    fill_all(client, number)
    with time_machine.travel(local(2021, 1, 5, 9, 0), tick=False):
        over = file(client, number)
    assert over.status_code == 422
    assert "委托书已于 2021-01-04 到期" in over.text
    assert Case.objects.get().filed_at is None


def test_a_year_whose_holidays_are_not_published_shows_a_provisional_day(hall):
    with time_machine.travel(local(2040, 12, 3, 9, 30), tick=False):
        applicant = signed_in(hall.applicant)
        case = filed(hall, applicant)
        page = applicant.get(f"/mine/cases/{case.number}/")
    assert "暂定" in page.text
    assert Deadline.objects.get(duty=case.duty, kind="joint").provisional


def test_a_stranger_finds_nothing(hall, applicant):
    case = filed(hall, applicant)
    rival = signed_in(hall.cast.other_investor)
    for place in ("", "questions/", "materials/", "latest/", "withdrawal/"):
        assert rival.get(f"/mine/cases/{case.number}/{place}").status_code == 404
    assert rival.get(f"/mine/items/{hall.number(case, 'plan')}/").status_code == 404


def test_another_answer_halfway_keeps_what_was_given_and_says_what_it_changed(hall, applicant):
    number = begun(hall, applicant, crowd="no")
    fill_all(applicant, number)
    done = applicant.post(f"/mine/cases/{number}/questions/", {"q-crowd": "yes"}, follow=True)
    assert "事项 +1" in done.text
    assert "工作日 +6" in done.text
    case = Case.objects.get()
    assert case.form["name"] == "一号车间"
    served = ItemMaterial.objects.get(item__code="open", material__code="drawing")
    assert served.copy is not None


def test_a_courier_needs_to_know_where_to_and_to_whom(hall, applicant):
    ServiceVersion.objects.filter(service__code="plan").update(delivery=["courier", "counter"])
    number = begun(hall, applicant)
    address = f"/mine/cases/{number}/delivery/"
    lost = applicant.post(address, {"kind": "courier", "name": "负责人", "phone": "13900000011"})
    assert lost.status_code == 422
    assert "送到哪里" in lost.text
    assert 'value="负责人"' in lost.text
    wrong = applicant.post(address, {"kind": "courier", "name": "负责人", "phone": "12", "address": "港区一号路 1 号"})
    assert "这个电话拨不通" in wrong.text
    right = {"kind": "courier", "name": "负责人", "phone": "13900000011", "address": "港区一号路 1 号"}
    assert applicant.post(address, right).status_code == 302
    assert Case.objects.get().delivery == right


def test_an_amount_that_is_no_number_comes_back_as_it_was_typed(hall, applicant):
    number = begun(hall, applicant)
    wrong = applicant.post(f"/mine/cases/{number}/form/", {"f-name": "一号车间", "f-area": "三千"})
    assert wrong.status_code == 422
    assert 'value="三千"' in wrong.text
    assert "name" not in Case.objects.get().form


def test_two_filings_at_once_one_wins(hall, applicant):
    number = begun(hall, applicant)
    fill_all(applicant, number)
    shown = applicant.get(f"/mine/cases/{number}/").context["draft"].dossier.duty.version
    fill(viewer=hall.by(hall.counter), number=number, form={"name": "二号车间"})
    late = applicant.post(f"/mine/cases/{number}/filing/", {"version": shown, "seen": "0"})
    assert late.status_code == 409
    assert "综合窗口" in late.text
    assert Case.objects.get().filed_at is None


def test_the_one_form_is_a_paper_nobody_is_asked_for_again(hall, applicant):
    Material.objects.filter(code="drawing").update(data_check="case-form")
    number = begun(hall, applicant)
    assert "不用交：就是前面填的那张表" in applicant.get(f"/mine/cases/{number}/materials/").text
    give(applicant, number, "lease")
    applicant.post(f"/mine/cases/{number}/form/", {"f-name": "一号车间", "f-area": "3200"})
    applicant.post(f"/mine/cases/{number}/delivery/", {"kind": "counter"})
    review = applicant.get(f"/mine/cases/{number}/")
    assert review.context["lacking"] == []
    assert "窗口领取" in review.text
    assert file(applicant, number).status_code == 302
    ItemMaterial.objects.filter(material__code="drawing").update(state=ItemMaterial.State.REJECTED, reason="漏了面积")
    paper_again = applicant.get(f"/mine/cases/{number}/").text
    assert "不用交：就是前面填的那张表" not in paper_again


def test_a_number_below_nothing_is_refused_in_plain_words(hall, applicant):
    number = begun(hall, applicant)
    refused = applicant.post(f"/mine/cases/{number}/form/", {"f-name": "一号车间", "f-area": "-3"})
    assert refused.status_code == 422
    assert "不能小于 0。" in refused.text
