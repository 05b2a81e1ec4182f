"""An applicant takes a copy of what he filed, and has it deleted: licences stay, the chain of the ledger holds."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.accounts.models import User
from luodi.approvals.actions.accepting import accept
from luodi.approvals.actions.appealing import answer_appeal, appeal
from luodi.approvals.actions.deciding import refuse
from luodi.approvals.actions.ending import withdraw_case
from luodi.approvals.actions.filing import begin, choose_delivery, file, fill
from luodi.approvals.actions.issuing import receive
from luodi.approvals.actions.mandating import grant
from luodi.approvals.models import Appeal, BundleVersion, Case, Delivery, Licence, MaterialCopy
from luodi.companies.models import Mandate
from luodi.duties.models import Duty
from luodi.ledger.models import Attachment, Event
from luodi.ledger.sealing import seal
from luodi.portal.tests.test_erase import everything_kept, ledger_holds
from tests.approving import DEFINITION, Approving
from tests.cast import Cast, local, picture
from tests.certificates import approved, client_of, issued

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 4, 9)
CONTACT = [
    {"code": "contact_name", "label": "联系人", "kind": "text", "prefill": "person.name"},
    {"code": "manager", "label": "负责人", "kind": "text", "prefill": "person.name"},
    {"code": "mobile", "label": "手机", "kind": "phone"},
]
FORM = {"name": "一号车间", "contact_name": "孙联系人", "manager": "孙负责人", "mobile": "13912345678"}
PARCEL = {"kind": "courier", "name": "孙收件人", "phone": "13987654321", "address": "海边路七号"}
PERSONAL = ("孙联系人", "孙负责人", "13912345678", "孙收件人", "13987654321", "海边路七号")


@pytest.fixture
def files(settings, tmp_path: Path) -> Path:
    settings.ATTACHMENT_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def city(files) -> Iterator[Approving]:
    with time_machine.travel(NOW, tick=False):
        city = Approving(Cast())
        asking = deepcopy(DEFINITION)
        asking["fields"] += CONTACT
        BundleVersion.objects.update(definition=asking)
        yield city


def told(city: Approving, *, firm: bool = False) -> Case:
    """A draft with everything a person may leave in it."""
    viewer = city.by(city.applicant)
    company = city.firm if firm else None
    case = begin(viewer=viewer, code="workshop", answers={"crowd": "no"}, company=company)
    fill(viewer=viewer, number=case.number, form=FORM)
    choose_delivery(viewer=viewer, number=case.number, delivery=PARCEL)
    city.papers(case, "drawing", "lease", *(() if firm else ("licence",)))
    return case


def filed(city: Approving, *, firm: bool = False) -> Case:
    return file(viewer=city.by(city.applicant), number=told(city, firm=firm).number)


def withdrawn(city: Approving, *, firm: bool = False) -> Case:
    return withdraw_case(viewer=city.by(city.applicant), number=filed(city, firm=firm).number)


def erase(city: Approving, callbacks) -> str:
    """Asks for it on his page; returns the page he is led to."""
    with callbacks(execute=True):
        return client_of(city.applicant).post("/me/erasure/", follow=True).text


def kept(case: Case) -> Case:
    return Case.objects.select_related("duty").get(pk=case.pk)


def test_a_persons_closed_case_keeps_its_rows_and_nothing_he_told(
    city: Approving, files: Path, django_capture_on_commit_callbacks
):
    case = withdrawn(city)
    seal(NOW)
    before = everything_kept()
    assert [word for word in (*PERSONAL, "drawing.txt") if word not in before] == []

    assert "您的个人信息已删除" in erase(city, django_capture_on_commit_callbacks)

    seal(NOW)
    after = everything_kept()
    assert [word for word in (*PERSONAL, "drawing.txt") if word in after] == []
    assert ledger_holds()
    found = kept(case)
    assert (found.form, found.delivery) == ({}, {"kind": "courier"})
    assert (found.applicant, found.filed_at, found.duty.progress) == (city.applicant, NOW, "withdrawn")
    assert set(MaterialCopy.objects.filter(case=case).values_list("attachment", flat=True)) == {None}
    assert not Attachment.objects.filter(subject=case.number).exists()
    assert [one for one in files.rglob("*") if one.is_file()] == []
    event = Event.objects.get(subject=case.number, code="erased")
    assert event.facts == {"told": 4, "papers": 3, "words": 0}
    assert not User.objects.get(pk=city.applicant.pk).is_active


def test_of_a_firms_case_only_what_is_the_persons_goes(city: Approving, django_capture_on_commit_callbacks):
    case = withdrawn(city, firm=True)
    erase(city, django_capture_on_commit_callbacks)
    found = kept(case)
    assert (found.form, found.delivery) == ({"name": "一号车间"}, {"kind": "courier"})
    assert Attachment.objects.filter(subject=case.number).count() == 2
    assert Event.objects.get(subject=case.number, code="erased").facts == {"told": 3, "papers": 0, "words": 0}
    assert [word for word in PERSONAL if word in everything_kept()] == []


@pytest.mark.parametrize("firm", [False, True], ids=["his own", "a firm's"])
def test_a_draft_is_given_up_and_emptied(city: Approving, firm: bool, django_capture_on_commit_callbacks):
    case = told(city, firm=firm)
    assert case.number not in client_of(city.applicant).get("/me/erasure/").text
    assert "账号已关闭" in erase(city, django_capture_on_commit_callbacks)
    found = kept(case)
    assert (found.form, found.duty.progress, found.duty.closed) == ({}, "withdrawn", NOW)
    assert not Attachment.objects.filter(subject=case.number).exists()
    codes = Event.objects.filter(subject=case.number).order_by("id").values_list("code", flat=True)
    assert list(codes)[-3:] == ["given_up", "case_moved", "erased"]
    assert ledger_holds()


def test_a_case_under_way_is_withdrawn_first(city: Approving, django_capture_on_commit_callbacks):
    case, ended = filed(city), withdrawn(city)
    client = client_of(city.applicant)
    page = client.get("/me/erasure/").text
    assert "还有一件在办" in page
    assert f"/mine/cases/{case.number}/" in page
    assert ended.number not in page

    assert "请先撤回" in erase(city, django_capture_on_commit_callbacks)

    assert (kept(case).form, kept(ended).form) == (FORM, {})
    assert User.objects.get(pk=city.applicant.pk).is_active
    client.post(f"/mine/cases/{case.number}/withdrawal/")
    assert "账号已关闭" in erase(city, django_capture_on_commit_callbacks)
    assert sorted(Event.objects.filter(code="erased").values_list("subject", flat=True)) == sorted(
        [case.number, ended.number]
    )


def test_an_objection_is_answered_first_and_its_words_go_then(city: Approving, django_capture_on_commit_callbacks):
    case = filed(city)
    plan, planner = city.number(case, "plan"), city.by(city.planner)
    accept(viewer=planner, number=plan)
    refuse(viewer=planner, number=plan, reasons="图纸不符", remedies="六十日内可以申请行政复议")
    appeal(viewer=city.by(city.applicant), number=plan, words="我家就在隔壁，看得清楚")
    withdraw_case(viewer=city.by(city.applicant), number=case.number)
    assert Duty.objects.get(number=case.number).closed == NOW
    assert case.number in client_of(city.applicant).get("/me/erasure/").text

    answer_appeal(viewer=city.by(city.planning_head), number=plan, granted=False, answer="维持原决定")
    erase(city, django_capture_on_commit_callbacks)

    assert (Appeal.objects.get().words, Appeal.objects.get().answer) == ("", "维持原决定")
    assert "隔壁" not in everything_kept()


def test_a_licence_stands_in_the_public_register_and_stays(city: Approving, django_capture_on_commit_callbacks):
    case = approved(city)
    licence = issued(city, case)
    receive(viewer=city.by(city.planner), number=city.number(case, "plan"), received_by="孙收件人")
    withdraw_case(viewer=city.by(city.applicant), number=case.number)
    erase(city, django_capture_on_commit_callbacks)
    assert (Licence.objects.get().state, Licence.objects.get().holder_name) == ("valid", licence.holder_name)
    assert Delivery.objects.get().received_by == ""
    page = client_of(city.planner).get(f"/desk/cases/{case.number}/")
    assert "按申请人要求，删除了个人信息" in page.text


def test_nobody_acts_for_him_any_more(city: Approving, files: Path, django_capture_on_commit_callbacks):
    days = {"valid_from": date(2021, 1, 1), "valid_until": date(2021, 12, 31)}
    viewer, letter = city.by(city.applicant), SimpleUploadedFile("letter.jpg", picture(), "image/jpeg")
    grant(viewer=viewer, agent=city.agent, company=None, services=(), evidence=letter, **days)
    grant(viewer=viewer, agent=city.agent, company=city.firm, services=(), **days)
    erase(city, django_capture_on_commit_callbacks)
    own, firms = Mandate.objects.get(company=None), Mandate.objects.get(person=None)
    assert (own.revoked_at, own.evidence, firms.revoked_at) == (NOW, None, None)
    assert [one for one in files.rglob("*") if one.is_file()] == []
    assert Event.objects.filter(subject=str(own), code="revoked").exists()


def test_another_applicants_case_is_untouched(city: Approving, django_capture_on_commit_callbacks):
    other = begin(viewer=city.by(city.cast.investor), code="workshop", answers={})
    fill(viewer=city.by(city.cast.investor), number=other.number, form=FORM)
    withdrawn(city)
    erase(city, django_capture_on_commit_callbacks)
    assert (kept(other).form, kept(other).duty.progress) == (FORM, "draft")


def test_the_copy_of_ones_data_holds_what_one_filed_and_nothing_of_others(city: Approving):
    case = filed(city)
    plan = city.number(case, "plan")
    accept(viewer=city.by(city.planner), number=plan)
    refuse(viewer=city.by(city.planner), number=plan, reasons="图纸不符", remedies="六十日内可以申请行政复议")
    appeal(viewer=city.by(city.applicant), number=plan, words="看得清楚")
    licence = issued(city)
    copy = json.loads(client_of(city.applicant).get("/account/data/").content)
    mine = copy["cases"][0]
    assert (mine["duty__number"], mine["form"], mine["delivery"]) == (case.number, FORM, PARCEL)
    assert mine["answers"] == {"crowd": ["no"]}
    names = {row["material__name"] for row in copy["case_materials"] if row["case__duty__number"] == case.number}
    assert names == {"总平面图", "场地使用证明", "营业执照"}
    assert {row["kind"] for row in copy["case_letters"]} >= {"receipt", "refusal"}
    assert [row["reasons"] for row in copy["case_decisions"]] == ["图纸不符", ""]
    assert [row["words"] for row in copy["case_appeals"]] == ["看得清楚"]
    assert [row["number"] for row in copy["licences"]] == [licence.number]
    assert plan in {row["duty__number"] for row in copy["case_items"]}

    other = json.loads(client_of(city.cast.investor).get("/account/data/").content)
    assert [name for name in other if name.startswith(("case", "licence")) and other[name]] == []
