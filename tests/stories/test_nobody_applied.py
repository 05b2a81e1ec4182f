"""A hall opens at eight; at half past eight somebody has a licence that nobody applied for."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luodi.accounts.models import User
from luodi.approvals.actions.accepting import accept
from luodi.approvals.actions.deciding import approve
from luodi.approvals.actions.delivering import deliver_drawn
from luodi.approvals.actions.filing import begin, file, fill
from luodi.approvals.actions.issuing import issue
from luodi.approvals.actions.licensing import suspend
from luodi.approvals.actions.materials import give
from luodi.approvals.actions.proposing import propose
from luodi.approvals.licences.drawing import draw_licences
from luodi.approvals.models import (
    Case,
    Item,
    ItemMaterial,
    Licence,
    LicenceKind,
    Material,
    Proposal,
    Requirement,
    Service,
    ServiceVersion,
)
from luodi.approvals.proving import compare
from luodi.companies.models import Company, Membership
from luodi.duties.models import Deadline, Duty
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.approving import SINCE, Approving, paper
from tests.cast import LONG_AGO, Cast, local
from tests.certificates import approved, client_of, issued
from tests.stories.desk import LIMIT, queries

pytestmark = pytest.mark.django_db
BEFORE, MORNING = local(2021, 1, 4, 14), local(2021, 1, 5, 8, 30)
FORM = {
    "org_name": "港区志愿服务协会",
    "purpose": "社区服务",
    "address": "港区一路 9 号",
    "head": "会长",
    "funds": "30000",
}


def at(*moment: int) -> time_machine.travel:
    return time_machine.travel(local(*moment), tick=False)


@pytest.fixture
def city() -> Approving:
    with time_machine.travel(BEFORE, tick=False):
        made = Approving(Cast())
        civil_affairs(made)
    return made


def civil_affairs(city: Approving) -> None:
    """The founding of an association, and its registration, which follows from it."""
    unit = city.units["planning"]
    kinds = {
        code: LicenceKind.objects.create(code=code, name=name, prefix=prefix, validity_months=months)
        for code, name, prefix, months in (
            ("founding-approval", "社会组织成立批复", "CL", 6),
            ("social-certificate", "社会组织法人登记证书", "SZ", 48),
        )
    }
    charter = Material.objects.create(code="charter", name="章程")
    founded = Material.objects.create(code="founded", name="成立批复", licence_kind=kinds["founding-approval"])
    for code, name, kind, asked in (
        ("founding", "社会组织成立审查", "founding-approval", [charter]),
        ("registration", "社会组织成立登记", "social-certificate", [charter, founded]),
    ):
        version = ServiceVersion.objects.create(
            service=Service.objects.create(code=code, unit=unit),
            name=name,
            state="published",
            valid_from=SINCE,
            statutory_days=20,
            promised_days=5,
            result_kind=kinds[kind],
        )
        for material in asked:
            Requirement.objects.create(version=version, material=material)


def founded(city: Approving, **changed: str) -> Licence:
    """The association's founding was applied for, and approved, in the ordinary way."""
    founder = User.objects.create_user("i-founder", kind=User.Kind.INVESTOR, name="会长", phone="+8613900000021")
    firm = Company.objects.create(name="港区志愿服务协会", name_key="港区志愿服务协会")
    Membership.objects.create(company=firm, user=founder, since=LONG_AGO)
    viewer, officer = city.by(founder), city.by(city.planner)
    case = begin(viewer=viewer, code="founding", answers={}, company=firm)
    fill(viewer=viewer, number=case.number, form={})
    Case.objects.filter(pk=case.pk).update(form=FORM | changed)
    give(viewer=viewer, number=case.number, file=paper(), material="charter")
    file(viewer=viewer, number=case.number)
    number = Duty.objects.get(item__case=case).number
    accept(viewer=officer, number=number)
    approve(viewer=officer, number=number)
    licence = issue(viewer=officer, number=number)
    assert licence is not None
    return licence


