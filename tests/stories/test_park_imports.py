"""A park has 300 halls in an Excel of its own; four rows are wrong. Its officer has them in Luodi in a few minutes."""

import io
import time

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from luodi.ledger.models import Event
from luodi.supply.models import Offer, OfferRow, OfferSheet
from luodi.supply.tests.lists import HEADINGS, hall, park_list
from tests.cast import Cast, local
from tests.stories.desk import LIMIT, queries, text
from tests.stories.officer import Officer

NOW = local(2021, 1, 4, 9, 40)
BARS = 20.0  # seconds for reading and for importing 300 rows


@pytest.fixture
def park(cast: Cast) -> Officer:
    with time_machine.travel(NOW, tick=True):
        yield Officer(cast.zone_officer)


def wrong_rows() -> list[dict]:
    rows = [hall(number) for number in range(1, 301)]
    rows[9] |= {"首层层高(m)": "很高"}
    rows[57] |= {"租金（元/㎡/月）": "18000"}
    rows[120] |= {"坐标": "港区北侧"}
    rows[299] |= {"厂房名称": "300号标准厂房", "建筑面积（万㎡）": "0.8吨"}
    return rows


def upload(data: bytes, name: str = "港区一期.xlsx") -> dict:
    return {"file": SimpleUploadedFile(name, data), "kind": "", "visibility": "public"}


def test_300_halls_of_which_four_are_wrong(park: Officer) -> None:
    begun = time.process_time()
    answer = park.client.post(reverse("desk:offer_imports"), upload(park_list(wrong_rows())))
    sheet = OfferSheet.objects.get()
    assert answer.url == reverse("desk:offer_import", args=[sheet.pk])
    assert not Offer.objects.exists()

    page = park.client.get(answer.url)
    shown = page.context["shown"]
    assert (shown.rows, len(shown.good), shown.faulty, len(shown.faults)) == (300, 296, 4, 4)
    assert {fault["cell"] for fault in page.context["faults"]} == {"厂房!E13", "厂房!F61", "厂房!K124", "厂房!D303"}
    assert page.context["unread"] == ["基本情况·序号", "是否消防验收"]
    assert "看不懂这个数" in text(page)
    assert queries(park, answer.url.removeprefix("/desk/")) <= LIMIT

    park.client.post(reverse("desk:offer_importing", args=[sheet.pk]))
    assert time.process_time() - begun < BARS
    assert Offer.objects.count() == 296
    first = Offer.objects.select_related("duty").get(duty__title="港区一期产业园 1号标准厂房")
    assert (first.kind, first.area_m2, first.ceiling_m, first.power_kva) == ("plant", 5010, 9, 1260)
    assert (first.price, first.price_unit, first.contact) == (18, "m2_month", "13900000021")
    assert (first.duty.visibility, first.duty.owner) == ("public", park.user.post)
    assert (first.longitude, first.latitude) == (120.05, 35.8)
    facts = Event.objects.get(subject=f"supply:import:{sheet.pk}", code="offers_imported").facts
    assert facts == {"new": 296, "rows": 296}
    assert Event.objects.filter(code="opened", subject__startswith="LD-S-").count() == 296
    # What people's names and numbers were on the list is kept in the offers alone.
    assert not OfferRow.objects.filter(faults=[]).exclude(cells={}).exists()

    mend_and_finish(park, sheet)


def mend_and_finish(park: Officer, sheet: OfferSheet) -> None:
    """The four rows are taken away as a workbook, mended in it, and read in again; the old list adds nothing."""
    book = load_workbook(io.BytesIO(park.client.get(reverse("desk:offer_import_book", args=[sheet.pk])).content))
    lines = book.active
    heads = [cell.value for cell in lines[1]]
    assert lines.max_row == 5
    mended = {
        "厂房条件·首层层高(m)": 9,
        "厂房条件·租金（元/㎡/月）": 18,
        "坐标": "120.05,35.80",
        "厂房条件·建筑面积（万㎡）": 0.8,
    }
    for row in range(2, 6):
        for heading, value in mended.items():
            lines.cell(row, heads.index(heading) + 1, value)
    buffer = io.BytesIO()
    book.save(buffer)

    again = park.client.post(reverse("desk:offer_imports"), upload(buffer.getvalue(), "改好.xlsx"))
    park.client.post(again.url + "importing/")
    assert Offer.objects.count() == 300

    twice = park.client.post(reverse("desk:offer_imports"), upload(park_list(wrong_rows())))
    shown = park.client.get(twice.url).context["shown"]
    assert (len(shown.good), shown.known, shown.faulty) == (0, 296, 4)
    park.client.post(twice.url + "importing/")
    assert Offer.objects.count() == 300


def test_an_unknown_column_is_read_where_the_officer_says(park: Officer) -> None:
    answer = park.client.post(reverse("desk:offer_imports"), upload(park_list([hall(1), hall(2)])))
    sheet = OfferSheet.objects.get()
    chosen = {f"c{place}": column for place, (_heading, column) in enumerate(sheet.headings)}
    place = [heading for heading, _column in sheet.headings].index("是否消防验收")

    park.client.post(answer.url + "columns/", chosen | {f"c{place}": "description"})
    park.client.post(answer.url + "importing/")

    assert Offer.objects.first().description == "是否消防验收：是\n备注：可分层出租"


def test_two_headings_for_one_column_are_refused(park: Officer) -> None:
    answer = park.client.post(reverse("desk:offer_imports"), upload(park_list([hall(1)])))
    sheet = OfferSheet.objects.get()
    chosen = {f"c{place}": "title" for place, _pair in enumerate(sheet.headings)}

    page = park.client.post(answer.url + "columns/", chosen)

    assert page.status_code == 422
    assert "已经由" in text(page)


def test_halls_that_are_let_and_the_total_are_no_offers(park: Officer) -> None:
    rows = [hall(1), hall(2, 备注="x"), hall(3)]
    data = park_list(rows)
    book = load_workbook(io.BytesIO(data))
    lines = book.active
    lines.cell(3, len(HEADINGS) + 1, "租赁状态")
    for row, state in zip((4, 5, 6), ("空置", "已出租", "部分已租"), strict=True):
        lines.cell(row, len(HEADINGS) + 1, state)
    buffer = io.BytesIO()
    book.save(buffer)

    answer = park.client.post(reverse("desk:offer_imports"), upload(buffer.getvalue()))
    shown = park.client.get(answer.url).context["shown"]

    assert (shown.rows, len(shown.good), shown.taken, shown.faulty) == (3, 2, 1, 0)


def test_a_list_without_known_columns_says_what_is_missing(park: Officer) -> None:
    book = load_workbook(io.BytesIO(park_list([])))
    book.active.delete_rows(1, 10)
    book.active.append(["甲", "乙"])
    buffer = io.BytesIO()
    book.save(buffer)

    page = park.client.post(reverse("desk:offer_imports"), upload(buffer.getvalue()))

    assert page.status_code == 422
    assert "找不到表头" in text(page)
    assert not OfferSheet.objects.exists()


def test_nobody_else_sees_what_stands_in_a_list(park: Officer, cast: Cast) -> None:
    answer = park.client.post(reverse("desk:offer_imports"), upload(park_list([hall(1)])))

    for user in (cast.zone_colleague, cast.zone_head, cast.operator, cast.investor):
        assert Officer(user).client.get(answer.url).status_code == 404
