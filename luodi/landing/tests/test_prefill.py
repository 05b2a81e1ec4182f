"""The one form of a case asks nothing that the city knows already."""

import pytest
import time_machine

from luodi.companies.models import Company
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.enquiries.models import Fact
from luodi.landing.prefill import known_for
from tests.cast import Cast, local
from tests.projecting import Projecting

EXACT = {
    "floor_area_m2": 320,
    "jobs": 12,
    "total_investment": {"amount": 1_500_000, "currency": "CNY"},
    "start_by": "2021-03-01",
}
VAGUE = {"land_mu": {"min": 5, "max": 8}, "produce_by": "2021-06", "fixed_investment": {"amount": 9, "currency": "USD"}}


@pytest.fixture
def told(cast: Cast):
    """An enquiry of the investor with exact and vague facts."""
    with time_machine.travel(local(2021, 1, 4, 9, 40), tick=False):
        typed = Typed(
            name="负责人", contact=cast.investor.phone, channel="sms", sentence="开一家餐馆", firm="海边餐饮有限公司"
        )
        enquiry = submit(viewer=Viewer.of(cast.investor), typed=typed).duty.enquiry
        Fact.objects.filter(enquiry=enquiry).delete()
        for code, value in (EXACT | VAGUE).items():
            Fact.objects.create(
                enquiry=enquiry, field=code, value=value, source=Fact.Source.TYPED, by="test", at=enquiry.submitted
            )
        yield enquiry


def known(cast: Cast, company: Company | None = None) -> dict[str, str]:
    found = known_for(Viewer.of(cast.investor), applicant=cast.investor, company=company)
    return {code: one.value for code, one in found.items()}


def test_exact_facts_of_the_last_enquiry_are_known_and_vague_ones_are_asked(cast, told):
    found = known(cast)
    assert found["enquiry.floor_area_m2"] == "320"
    assert found["enquiry.jobs"] == "12"
    assert found["enquiry.total_investment"] == "1500000"
    assert found["enquiry.start_by"] == "2021-03-01"
    assert found["enquiry.company_name"] == "海边餐饮有限公司"
    assert not {f"enquiry.{code}" for code in VAGUE} & found.keys()


def test_each_value_says_where_it_comes_from(cast, told):
    firm = Company.objects.exclude(uscc="").get()
    found = known_for(Viewer.of(cast.investor), applicant=cast.investor, company=firm)
    assert found["enquiry.jobs"].source == f"投资申请 {told.duty.number}"
    assert found["company.uscc"].value == firm.uscc
    assert found["company.uscc"].source == "企业登记信息"
    assert found["person.phone"].value == cast.investor.phone.removeprefix("+86")


def test_nobody_reads_the_enquiry_of_another_through_a_form(cast, told):
    found = known_for(Viewer.of(cast.other_investor), applicant=cast.investor, company=None)
    assert not [code for code in found if code.startswith("enquiry.")]


def test_what_the_firms_key_project_says_is_known(cast, told):
    firm = Company.objects.exclude(uscc="").get()
    project = Projecting(cast).project(
        "冷链基地", sponsor=firm, code="2021-370211-59-03-000001", address="港区一路 1 号"
    )
    found = known_for(Viewer.of(cast.investor), applicant=cast.investor, company=firm)
    assert found["project.name"].value == "冷链基地"
    assert found["project.code"].value == "2021-370211-59-03-000001"
    assert found["project.address"].source == f"重点项目 {project.number}"
    assert "project.builder" not in found
