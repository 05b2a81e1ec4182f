"""The public guide, read by somebody who is not signed in."""

import json
import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luodi.approvals.bundle.catalogue import shipped, shipped_bundles
from luodi.approvals.installing import install, units_for
from luodi.approvals.models import BundleVersion, Service, ServiceVersion
from luodi.approvals.rules import Validity
from luodi.ledger.models import Event
from tests.cast import Cast, local

DAY = date(2021, 1, 4)
SERVICE = "/guide/services/food/"


@pytest.fixture
def city(cast: Cast):
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        install(at=DAY, units=units_for(cast.city, cast.calendar))
        yield cast


def said(address: str, **more: str) -> str:
    answer = Client(**more).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def listed(city: Cast, code: str, name: str, **columns) -> ServiceVersion:
    """A service of a city's own list, in force."""
    service = Service.objects.create(code=code, unit=columns.pop("unit", city.zone_unit))
    return ServiceVersion.objects.create(
        service=service, name=name, state=Validity.PUBLISHED, valid_from=DAY, **columns
    )


def test_bundles_and_services_are_found_by_part_of_a_name_a_department_and_other_words(city):
    assert "开餐饮店一件事" in said("/guide/?q=餐饮")
    assert "食品（含保健食品）经营许可核发" in said("/guide/?q=食品 许可")
    assert "食品（含保健食品）经营许可核发" not in said("/guide/?q=道路")
    assert "开餐饮店一件事" in said("/guide/?q=我想开一家饭店")
    assert "说法相近" in said("/guide/?q=我想开一家饭店")
    assert "Open a restaurant" in said("/guide/?q=restaurant", HTTP_ACCEPT_LANGUAGE="en")
    assert "没有找到" in said("/guide/?q=zzzz")


def test_the_guide_is_narrowed_by_department_and_by_who_it_is_for(city):
    department = shipped().services["food"].department
    assert "食品（含保健食品）经营许可核发" in said(f"/guide/?department={department}&q=食品")
    assert "食品（含保健食品）经营许可核发" not in said("/guide/?department=tax")
    assert "社会组织设立一件事" in said("/guide/?theme=organisation")
    assert "开餐饮店一件事" not in said("/guide/?theme=organisation")
    assert "开餐饮店一件事" in said("/guide/?theme=nonsense&department=nowhere")


def test_a_page_beyond_the_last_is_the_last_and_what_is_no_number_the_first(city):
    pages = re.search(r"第 1 页，共 (\d+) 页", said("/guide/"))[1]
    for beyond in ("99", "99999999"):
        assert f"第 {pages} 页，共 {pages} 页" in said(f"/guide/?page={beyond}")
    for nothing in ("0", "-1", "²", "x", "9" * 5000):
        assert "第 1 页" in said(f"/guide/?page={nothing}")


def test_a_service_says_how_long_with_both_terms_what_stands_in_and_where_it_is_written(city):
    page = said(SERVICE)
    service = shipped().services["food"]
    assert f"{service.promised.days} 个工作日" in page
    assert f"{service.statutory.days} 个工作日" in page
    assert service.statutory.source in page
    assert "受理（另计）" in page
    assert "市里已有有效的《营业执照》电子证照，不用再交" in page
    assert "仅当：" in page, "a material that hangs on an answer says on which"
    assert "可以容缺受理" in page
    assert "最长 5 个工作日" in page, "the cap of a special procedure"
    assert reverse("portal:guide_bundle", args=["restaurant"]) in page
    assert reverse("portal:case_begin", args=["food"]) in page


def test_what_has_no_source_is_labelled_and_what_has_one_is_not(city):
    assert "示例" in said(SERVICE)
    sourced = listed(
        city,
        "sourced",
        "有出处的事项",
        promised_days=3,
        promised_source="公报",
        basis=[{"name": "《条例》", "source": "公报"}],
    )
    page = said(f"/guide/services/{sourced.service.code}/")
    assert "示例" not in page
    assert "公报" in page