@pytest.fixture
def founder(city: Approving) -> User:
    with time_machine.travel(BEFORE, tick=False):
        founded(city)
    return User.objects.get(login="i-founder")


def desk(city: Approving) -> Client:
    return client_of(city.planner)


def test_at_half_past_eight_the_association_has_its_certificate(city: Approving, founder: User):
    with at(2021, 1, 5, 8):
        assert (propose(local(2021, 1, 5, 8)), propose(local(2021, 1, 5, 8))) == (1, 0)
        assert Notice.objects.filter(reader=city.planner, code="proposed").count() == 1
    proposal = Proposal.objects.get()
    with at(2021, 1, 5, 8, 30):
        client = desk(city)
        rows = client.get(reverse("desk:proposals")).context["waiting"]
        assert [(row.holder, row.rule) for row in rows] == [("港区志愿服务协会", "社会组织首次登记")]
        page = client.get(reverse("desk:proposal", args=[proposal.pk])).content.decode()
        assert "已在库" in page
        assert "数据日期 2021-01-04" in page
        client.post(reverse("desk:proposal_confirmation", args=[proposal.pk]))

        proposal.refresh_from_db()
        licence = Licence.objects.get(kind__code="social-certificate")
        assert (proposal.state, proposal.licence, proposal.post) == ("confirmed", licence, city.planner.post)
        assert (licence.issued_at, licence.holder_name) == (MORNING, "港区志愿服务协会")
        assert (licence.valid_from, licence.valid_until) == (date(2021, 1, 5), date(2025, 1, 4))
        assert ["法定代表人", "会长"] in licence.fields  # from the form of the founding
        draw_licences(MORNING)
        deliver_drawn(MORNING)
    item = Item.objects.get(case=proposal.case)
    assert (item.state, item.case.channel, item.case.applicant) == ("delivered", "9", founder)
    assert item.case.duty.progress == "finished"
    assert compare(item.case) == []  # the ledger alone tells the same
    notice = Notice.objects.get(reader=founder, code="certificate_given")
    assert notice.subject == proposal.case.number


def test_every_step_has_its_event_though_all_happened_at_once(city: Approving, founder: User):
    with at(2021, 1, 5, 8):
        propose(MORNING)
        desk(city).post(reverse("desk:proposal_confirmation", args=[Proposal.objects.get().pk]))
    item = Item.objects.get(case=Proposal.objects.get().case)
    codes = list(Event.objects.filter(subject=item.duty.number).order_by("id").values_list("code", flat=True))
    assert codes == ["opened", "filed", "accepted", "approved", "issued"]
    whole = Event.objects.filter(subject=item.case.number).order_by("id").values_list("code", flat=True)
    assert list(whole) == ["opened", "filed"]
    assert len(set(Event.objects.filter(subject=item.duty.number).values_list("act", flat=True))) == 1
    assert set(ItemMaterial.objects.filter(item=item).values_list("state", "copy__source")) == {
        ("accepted", "check"),
        ("accepted", "licence"),
    }
    kept = Deadline.objects.filter(duty=item.duty).values_list("kind", "outcome")
    assert dict(kept) == {"acceptance": "kept", "statutory": "kept", "decision": "kept", "issue": "kept"}


def test_two_officers_who_confirm_give_one_certificate(city: Approving, founder: User):
    with at(2021, 1, 5, 8):
        propose(MORNING)
        address = reverse("desk:proposal_confirmation", args=[Proposal.objects.get().pk])
        assert desk(city).post(address).status_code == 302
        assert client_of(city.colleague).post(address).status_code == 409
    assert Licence.objects.filter(kind__code="social-certificate").count() == 1


