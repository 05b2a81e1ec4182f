"""The operator's catalogue: a draft is edited and published from a day on; what runs keeps its version."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from luodi.accounts.models import User
from luodi.approvals.actions.catalogue import publish_service, retire_service, save_draft, start_draft
from luodi.approvals.actions.filing import begin
from luodi.approvals.cataloguing import full
from luodi.approvals.definitions import versions_in_force
from luodi.approvals.installing import install, units_for
from luodi.approvals.models import Item, Service, ServiceVersion
from luodi.approvals.rules import Validity
from luodi.approvals.tests.test_import_services import as_csv
from luodi.approvals.versioning import digest_of
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from tests.cast import Cast, local

CODE = "food-change"  # the shipped single service
DAY = date(2021, 1, 4)


@pytest.fixture
def city(cast: Cast) -> Cast:
    with time_machine.travel(local(2021, 1, 4, 9)):
        install(at=DAY, units=units_for(cast.city, cast.calendar))
    return cast


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(local(2021, 3, 1, 9), tick=False):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def drafted(city: Cast) -> ServiceVersion:
    service = Service.objects.get(code=CODE)
    draft = start_draft(viewer=Viewer.of(city.operator), service=service.pk)
    return full().get(pk=draft.pk)


def typed(draft: ServiceVersion, **otherwise: str) -> dict[str, str]:
    """The draft's form as the page shows it, sent back with some entries changed."""
    said = {
        "seen": digest_of(draft),
        "name": draft.name,
        "kind": draft.kind,
        "client": draft.client,
        "handling": draft.handling,
        "statutory_days": draft.statutory_days if draft.statutory_days is not None else "",
        "promised_days": draft.promised_days if draft.promised_days is not None else "",
        "visits": draft.visits,
    }
    rows = list(draft.requirements.all())
    for prefix, count in (("basis", 1), ("special", 0), ("requirements", len(rows)), ("fees", 0)):
        said |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": count}
    said |= {"basis-0-name": "《示范条例》", "basis-0-clause": "第三条", "basis-0-source": "市政府公报"}
    for at, row in enumerate(rows):
        said |= {f"requirements-{at}-material": row.material_id}
        if row.main:
            said[f"requirements-{at}-main"] = "on"
    return {name: str(value) for name, value in (said | otherwise).items()}


def test_a_draft_is_made_edited_and_published_through_the_pages(city):
    operator = signed_in(city.operator)
    service = Service.objects.get(code=CODE)
    made = operator.post(f"/settings/services/{service.pk}/drafts/")
    draft = full().get(service=service, state=Validity.DRAFT)
    assert made.url == f"/settings/services/versions/{draft.pk}/"
    saved = operator.post(made.url, typed(draft, promised_days="2", promised_source="本市公布", place="一楼 3 号窗"))
    assert saved.status_code == 302
    draft = full().get(pk=draft.pk)
    assert (draft.promised_days, draft.place, draft.basis[0]["clause"]) == (2, "一楼 3 号窗", "第三条")
    publication = f"{made.url}publication/"
    done = operator.post(publication, {"seen": digest_of(draft), "valid_from": "2021-04-01"})
    assert done.url == f"/settings/services/{service.pk}/"
    old, new = service.versions.order_by("version")
    assert (old.valid_to, new.state, new.valid_from) == (date(2021, 3, 31), Validity.PUBLISHED, date(2021, 4, 1))
    assert versions_in_force([CODE], date(2021, 3, 31))[CODE] == old
    assert versions_in_force([CODE], date(2021, 4, 1))[CODE] == new
    event = Event.objects.get(code="service_published", subject=f"service:{service.pk}")
    assert event.facts == {"version": 2, "valid_from": "2021-04-01", "sample": new.sample}


def test_the_page_carries_the_digest_of_what_it_shows(city):
    draft = drafted(city)
    operator, address = signed_in(city.operator), f"/settings/services/versions/{draft.pk}/"
    page = operator.get(address).content.decode()
    assert page.count(f'name="seen" value="{digest_of(draft)}"') == 3
    refused = operator.post(f"{address}publication/", {"seen": digest_of(draft), "valid_from": "2020-01-01"})
    assert f'name="seen" value="{digest_of(draft)}"' in refused.content.decode()


