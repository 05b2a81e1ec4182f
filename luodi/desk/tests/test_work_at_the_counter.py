"""The general window: found by number or begun, scanned, sorted, filed; continued at another hall."""

import re
from collections.abc import Iterator

import pytest
import time_machine

from luodi.accounts.models import User
from luodi.approvals.actions import materials
from luodi.approvals.actions.accepting import ask_supplement
from luodi.approvals.models import Case, Item, ItemMaterial, Licence, LicenceUse, MaterialCopy
from luodi.companies.models import Mandate, Membership
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.ledger.models import Event
from tests.approving import Approving, paper
from tests.cast import Cast, local
from tests.stories.desk import text
from tests.stories.officer import Officer

NOW = local(2021, 1, 4, 9, 40)


@pytest.fixture
def town(cast: Cast) -> Iterator[Approving]:
    with time_machine.travel(NOW, tick=False):
        yield Approving(cast)


@pytest.fixture
def window(town: Approving) -> Officer:
    return Officer(town.counter)


def begun(window: Officer, **said: str) -> Case:
    answer = window.client.post("/desk/counter/new/", {"code": "workshop"} | said)
    assert answer.status_code == 302, text(answer)
    return Case.objects.select_related("duty", "applicant", "company").get(duty__number=answer.url.split("/")[-2])


def scanned(window: Officer, case: Case, *names: str) -> list[MaterialCopy]:
    window.client.post(f"/desk/counter/{case.number}/scans/", {"scans": [paper(name) for name in names]})
    return list(MaterialCopy.objects.filter(case=case, source="scanned", withdrawn_at=None).order_by("pk"))


def sort(window: Officer, case: Case, copy: MaterialCopy, material: str, **headers: str) -> object:
    data = {"copy": copy.pk, "material": material}
    return window.client.post(f"/desk/counter/{case.number}/sorting/", data, headers=headers)


def test_who_walks_in_with_a_telephone_has_an_account_from_then_on(town: Approving, window: Officer) -> None:
    case = begun(window, phone="139 0000 0099", name="王女士", uscc="91370211MA0DEM0130", firm="新港机械")
    assert case.applicant is not None
    assert (case.applicant.phone, case.applicant.name) == ("+8613900000099", "王女士")
    assert (case.company, case.begun_by, case.channel) == (town.firm, town.counter.post, "1")
    assert not Membership.objects.filter(user=case.applicant).exists()
    assert Event.objects.filter(subject=case.applicant.code, code="registered").exists()


def test_who_has_an_account_is_recognised(town: Approving, window: Officer) -> None:
    case = begun(window, phone=town.applicant.phone)
    assert case.applicant == town.applicant
    assert User.objects.filter(phone=town.applicant.phone).count() == 1


def test_who_has_no_telephone_is_served_as_well(town: Approving, window: Officer) -> None:
    case = begun(window)
    assert (case.applicant, case.company) == (None, None)
    assert "没有账号" in text(window.get(f"counter/{case.number}/"))


@pytest.mark.parametrize(("field", "typed"), [("phone", "12"), ("uscc", "91370211MA0DEM0131"), ("code", "nothing")])
def test_what_cannot_be_is_refused_and_stays_typed(window: Officer, field: str, typed: str) -> None:
    answer = window.client.post("/desk/counter/new/", {"code": "workshop", field: typed})
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_the_window_is_for_counters_and_agents_only(town: Approving) -> None:
    case = town.filed()
    assert Officer(town.planner).get("counter/").status_code == 404
    assert Officer(town.fireman).get(f"counter/{case.number}/").status_code == 404
    assert Officer(town.cast.stranger_officer).get(f"counter/{case.number}/").status_code == 404


