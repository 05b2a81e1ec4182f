"""An officer keeps what his zone has to offer: finds, registers, changes, confirms, lets."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from luodi.duties.models import Duty
from luodi.ledger.models import Event
from luodi.supply.models import Offer
from tests.cast import Cast, local
from tests.stories.desk import LIMIT, queries, text
from tests.stories.officer import Officer

NOW = local(2021, 1, 4, 9, 40)
OFFERS = "/desk/offers/"
PLANT = {
    "title": "港区二期 3 号标准厂房",
    "area_m2": "1.2万",
    "ceiling_m": "9.5",
    "power_kva": "2×1250kVA",
    "price": "18",
    "price_unit": "m2_month",
    "visibility": "public",
}


@pytest.fixture
def zone(cast: Cast) -> Client:
    with time_machine.travel(NOW, tick=True):
        yield Officer(cast.zone_officer).client


def shown(client: Client, query: str = "") -> list[str]:
    return [row.title for row in client.get(f"{OFFERS}?{query}").context["rows"]]


def test_a_hall_is_registered_with_the_numbers_it_is_judged_by(zone: Client, cast: Cast) -> None:
    kinds = text(zone.get(f"{OFFERS}new/"))
    assert "厂房" in kinds
    assert "企业自述" not in kinds
    form = zone.get(f"{OFFERS}new/?kind=plant").context["form"]
    assert "crane_t" in form.fields
    assert not {"plot_ratio", "temperature_c", "amount_yuan"} & form.fields.keys()

    answer = zone.post(f"{OFFERS}new/?kind=plant", PLANT)

    one = Offer.objects.select_related("duty").get()
    assert answer.url == reverse("desk:offer", args=[one.duty.number])
    assert (one.area_m2, one.power_kva, one.duty.owner) == (12000, 2500, cast.zone_officer.post)
    page = text(zone.get(answer.url))
    for said in ("1.2 万㎡", "2,500 kVA", "18 元/㎡·月（2021-01-04 报价）", "可供", "公开"):
        assert said in page


def test_a_refused_form_keeps_what_was_typed(zone: Client) -> None:
    answer = zone.post(f"{OFFERS}new/?kind=plant", PLANT | {"area_m2": "很大", "price_unit": ""})

    assert answer.status_code == 422
    assert {"area_m2", "price_unit"} == answer.context["form"].errors.keys()
    assert "很大" in text(answer)
    assert not Offer.objects.exists()


def test_a_change_of_one_who_was_slower_is_not_lost(zone: Client, cast: Cast) -> None:
    one = cast.offer(area_m2=12000, price=18, price_unit="m2_month")
    address = reverse("desk:offer_changes", args=[one.duty.number])
    fields = zone.get(address).context["form"]
    typed = {
        name: field.value() for name, field in ((n, fields[n]) for n in fields.fields) if field.value() is not None
    }
    Officer(cast.zone_colleague).client.post(reverse("desk:offer_reservation", args=[one.duty.number]), {})

    answer = zone.post(address, typed | {"crane_t": "10"})

    assert answer.status_code == 409
    assert "预留" in text(answer)
    assert Offer.objects.get().crane_t is None


def test_saving_a_form_unchanged_changes_nothing(zone: Client, cast: Cast) -> None:
    one = cast.offer(
        area_m2=12345.5, ceiling_m=9.25, price=18, price_unit="m2_month", longitude=120.05123, latitude=35.8
    )
    address = reverse("desk:offer_changes", args=[one.duty.number])
    form = zone.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    zone.post(address, typed | {"version": one.duty.version})

    assert not Event.objects.filter(code="amended").exists()


def test_the_list_is_narrowed_by_kind_place_state_and_words(zone: Client, cast: Cast) -> None:
    cast.offer(title="一号厂房", industries="机械加工")
    land = cast.offer("land", "港区 80 亩地", visibility="internal", land_mu=80)
    cast.offer(title="东城写字楼", by=cast.stranger_officer)
    cast.offer(title="东城内部", by=cast.stranger_officer, visibility="internal")

    assert set(shown(zone)) == {"一号厂房", "港区 80 亩地", "东城写字楼"}
    assert shown(zone, "kind=land") == ["港区 80 亩地"]
    assert shown(zone, "mine=1&q=机械") == ["一号厂房"]
    assert shown(zone, f"place={cast.other_district.pk}") == ["东城写字楼"]
    zone.post(reverse("desk:offer_letting", args=[land.duty.number]), {"version": land.duty.version})
    assert shown(zone, "kind=land") == []
    assert shown(zone, "state=gone") == ["港区 80 亩地"]


def test_what_nobody_confirmed_is_asked_for_hidden_and_brought_back_at_once(zone: Client, cast: Cast) -> None:
    first, second = cast.offer(title="一号厂房"), cast.offer(title="二号厂房")
    assert shown(zone, "mine=1&state=soon") == []
    with time_machine.travel(NOW + timedelta(days=80), tick=True):
        client = Officer(cast.zone_officer).client
        assert shown(client, "mine=1&state=soon") == ["一号厂房", "二号厂房"]
        assert "2 条资源" in text(client.get("/desk/"))
        client.post(f"{OFFERS}confirmations/", {"pick": [first.duty.number]})
        assert shown(client, "mine=1&state=soon") == ["二号厂房"]
    with time_machine.travel(NOW + timedelta(days=95), tick=True):
        client = Officer(cast.zone_officer).client
        assert shown(client, "state=stale") == ["二号厂房"]
        assert "未确认，已隐藏" in text(client.get(reverse("desk:offer", args=[second.duty.number])))
        client.post(reverse("desk:offer_confirmation", args=[second.duty.number]), {})
        assert shown(client, "state=stale") == []


def test_every_act_of_the_page_leads_back_to_it(zone: Client, cast: Cast) -> None:
    number = cast.offer().duty.number
    for name, data, state in (
        ("reservation", {}, "reserved"),
        ("reopening", {}, "open"),
        ("visibility", {"visibility": "internal"}, "open"),
        ("owner", {"to_post": cast.zone_colleague.post.pk}, "open"),
        ("letting", {}, "let"),
        ("reopening", {}, "open"),
        ("withdrawal", {}, "withdrawn"),
    ):
        answer = zone.post(reverse(f"desk:offer_{name}", args=[number]), data)
        assert answer.url == reverse("desk:offer", args=[number]), name
        assert Duty.objects.get(number=number).progress == state
    duty = Duty.objects.get(number=number)
    assert (duty.owner, duty.visibility) == (cast.zone_colleague.post, "internal")
    again = zone.post(reverse("desk:offer_withdrawal", args=[number]), {})
    assert again.status_code == 409


def test_an_officer_elsewhere_reads_a_public_offer_without_contact_history_and_acts(zone: Client, cast: Cast) -> None:
    number = cast.offer(contact_name="刘经理", contact="+8613900000021").duty.number
    near, far = (text(Officer(user).client.get(reverse("desk:offer", args=[number])))
                 for user in (cast.zone_colleague, cast.stranger_officer))  # fmt: skip

    assert "刘经理" in near
    assert "登记入库" in near
    for kept in ("刘经理", "13900000021", "登记入库", "reservation"):
        assert kept not in far


def test_the_sheet_to_take_away_keeps_contacts_of_others_back(zone: Client, cast: Cast) -> None:
    cast.offer(title="一号厂房", contact_name="刘经理", area_m2=5000)
    cast.offer(title="东城写字楼", by=cast.stranger_officer, contact_name="孙经理")

    lines = list(load_workbook(io.BytesIO(zone.get(f"{OFFERS}export/").content)).active.values)

    said = str(lines)
    assert "刘经理" in said
    assert "孙经理" not in said
    assert len(lines) == 3


def test_pages_of_offers_cost_little_however_many_there_are(zone: Client, cast: Cast) -> None:
    one = cast.offer()
    for number in range(25):
        cast.offer(title=f"{number} 号厂房")
    cast.photo(one)

    for path in ("offers/", "offers/?mine=1&state=soon"):
        assert queries(Officer(cast.zone_officer), path) <= LIMIT, path
    assert queries(Officer(cast.zone_officer), f"offers/{one.duty.number}/") <= LIMIT + 4


def test_a_notice_of_an_offer_leads_to_it(zone: Client, cast: Cast) -> None:
    number = cast.offer().duty.number
    zone.post(reverse("desk:offer_owner", args=[number]), {"to_post": cast.zone_colleague.post.pk})
    client = Officer(cast.zone_colleague).client
    notice = client.get("/desk/notices/").context["rows"][0][0]

    answer = client.post(reverse("desk:notice_reading", args=[notice.pk]))

    assert answer.url == reverse("desk:offer", args=[number])


def test_my_day_counts_enquiries_and_not_halls(zone: Client, cast: Cast) -> None:
    for number in range(3):
        cast.offer(title=f"{number} 号厂房")

    page = zone.get("/desk/")

    assert [figure.value for figure in page.context["figures"]][:3] == ["0", "0", "0"]
    assert page.context["pressing"] == page.context["later"] == []