def test_what_runs_keeps_its_version_and_what_begins_later_has_the_new_one(city):
    investor = Viewer.of(city.investor)
    before = begin(viewer=investor, code=CODE, answers={})
    draft = drafted(city)
    publish_service(
        viewer=Viewer.of(city.operator), version=draft.pk, seen=digest_of(draft), valid_from=date(2021, 3, 1)
    )
    after = begin(viewer=investor, code=CODE, answers={})
    versions = {item.case_id: item.version.version for item in Item.objects.select_related("version")}
    assert versions == {before.pk: 1, after.pk: 2}
    assert Item.objects.get(case=before).version.requirements.exists()


def test_a_promise_longer_than_the_law_is_refused_beside_its_field_and_kept(city):
    draft = drafted(city)
    answer = signed_in(city.operator).post(
        f"/settings/services/versions/{draft.pk}/", typed(draft, statutory_days="5", promised_days="9")
    )
    assert answer.status_code == 422
    assert "承诺时限不能长于法定时限" in answer.content.decode()
    assert 'value="9"' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.promised_days != 9


def test_a_draft_that_somebody_saved_meanwhile_is_not_overwritten(city):
    draft = drafted(city)
    operator, address = signed_in(city.operator), f"/settings/services/versions/{draft.pk}/"
    assert operator.post(address, typed(draft, visits="1")).status_code == 302
    late = operator.post(address, typed(draft, visits="3", place="二楼"))
    assert late.status_code == 409
    assert "二楼" in late.content.decode()
    draft.refresh_from_db()
    assert draft.visits == 1


def test_main_materials_are_never_deferred_and_a_cap_is_no_longer_than_the_promise(city):
    draft = drafted(city)
    material = draft.requirements.all()[0].material_id
    operator, address = signed_in(city.operator), f"/settings/services/versions/{draft.pk}/"
    one = {"requirements-TOTAL_FORMS": "1", "requirements-INITIAL_FORMS": "0", "requirements-0-material": str(material)}
    main = one | {"requirements-0-main": "on", "requirements-0-deferral_days": "3"}
    assert operator.post(address, typed(draft, **main)).status_code == 422
    capped = {"requirements-0-deferral_days": "30", "requirements-0-main": "", "tolerance": "on", "promised_days": "3"}
    entries = typed(draft, **one | capped)
    del entries["requirements-0-main"]
    assert operator.post(address, entries).status_code == 302
    draft = full().get(pk=draft.pk)
    refused = operator.post(f"{address}publication/", {"seen": digest_of(draft), "valid_from": "2021-03-01"})
    assert refused.status_code == 422
    assert "长于承诺时限" in refused.content.decode()
    assert full().get(pk=draft.pk).state == Validity.DRAFT


def test_a_special_procedure_has_a_cap_before_it_is_published(city):
    draft = drafted(city)
    one = {"special-TOTAL_FORMS": "1", "special-INITIAL_FORMS": "0", "special-0-kind": "hearing"}
    operator, address = signed_in(city.operator), f"/settings/services/versions/{draft.pk}/"
    assert operator.post(address, typed(draft, **one)).status_code == 302
    draft = full().get(pk=draft.pk)
    with pytest.raises(Refused, match="上限"):
        publish_service(
            viewer=Viewer.of(city.operator), version=draft.pk, seen=digest_of(draft), valid_from=DAY.replace(month=6)
        )


def test_what_lacks_a_source_is_not_published_outside_a_demo(city):
    draft = drafted(city)
    publish = {"viewer": Viewer.of(city.operator), "version": draft.pk, "valid_from": date(2021, 3, 1)}
    assert draft.sample
    with override_settings(SAMPLES_MAY_BE_PUBLISHED=False), pytest.raises(Refused, match="示例"):
        publish_service(**publish, seen=digest_of(draft))
    basis = [{"name": "《示范条例》", "number": "", "clause": "", "source": "公报"}]
    columns = {"promised_source": "公报", "statutory_source": "公报", "basis": basis, "special": []}
    draft = save_draft(
        viewer=Viewer.of(city.operator),
        version=draft.pk,
        seen=digest_of(draft),
        columns=columns,
        requirements=[],
        fees=[],
    )
    assert not draft.sample
    with override_settings(SAMPLES_MAY_BE_PUBLISHED=False):
        publish_service(**publish, seen=digest_of(full().get(pk=draft.pk)))
    assert versions_in_force([CODE], date(2021, 3, 1))[CODE].version == 2


def test_nothing_is_published_from_a_past_day_and_a_published_one_is_not_edited(city):
    draft = drafted(city)
    by = {"viewer": Viewer.of(city.operator), "version": draft.pk, "seen": digest_of(draft)}
    with pytest.raises(Refused, match="过去"):
        publish_service(**by, valid_from=date(2021, 2, 28))
    publish_service(**by, valid_from=date(2021, 3, 1))
    with pytest.raises(Refused, match="已经发布"):
        save_draft(**by, columns={"visits": 9}, requirements=[], fees=[])


