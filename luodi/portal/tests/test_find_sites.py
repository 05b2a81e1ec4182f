"""A visitor narrows the catalogue: what is listed, what a filter means, and what it costs."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from luodi.companies.models import Company
from luodi.directory.viewer import Viewer
from luodi.supply.actions.describing import describe
from luodi.supply.actions.keeping import let, reserve, withdraw
from luodi.supply.actions.picturing import draw_photos
from luodi.supply.models import Offer
from tests.cast import Cast, local

NOW = local(2021, 1, 4, 9, 40)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False):
        yield


def titles(client: Client, query: str = "", page: str = "") -> set[str]:
    response = client.get(f"/offers/{page}?{query}")
    assert response.status_code == 200
    return {card.title for card, _choice in response.context["rows"]}


@pytest.fixture
def city(cast: Cast) -> Cast:
    cast.offer(title="大厂房", area_m2=52_000, ceiling_m=9, power_kva=2000, price=18, price_unit="m2_month")
    cast.offer(title="小厂房", area_m2=8_000, ceiling_m=6, power_kva=630, price=1, price_unit="m2_day")
    cast.offer(kind="land", title="六十亩地", land_mu=60, price=15, price_unit="mu", available_from=date(2021, 6, 1))
    east = cast.offer(kind="warehouse", title="东城冷库", area_m2=12_000, tags="双回路 冷链", by=cast.stranger_officer)
    assert east.duty.district == cast.other_district
    return cast


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"大厂房", "小厂房", "六十亩地", "东城冷库"}),
        ("kind=plant", {"大厂房", "小厂房"}),
        ("place=379902", {"东城冷库"}),
        ("area_from=1万", {"大厂房", "东城冷库"}),
        ("area_from=1万&area_to=2万", {"东城冷库"}),
        ("land_from=50&land_to=80", {"六十亩地"}),
        ("land_from=61", set()),
        ("power=1000", {"大厂房"}),
        ("height=6.5", {"大厂房"}),
        # A yuan a day is some 30 a month.
        ("price=20&price_unit=m2_month", {"大厂房"}),
        ("price=31&price_unit=m2_month", {"大厂房", "小厂房"}),
        ("price=15&price_unit=mu", {"六十亩地"}),
        ("by=2021-03-01", {"大厂房", "小厂房", "东城冷库"}),
        ("by=2021-06-01&kind=land", {"六十亩地"}),
        ("q=冷链", {"东城冷库"}),
        ("q=厂房 大", {"大厂房"}),
        ("kind=plant&q=冷链", set()),
    ],
)
def test_each_filter_means_what_it_says(city: Cast, query: str, expected: set[str]) -> None:
    assert titles(Client(), query) == expected
    assert titles(Client(), query, "map/") == expected


def test_only_what_is_to_be_had_and_public_is_listed(cast: Cast) -> None:
    keeper = Viewer.of(cast.zone_officer)
    for verb, title in ((let, "已租"), (reserve, "已留"), (withdraw, "已撤")):
        verb(viewer=keeper, number=cast.offer(title=title).duty.number)
    cast.offer(title="内部", visibility="internal")
    cast.offer(title="还在")
    said = {"description": "有屋顶"}
    describe(viewer=Viewer.of(cast.other_investor), company=Company.objects.get(), title="企业自述", values=said)

    assert titles(Client()) == {"还在"}
    # Nor does any of them have a page of its own, whoever asks.
    investor = Client()
    investor.force_login(cast.other_investor)
    for offer in Offer.objects.select_related("duty").exclude(duty__title="还在"):
        for client in (Client(), investor):
            assert client.get(f"/offers/{offer.duty.number}/").status_code == 404


def test_what_nobody_confirms_disappears_by_itself(cast: Cast) -> None:
    cast.offer(title="三个月前的")
    with time_machine.travel(NOW + timedelta(days=89), tick=False):
        assert titles(Client()) == {"三个月前的"}
        assert "89 天前确认" in Client().get("/offers/").text
    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        assert titles(Client()) == set()


def test_a_filter_that_cannot_be_read_narrows_nothing_and_says_so(city: Cast) -> None:
    response = Client().get("/offers/?height=很高&kind=castle&place=000&box=1,2&page=x")
    assert response.status_code == 200
    assert "“很高”没有读懂" in response.text
    assert len(response.context["rows"]) == 4


def test_chips_take_one_filter_away_and_keep_the_others(city: Cast) -> None:
    response = Client().get("/offers/?kind=plant&area_from=1万&price=20&price_unit=m2_month")
    chips = {chip.label: chip.url for chip in response.context["chips"]}
    assert set(chips) == {"厂房", "面积至少（㎡） 1万", "价格至多 20 元/㎡·月"}
    assert "price" not in chips["价格至多 20 元/㎡·月"]
    assert "kind=plant" in chips["价格至多 20 元/㎡·月"]


def test_pages_follow_each_other_and_lose_nothing(cast: Cast) -> None:
    for place in range(25):
        with time_machine.travel(NOW + timedelta(seconds=place), tick=False):
            cast.offer(title=f"厂房{place:02d}")
    client = Client()
    first = client.get("/offers/?kind=plant")
    assert "共 25 处" in first.text
    assert [card.title for card, _choice in first.context["rows"]] == [f"厂房{n:02d}" for n in range(24, 4, -1)]
    second = titles(client, first.context["next_url"].partition("?")[2])
    assert second == {f"厂房{n:02d}" for n in range(5)}
    assert titles(client, "page=99") == second


@pytest.mark.parametrize("tail", ["", "map/"])
def test_the_list_costs_the_same_however_long_it_is(cast: Cast, tail: str, django_assert_max_num_queries, draw) -> None:
    for place in range(22):
        offer = cast.offer(title=f"厂房{place}", longitude=120 + place / 50, latitude=36.0)
        if place < 3:
            draw(cast, offer)
    chosen = "&".join(f"of={offer.duty.number}" for offer in Offer.objects.select_related("duty")[:3])
    client = Client()
    client.get("/offers/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/offers/{tail}?{chosen}")
    assert len(page.context["rows"]) == 20


@pytest.fixture
def draw():
    def drawn(cast: Cast, offer: Offer) -> None:
        cast.photo(offer)
        draw_photos(NOW)

    return drawn


def test_one_offer_costs_no_more_than_twelve_questions(city: Cast, django_assert_max_num_queries) -> None:
    number = Offer.objects.select_related("duty").get(duty__title="大厂房").duty.number
    client = Client()
    client.get("/offers/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/offers/{number}/")
    assert [card.title for card in page.context["similar"]] == ["小厂房"]


def test_a_photo_is_shown_and_its_original_never(cast: Cast, draw) -> None:
    offer = cast.offer(title="有照片的")
    draw(cast, offer)
    client = Client()
    page = client.get(f"/offers/{offer.duty.number}/").text
    shown = re.findall(r'src="(/photos/\d+/large\.jpg)"', page)
    assert len(shown) == 1
    assert client.get(shown[0]).status_code == 200
    assert str(offer.photos.get().attachment) not in page


def test_the_same_in_english(city: Cast) -> None:
    page = Client(headers={"accept-language": "en"}).get("/offers/?kind=plant&area_from=10000").text
    assert all(words in page for words in ("Sites on offer", "52,000 m²", "CNY/m²", "Confirmed today", "1 site"))
    assert not re.search(r"对比|确认|共 1 处", page)
