"""An investor has his personal data deleted: he is gone, and the chain of the ledger holds."""

import json
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from luodi.accounts.models import Consent, User
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.actions.attaching import attach
from luodi.enquiries.actions.handling import log_contact, write
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.enquiries.actions.triaging import withdraw
from luodi.enquiries.models import Enquiry
from luodi.ledger.models import Event
from luodi.ledger.sealing import seal
from tests.cast import Cast, local

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PERSONAL = ("远洋能源", "孙负责人", "光伏电站", "13900000001", "我的手机晚上关机", "约在海边", "计划书")
NOW = local(2021, 1, 4, 12)


@pytest.fixture
def papers(settings, tmp_path: Path) -> Path:
    settings.ATTACHMENT_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def investor(cast: Cast, papers) -> Client:
    User.objects.filter(pk=cast.investor.pk).update(name="孙负责人")
    client = Client()
    client.force_login(cast.investor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def told(cast: Cast) -> str:
    """One enquiry with everything a person may have left in it; returns its number."""
    viewer, officer = Viewer.of(cast.investor), Viewer.of(cast.dispatcher)
    with time_machine.travel(local(2021, 1, 4, 9, 40)):
        typed = Typed(
            name="孙负责人", contact=cast.investor.phone, channel="sms", sentence="想建光伏电站", firm="远洋能源"
        )
        number = submit(viewer=viewer, typed=typed).duty.number
    with time_machine.travel(local(2021, 1, 4, 10, 40)):
        write(viewer=viewer, number=number, body="我的手机晚上关机")
        attach(viewer=viewer, number=number, file=SimpleUploadedFile("计划书.pdf", PDF, "application/pdf"))
        log_contact(
            viewer=officer, number=number, channel="phone", said="约在海边", happened_at=local(2021, 1, 4, 10, 20)
        )
    return number


def closed(cast: Cast) -> str:
    number = told(cast)
    with time_machine.travel(local(2021, 1, 4, 11)):
        withdraw(viewer=Viewer.of(cast.investor), number=number)
    return number


def everything_kept() -> str:
    """Every column of every table of the house."""
    models = [model for model in apps.get_models() if model.__module__.startswith("luodi.")]
    rows = [row for model in models for row in model.objects.values()]
    return json.dumps(rows, default=str, ensure_ascii=False)


def ledger_holds() -> bool:
    said = StringIO()
    call_command("ledger", "verify", stdout=said)
    return "the chain holds" in said.getvalue()


@time_machine.travel(NOW)
def test_a_person_with_nothing_open_is_gone_and_the_seals_hold(
    cast, investor, papers, django_capture_on_commit_callbacks
):
    number = closed(cast)
    seal(NOW)
    kept = everything_kept()
    assert [word for word in PERSONAL if word not in kept] == []
    with django_capture_on_commit_callbacks(execute=True):
        done = investor.post("/me/erasure/", follow=True)
    assert "您的个人信息已删除" in done.text
    seal(NOW)
    kept = everything_kept()
    assert [word for word in PERSONAL if word in kept] == []
    assert ledger_holds()
    assert [path for path in papers.rglob("*") if path.is_file()] == []
    assert Duty.objects.get(number=number).title == number
    facts = Event.objects.get(subject=number, code="erased").facts
    assert facts == {"messages": 1, "contacts": 1, "papers": 1}
    codes = Event.objects.filter(subject=cast.investor.code).values_list("code", flat=True)
    assert list(codes.order_by("id")) == ["erasure_requested", "account_closed"]
    assert not Consent.objects.filter(withdrawn_at=None).exists()


@time_machine.travel(NOW)
def test_the_closed_account_signs_in_no_more_and_the_contact_is_free_again(cast, investor):
    closed(cast)
    investor.post("/me/erasure/")
    assert investor.get("/mine/").status_code == 302
    assert User.objects.investor_with("+8613900000001") is None


@time_machine.travel(NOW)
def test_with_an_open_enquiry_he_is_told_to_withdraw_it_first(cast, investor):
    gone, number = closed(cast), told(cast)
    page = investor.get("/me/erasure/").text
    assert "还有一件在办，请先撤回" in page
    assert number in page
    back = investor.post("/me/erasure/", follow=True)
    assert "请先撤回，再点一次" in back.text
    assert Enquiry.objects.get(duty__number=number).firm == "远洋能源"
    assert Enquiry.objects.get(duty__number=gone).firm == ""
    cast.investor.refresh_from_db()
    assert (cast.investor.is_active, cast.investor.name) == (True, "孙负责人")
    assert Event.objects.get(subject=cast.investor.code, code="erasure_requested").facts == {"closed": 1, "open": 1}
    investor.post(f"/mine/{number}/withdrawal/")
    investor.post("/me/erasure/")
    assert not User.objects.get(pk=cast.investor.pk).is_active
    assert sorted(Event.objects.filter(code="erased").values_list("subject", flat=True)) == sorted([gone, number])


@time_machine.travel(NOW)
def test_officers_still_read_what_was_done_and_that_it_was_erased(cast, investor):
    number = closed(cast)
    investor.post("/me/erasure/")
    officer = Client()
    officer.force_login(cast.dispatcher, backend="django.contrib.auth.backends.ModelBackend")
    page = officer.get(f"/desk/enquiries/{number}/", follow=True)
    assert page.status_code == 200
    assert "删除了个人信息" in page.text


def test_another_persons_rows_are_untouched(cast, investor):
    typed = Typed(name="食品", contact=cast.other_investor.phone, channel="sms", sentence="建冷库", firm="远海食品")
    number = submit(viewer=Viewer.of(cast.other_investor), typed=typed).duty.number
    withdraw(viewer=Viewer.of(cast.other_investor), number=number)
    investor.post("/me/erasure/")
    assert Enquiry.objects.get(duty__number=number).firm == "远海食品"
    assert User.objects.get(pk=cast.other_investor.pk).is_active


def test_the_account_page_leads_there_and_staff_have_no_such_page(cast, investor):
    assert "/me/erasure/" in investor.get("/account/").text
    officer = Client()
    officer.force_login(cast.head, backend="django.contrib.auth.backends.ModelBackend")
    assert "/me/erasure/" not in officer.get("/account/").text
    assert officer.get("/me/erasure/").status_code == 404