def test_another_department_neither_sees_nor_confirms(city: Approving, founder: User):
    with at(2021, 1, 5, 8):
        propose(MORNING)
        pk = Proposal.objects.get().pk
        client = client_of(city.fireman)
        assert client.get(reverse("desk:proposals")).context["waiting"] == []
        assert client.post(reverse("desk:proposal_confirmation", args=[pk])).status_code == 404
    assert Proposal.objects.get().state == "proposed"


def test_what_changed_between_proposal_and_confirmation_is_not_given(city: Approving, founder: User):
    with at(2021, 1, 5, 8):
        propose(MORNING)
        basis = Proposal.objects.get().basis
        suspend(viewer=city.by(city.planner), number=basis.number, reason="章程有误")
        desk(city).post(reverse("desk:proposal_confirmation", args=[Proposal.objects.get().pk]))
    assert Proposal.objects.get().state == "stale"
    assert not Licence.objects.filter(kind__code="social-certificate").exists()


def test_declined_with_words_it_is_not_proposed_again(city: Approving, founder: User):
    with at(2021, 1, 5, 8):
        propose(MORNING)
        address = reverse("desk:proposal_refusal", args=[Proposal.objects.get().pk])
        assert desk(city).post(address, {"words": ""}).status_code == 422
        desk(city).post(address, {"words": "负责人任职条件待核"})
        assert propose(MORNING + timedelta(hours=1)) == 0
    assert (Proposal.objects.get().state, Proposal.objects.get().words) == ("declined", "负责人任职条件待核")
    assert "待核" not in str(Event.objects.get(code="proposal_declined").facts)


@pytest.mark.parametrize("lacking", ["head", "funds"])
def test_incomplete_data_propose_nothing(city: Approving, lacking: str):
    with time_machine.travel(BEFORE, tick=False):
        founded(city, **{lacking: ""})
    assert propose(MORNING) == 0


def test_whoever_applied_himself_is_not_proposed_to(city: Approving, founder: User):
    with at(2021, 1, 5, 8):
        viewer, firm = city.by(founder), Company.objects.get(name="港区志愿服务协会")
        case = begin(viewer=viewer, code="registration", answers={}, company=firm)
        for material in ("charter", "founded"):
            give(viewer=viewer, number=case.number, file=paper(), material=material)
        file(viewer=viewer, number=case.number)
        assert propose(MORNING) == 0


def objected(city: Approving, founder: User, words: str = "名称写错了") -> Proposal:
    with at(2021, 1, 5, 8):
        propose(MORNING)
        desk(city).post(reverse("desk:proposal_confirmation", args=[Proposal.objects.get().pk]))
        draw_licences(MORNING)
        deliver_drawn(MORNING)
    proposal = Proposal.objects.select_related("licence", "case").get()
    with at(2021, 1, 8, 9):
        address = reverse("portal:licence_objections", args=[proposal.licence.token])
        client_of(founder).post(address, {"words": words})
    proposal.refresh_from_db()
    return proposal