@pytest.mark.parametrize(("part", "status"), [("filing", 422), ("licences", 200)])
def test_a_version_that_is_no_number_is_as_none(window: Officer, part: str, status: int) -> None:
    case = begun(window)
    told, headers = {"version": "²"}, {"HX-Request": "true"}
    answer = window.client.post(f"/desk/counter/{case.number}/{part}/", told, headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize("shape", ["{}", "{} ", "http://city.example/status/?number={}", "http://city.example/c/{}/"])
def test_a_scan_gun_opens_the_case_whatever_stands_around_its_number(
    town: Approving, window: Officer, shape: str
) -> None:
    case = town.draft()
    found = window.client.get("/desk/counter/", {"q": shape.format(case.number.lower())})
    assert found.url == f"/desk/counter/{case.number}/"


def test_the_number_of_an_item_leads_to_its_case_too(town: Approving, window: Officer) -> None:
    case = town.filed()
    found = window.client.get("/desk/counter/", {"q": town.number(case, "plan")})
    assert found.url == f"/desk/counter/{case.number}/"
    nothing = window.client.get("/desk/counter/", {"q": "LD-C-210104-379900-00000-0"})
    assert "本大厅没有" in text(nothing)


def test_many_scans_at_once_are_sorted_and_one_bad_file_stops_no_other(town: Approving, window: Officer) -> None:
    case = begun(window, phone=town.applicant.phone)
    window.client.post(f"/desk/counter/{case.number}/questions/", {"q-crowd": "yes"})
    bad = paper("virus.exe")
    answer = window.client.post(
        f"/desk/counter/{case.number}/scans/",
        {"scans": [paper("一.txt"), bad, paper("二.txt")]},
        follow=True,
    )
    assert "virus.exe" in text(answer)
    first, second = MaterialCopy.objects.filter(case=case, material=None).order_by("pk")
    sort(window, case, first, "drawing")
    assert {row.item.code for row in ItemMaterial.objects.filter(copy=first)} == {"plan", "build", "open"}
    tray = sort(window, case, second, "lease", **{"HX-Request": "true"})
    assert text(tray).lstrip().startswith("<section")
    sort(window, case, second, "")
    second.refresh_from_db()
    assert second.material is None
    window.client.post(f"/desk/counter/{case.number}/removal/", {"copy": second.pk})
    second.refresh_from_db()
    assert second.withdrawn_at == NOW


def test_no_file_is_told_at_the_field(town: Approving, window: Officer) -> None:
    case = begun(window)
    answer = window.client.post(f"/desk/counter/{case.number}/scans/", {})
    assert answer.status_code == 422
    assert "请先选文件" in text(answer)


def test_a_walk_in_is_filed_in_one_visit(town: Approving, window: Officer) -> None:
    case = begun(window, uscc="91370211MA0DEM0130", firm="新港机械")
    here = f"/desk/counter/{case.number}"
    window.client.post(f"{here}/questions/", {"q-crowd": "no"})
    early = window.client.post(f"{here}/filing/")
    assert early.status_code == 422
    window.client.post(f"{here}/form/", {"f-name": "一号车间", "f-area": "3200"})
    window.client.post(f"{here}/delivery/", {"kind": "counter"})
    drawing, lease = scanned(window, case, "图.txt", "租约.txt")
    sort(window, case, drawing, "drawing")
    sort(window, case, lease, "lease")
    window.client.post(f"{here}/filing/")
    case.refresh_from_db()
    assert case.filed_at == NOW
    assert {item.state for item in Item.objects.included().filter(case=case)} == {"filed", "blocked"}
    assert "场地备案" in text(window.get(f"counter/{case.number}/"))


def test_what_the_window_sorted_itself_does_not_stand_in_the_way_of_its_forms(town: Approving, window: Officer) -> None:
    case = begun(window, phone=town.applicant.phone)
    here, (drawing,) = f"/desk/counter/{case.number}", scanned(window, case, "图.txt")
    case.duty.refresh_from_db()
    opened = case.duty.version
    carried = carried_on(window, case, drawing, "drawing", opened)
    assert carried > opened
    assert window.client.post(f"{here}/form/", {"f-name": "一号车间", "version": carried}).status_code == 302


def test_sorting_does_not_hide_from_the_forms_what_somebody_else_did(town: Approving, window: Officer) -> None:
    case = begun(window, phone=town.applicant.phone)
    here, (drawing,) = f"/desk/counter/{case.number}", scanned(window, case, "图.txt")
    case.duty.refresh_from_db()
    opened = case.duty.version
    window.client.post(f"{here}/form/", {"f-name": "申请人改的", "version": opened})
    carried = carried_on(window, case, drawing, "drawing", opened)
    assert carried == opened
    assert window.client.post(f"{here}/form/", {"f-name": "一号车间", "version": carried}).status_code == 409


def carried_on(window: Officer, case: Case, copy: MaterialCopy, material: str, version: int) -> int:
    """Sorted by the page's script; returns the version that its forms are sent with from then on."""
    data = {"copy": copy.pk, "material": material, "version": version}
    headers = {"HX-Request": "true"}
    tray = window.client.post(f"/desk/counter/{case.number}/sorting/", data, headers=headers)
    (found,) = set(re.findall(r'form="fill-form" name="version" value="(\d+)"', tray.content.decode()))
    return int(found)


def test_questions_changed_by_somebody_else_meanwhile_are_not_overwritten(town: Approving, window: Officer) -> None:
    case = begun(window, phone=town.applicant.phone)
    version = case.duty.version
    window.client.post(f"/desk/counter/{case.number}/questions/", {"q-crowd": "yes", "version": version})
    late = window.client.post(f"/desk/counter/{case.number}/form/", {"f-name": "二号车间", "version": version})
    assert late.status_code == 409
    case.refresh_from_db()
    assert case.form == {}


def test_begun_at_a_districts_window_it_goes_on_at_the_citys_without_scanning_again(
    town: Approving, window: Officer
) -> None:
    cast = town.cast
    hall = cast._unit("west-hall", "西部新区政务大厅", "office", cast.district)
    district = Officer(cast.officer("west-counter", "新区综窗", hall, Post.Role.COUNTER, remit=("case", "item")))
    case = begun(district, uscc="91370211MA0DEM0130", firm="新港机械")
    district.client.post(f"/desk/counter/{case.number}/questions/", {"q-crowd": "no"})
    drawing, lease = scanned(district, case, "图.txt", "租约.txt")
    sort(district, case, drawing, "drawing")
    assert case.number in text(district.get("counter/"))

    with time_machine.travel(local(2021, 1, 5, 10), tick=False):
        assert window.client.get("/desk/counter/", {"q": case.number}).url == f"/desk/counter/{case.number}/"
        assert "图.txt" in text(window.get(f"counter/{case.number}/"))
        sort(window, case, lease, "lease")
        window.client.post(f"/desk/counter/{case.number}/form/", {"f-name": "一号车间"})
        window.client.post(f"/desk/counter/{case.number}/filing/")
        case.refresh_from_db()
        assert case.filed_at is not None
        page = text(window.get(f"cases/{case.number}/"))
    assert "新区综窗" in page
    assert "综合窗口" in page
    assert MaterialCopy.objects.filter(case=case, source="scanned").count() == 2


def test_what_was_begun_on_line_goes_on_at_any_window_with_the_applicants_query_code(town: Approving) -> None:
    cast = town.cast
    hall = cast._unit("west-hall", "西部新区政务大厅", "office", cast.district)
    district = Officer(cast.officer("west-counter", "新区综窗", hall, Post.Role.COUNTER, remit=("case", "item")))
    case = town.draft()
    assert district.get(f"counter/{case.number}/").status_code == 404
    assert "查询码" in text(district.client.get("/desk/counter/", {"q": case.number}))
    wrong = "000000" if case.query_code != "000000" else "000001"
    said = {"number": case.number.lower()}
    refused = district.client.post("/desk/counter/continuations/", said | {"code": wrong})
    assert refused.status_code == 422
    answer = district.client.post("/desk/counter/continuations/", said | {"code": case.query_code})
    assert answer.url == f"/desk/counter/{case.number}/"
    assert district.get(f"counter/{case.number}/").status_code == 200
    assert Event.objects.filter(subject=case.number, code="taken_up").count() == 1
    assert "新区综窗接着办" in text(district.get(f"cases/{case.number}/"))


def test_query_codes_are_not_to_be_guessed(town: Approving, window: Officer) -> None:
    case = town.draft()
    wrong = "000000" if case.query_code != "000000" else "000001"
    for _guess in range(5):
        window.client.post("/desk/counter/continuations/", {"number": case.number, "code": wrong})
    late = window.client.post("/desk/counter/continuations/", {"number": case.number, "code": case.query_code})
    assert late.status_code == 422
    assert not Event.objects.filter(subject=case.number, code="taken_up").exists()


def test_the_districts_window_takes_in_what_a_department_of_the_city_has_given_to_windows(town: Approving) -> None:
    cast = town.cast
    hall = cast._unit("west-hall", "西部新区政务大厅", "office", cast.district)
    district = Officer(cast.officer("west-counter", "新区综窗", hall, Post.Role.COUNTER, remit=("case", "item")))
    case = begun(district, uscc="91370211MA0DEM0130", firm="新港机械")
    here = f"/desk/counter/{case.number}"
    district.client.post(f"{here}/questions/", {"q-crowd": "no"})
    drawing, lease = scanned(district, case, "图.txt", "租约.txt")
    sort(district, case, drawing, "drawing")
    sort(district, case, lease, "lease")
    district.client.post(f"{here}/form/", {"f-name": "一号车间"})
    district.client.post(f"{here}/filing/")
    number = town.number(case, "site")
    district.client.post(f"/desk/items/{number}/acceptance/", {})
    assert Item.objects.get(duty__number=number).state == "accepted"
    assert "受理通知书" in text(district.get(f"counter/{case.number}/"))


def test_what_a_notice_asked_for_is_handed_in_at_the_window(town: Approving, window: Officer) -> None:
    case = town.filed()
    number = town.number(case, "plan")
    ask_supplement(viewer=Viewer.of(town.planner), number=number, asked=[{"material": "drawing", "words": "重画"}])
    assert "补正已交齐" in text(window.get(f"counter/{case.number}/"))
    window.client.post(f"/desk/counter/{case.number}/supplements/{number}/")
    assert Item.objects.get(duty__number=number).state == "filed"


def test_a_licence_of_the_city_is_used_on_signed_consent_only(town: Approving, window: Officer) -> None:
    case = begun(window, uscc="91370211MA0DEM0130", firm="新港机械")
    window.client.post(f"/desk/counter/{case.number}/questions/", {"q-crowd": "no"})
    Licence.objects.create(
        number="GH-1", kind=town.permit, unit=town.units["planning"], company=town.firm, holder_name=town.firm.name,
        issued_at=NOW, valid_from=NOW.date(),
    )  # fmt: skip
    ItemMaterial.objects.filter(item__case=case, material__code="permit").update(state="missing")
    assert "GH-1" in text(window.get(f"counter/{case.number}/"))
    window.client.post(f"/desk/counter/{case.number}/licences/", {"licence": "GH-1"})
    assert not LicenceUse.objects.exists()
    window.client.post(f"/desk/counter/{case.number}/licences/", {"licence": "GH-1", "signed": "on"})
    used = LicenceUse.objects.get()
    assert (used.consent_how, used.post) == ("signed", town.counter.post)


def test_an_agent_carries_on_with_his_mandate(town: Approving) -> None:
    Mandate.objects.create(
        company=town.firm, agent=town.agent, valid_from=NOW.date(), valid_until=local(2021, 6, 30).date(),
        granted_by=town.applicant.code, granted_at=NOW,
    )  # fmt: skip
    agent = Officer(town.agent)
    assert "新港机械有限公司" in text(agent.get("counter/new/"))
    mandate = Mandate.objects.get()
    answer = agent.client.post("/desk/counter/new/", {"code": "workshop", "mandate": mandate.pk})
    case = Case.objects.get()
    assert answer.url == f"/desk/counter/{case.duty.number}/"
    assert (case.agent, case.company) == (town.agent.post, town.firm)
    agent.client.post(answer.url + "questions/", {"q-crowd": "no"})
    case.refresh_from_db()
    assert case.answers == {"crowd": ["no"]}


def test_a_filed_case_takes_scans_as_well(town: Approving, window: Officer) -> None:
    case = town.filed(papers=("drawing", "lease"))
    (report,) = scanned(window, case, "报告.txt")
    sort(window, case, report, "report")
    assert ItemMaterial.objects.get(item__case=case, material__code="report").state == "offered"
    with pytest.raises(MaterialCopy.DoesNotExist):
        materials.sort(viewer=Viewer.of(town.counter), number=town.draft().number, copy=report.pk, material="drawing")