def test_there_is_one_draft_at_a_time_and_it_may_be_dropped(city):
    draft = drafted(city)
    with pytest.raises(Refused, match="草稿"):
        drafted(city)
    operator = signed_in(city.operator)
    assert operator.post(f"/settings/services/{draft.service_id}/drafts/").url.endswith(f"/versions/{draft.pk}/")
    address = f"/settings/services/versions/{draft.pk}/removal/"
    assert operator.post(address, {"seen": "another"}).url == f"/settings/services/versions/{draft.pk}/"
    assert ServiceVersion.objects.filter(pk=draft.pk).exists()
    operator.post(address, {"seen": digest_of(draft)})
    assert not ServiceVersion.objects.filter(pk=draft.pk).exists()


def test_a_service_is_retired_unless_a_bundle_still_contains_it(city):
    operator = Viewer.of(city.operator)
    with pytest.raises(Refused, match="一件事"):
        retire_service(viewer=operator, service=Service.objects.get(code="company-setup").pk)
    alone = ServiceVersion.objects.create(
        service=Service.objects.create(code="alone", unit=city.zone_unit),
        name="单独的",
        state=Validity.PUBLISHED,
        valid_from=DAY,
        promised_days=3,
    )
    retire_service(viewer=operator, service=alone.service_id)
    assert not versions_in_force(["alone"], date(2021, 3, 1))
    assert Event.objects.filter(code="service_retired", subject=f"service:{alone.service_id}").exists()


def test_nobody_but_the_operator_changes_the_catalogue(city):
    draft = drafted(city)
    for user in (city.head, city.dispatcher, city.investor):
        viewer = Viewer.of(user)
        with pytest.raises(Refused):
            publish_service(viewer=viewer, version=draft.pk, seen=digest_of(draft), valid_from=date(2021, 3, 1))
        with pytest.raises(Refused):
            retire_service(viewer=viewer, service=draft.service_id)


def test_a_seen_that_is_old_is_stale(city):
    draft = drafted(city)
    with pytest.raises(Stale):
        save_draft(viewer=Viewer.of(city.operator), version=draft.pk, seen="x", columns={}, requirements=[], fees=[])


@pytest.mark.parametrize("asked", ["", "?q=食品", "?state=draft", "?state=without_term", "?unit=market&page=2"])
def test_the_list_takes_at_most_twelve_queries(city, asked, django_assert_max_num_queries):
    operator = signed_in(city.operator)
    with django_assert_max_num_queries(12):
        assert operator.get(f"/settings/services/{asked}").status_code == 200


def test_the_list_is_narrowed_by_words_department_and_state(city):
    drafted(city)
    operator = signed_in(city.operator)
    name = ServiceVersion.objects.filter(service__code=CODE)[0].name
    assert name in operator.get("/settings/services/?state=draft").content.decode()
    assert name in operator.get("/settings/services/", {"q": name[:4]}).content.decode()
    assert name not in operator.get("/settings/services/?state=retired").content.decode()
    assert name not in operator.get("/settings/services/?unit=tax").content.decode()


def test_a_list_is_looked_at_before_it_is_written(city):
    operator = signed_in(city.operator)
    file = as_upload(as_csv())
    looked = operator.post("/settings/services/import/", {"file": file})
    assert looked.status_code == 200
    assert not Service.objects.filter(code="A-1").exists()
    ticket = looked.context["ticket"]
    assert operator.post("/settings/services/import/writing/", {"ticket": ticket}).url == "/settings/services/"
    assert Service.objects.filter(code="A-1").exists()
    again = operator.post("/settings/services/import/", {"file": as_upload(as_csv())})
    assert again.context["ticket"] == ""


def test_a_list_with_a_fault_shows_its_cell_and_cannot_be_written(city):
    operator = signed_in(city.operator)
    looked = operator.post("/settings/services/import/", {"file": as_upload(as_csv([("", "", "无部门", "A-9", "1")]))})
    assert "A2" in looked.content.decode()
    assert looked.context["ticket"] == ""
    broken = operator.post("/settings/services/import/", {"file": as_upload(b"\x00\x01")})
    assert broken.status_code == 422
    expired = operator.post("/settings/services/import/writing/", {"ticket": "made up"})
    assert expired.url == "/settings/services/import/"
    assert not Service.objects.filter(code="A-9").exists()


def as_upload(data: bytes):
    return SimpleUploadedFile("list.csv", data, "text/csv")