def test_the_holder_reads_why_and_objects(city: Approving, founder: User):
    proposal = objected(city, founder)
    assert (proposal.state, proposal.objection) == ("objected", "名称写错了")
    duty = Duty.objects.get(item__case=proposal.case)
    assert duty.closed is None
    assert compare(proposal.case) == []
    assert Deadline.objects.get(duty=duty, kind="appeal", stopped=None).due.date() == date(2021, 1, 22)
    assert Notice.objects.filter(reader=city.planning_head, code="objected").exists()
    with at(2021, 1, 8, 10):
        page = client_of(founder).get(reverse("portal:own_licence", args=[proposal.licence.token])).content.decode()
    assert "为什么您没有申请就拿到了" in page
    assert "正在处理" in page
    assert "名称写错了" not in str(list(Event.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize(("granted", "state", "worth"), [("1", "withdrawn", "suspended"), ("0", "upheld", "valid")])
def test_an_objection_is_answered_and_the_certificate_follows(
    city: Approving, founder: User, granted: str, state: str, worth: str
):
    proposal = objected(city, founder)
    with at(2021, 1, 11, 9):
        address = reverse("desk:proposal_answer", args=[proposal.pk])
        assert desk(city).post(address, {"granted": granted}).status_code == 422
        desk(city).post(address, {"granted": granted, "answer": "已核实"})
    proposal.refresh_from_db()
    proposal.licence.refresh_from_db()
    assert (proposal.state, proposal.objection_answer, proposal.licence.state) == (state, "已核实", worth)
    duty = Duty.objects.get(item__case=proposal.case)
    assert duty.closed is not None
    assert Deadline.objects.get(duty=duty, kind="appeal").outcome == "kept"
    assert compare(proposal.case) == []
    assert Notice.objects.filter(reader=founder, code="objection_answered").exists()


def test_after_fifteen_working_days_it_is_too_late_to_object(city: Approving, founder: User):
    with at(2021, 1, 5, 8):
        propose(MORNING)
        desk(city).post(reverse("desk:proposal_confirmation", args=[Proposal.objects.get().pk]))
    proposal = Proposal.objects.select_related("licence").get()
    assert proposal.objection_until.date() == date(2021, 1, 26)
    with at(2021, 1, 27, 9):
        address = reverse("portal:licence_objections", args=[proposal.licence.token])
        answer = client_of(founder).post(address, {"words": "晚了"})
    assert answer.status_code == 422
    assert "期限已过" in answer.content.decode()
    assert Proposal.objects.get().state == "confirmed"


def test_a_certificate_about_to_end_is_renewed_from_where_it_ends(city: Approving):
    with time_machine.travel(BEFORE, tick=False):
        old = issued(city, approved(city))
        assert old.valid_until == date(2023, 1, 3)
        assert propose(BEFORE) == 0
    with at(2022, 11, 1, 9):
        assert propose(local(2022, 11, 1, 9)) == 1
        desk(city).post(reverse("desk:proposal_confirmation", args=[Proposal.objects.get().pk]))
    old.refresh_from_db()
    new = Licence.objects.get(replaces=old)
    assert (old.state, new.state) == ("replaced", "valid")
    assert (new.valid_from, new.valid_until) == (date(2022, 11, 1), date(2025, 1, 3))
    with at(2022, 11, 2, 9):
        assert propose(local(2022, 11, 2, 9)) == 0


@pytest.mark.parametrize("changed", [{"name": "新港精机有限公司"}, {"uscc": "91370202MA0DEM021R"}])
def test_a_firm_that_changed_is_not_renewed_by_itself(city: Approving, changed: dict[str, str]):
    with time_machine.travel(BEFORE, tick=False):
        issued(city, approved(city))
        Company.objects.filter(pk=city.firm.pk).update(**changed)
    assert propose(local(2022, 11, 1, 9)) == 0


def test_a_certificate_that_was_ever_suspended_is_not_renewed_by_itself(city: Approving):
    with time_machine.travel(BEFORE, tick=False):
        licence = issued(city, approved(city))
        suspend(viewer=city.by(city.planner), number=licence.number, reason="检查")
        Licence.objects.update(state="valid")
    assert propose(local(2022, 11, 1, 9)) == 0


def test_the_list_of_proposals_costs_the_same_for_many(city: Approving, founder: User):
    with at(2021, 1, 5, 8):
        propose(MORNING)
        few = queries(desk(city), reverse("desk:proposals"))
        one = Proposal.objects.get()
        for n in range(6):
            basis = Licence.objects.get(pk=one.basis_id)
            basis.pk, basis.number, basis.token = None, f"CL-X-{n}", None
            basis._state.adding = True
            basis.token = Licence._meta.get_field("token").get_default()
            basis.save()
            one.pk, one.basis = None, basis
            one._state.adding = True
            one.save()
        assert len(desk(city).get(reverse("desk:proposals")).context["waiting"]) == 7
        assert queries(desk(city), reverse("desk:proposals")) <= few <= LIMIT