def test_a_service_of_a_list_says_that_its_term_is_not_published_and_cannot_be_begun(city):
    listed(city, "list-1", "清单上的事项", client="")
    page = said("/guide/services/list-1/")
    assert "时限未公布" in page
    assert reverse("portal:case_begin", args=["list-1"]) not in page


def test_a_bundle_shows_what_the_answers_call_for(city):
    fullest, version = said("/guide/bundles/restaurant/"), BundleVersion.objects.get(bundle__code="restaurant")
    assert f"<b>{version.figures['items']}</b>" in fullest
    assert f"<b>{version.figures['promised_days']}</b>" in fullest
    page = said("/guide/bundles/restaurant/?asked=1&q-entity=existing&q-premises=own&q-size=small")
    assert "公司设立登记" in fullest
    assert "公司设立登记" not in page
    assert "交一次" in page
    assert "q-entity=existing" in page, "what was answered is taken along to the case"


@pytest.mark.parametrize("code", sorted(shipped_bundles()))
def test_the_figures_of_a_page_are_those_of_its_data(city, code):
    page, data = said(f"/guide/bundles/{code}/"), json.loads(said(f"/guide/bundles/{code}/?format=json"))
    for number in (data["items"], data["materials_to_give"], data["promised_days"], data["saved_days"]):
        assert f"<b>{number}</b>" in page
    assert data["saved_days"] == data["series_days"] - data["promised_days"]
    assert data["items"] == len(data["services"])


def test_answers_that_make_no_sense_are_passed_over(city):
    address = "/guide/bundles/restaurant/?asked=1&q-entity=emperor&q-entity=company&q-kitchen=stones&q-none=1"
    data = json.loads(said(f"{address}&format=json"))
    assert data["answers"] == {"entity": ["company"]}


def test_data_says_of_each_term_and_fee_whether_it_is_an_example(city):
    data = json.loads(said(f"{SERVICE}?format=json"))
    service = shipped().services["food"]
    assert data["statutory"] == {
        "days": service.statutory.days,
        "source": service.statutory.source,
        "sample": not service.statutory.source,
    }
    assert data["promised"]["sample"] is not bool(service.promised.source)
    assert data["sample"] is True
    everything = json.loads(said("/guide/?format=json"))
    assert {one["code"] for one in everything["bundles"]} == set(shipped_bundles())
    assert {one["code"] for one in everything["services"]} == set(shipped().services)


def test_what_is_not_in_force_is_not_there(city):
    ServiceVersion.objects.filter(service__code="food").update(state=Validity.DRAFT)
    for address in (SERVICE, "/guide/services/none/", "/guide/bundles/none/", "/guide/bundles/restaurant/"):
        assert Client().get(address).status_code == 404
    assert "食品（含保健食品）经营许可核发" not in said("/guide/?q=食品")


def test_an_empty_city_says_so(db):
    assert "指南还没有发布" in said("/guide/")


def test_english_is_complete(city):
    for address in ("/guide/", SERVICE, "/guide/bundles/industrial-land/"):
        page = said(address, HTTP_ACCEPT_LANGUAGE="en")
        assert "办事指南" not in page
    assert "Working days promised" in said("/guide/bundles/restaurant/", HTTP_ACCEPT_LANGUAGE="en")


@pytest.mark.parametrize(
    "address", ["/guide/", "/guide/?q=许可", SERVICE, "/guide/bundles/industrial-land/", "/guide/bundles/restaurant/"]
)
def test_a_page_takes_at_most_twelve_queries_whatever_it_lists(city, address, django_assert_max_num_queries):
    for number in range(60):
        listed(city, f"list-{number}", f"某某许可 {number}")
    with django_assert_max_num_queries(12):
        said(address)


def test_reading_writes_nothing(city):
    before = Event.objects.count()
    said("/guide/")
    said("/guide/bundles/restaurant/")
    assert Event.objects.count() == before


def test_the_home_page_leads_to_the_guide(city):
    assert 'href="/guide/"' in said("/")
