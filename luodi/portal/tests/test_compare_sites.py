"""Offers side by side: at most three, in the order chosen, what differs marked; the choice lives in the address."""

import pytest
import time_machine
from django.test import Client

from luodi.directory.viewer import Viewer
from luodi.supply.actions.keeping import let
from tests.cast import Cast, local


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(local(2021, 1, 4, 9, 40), tick=False):
        yield


@pytest.fixture
def numbers(cast: Cast) -> list[str]:
    made = [
        cast.offer(title="一号", area_m2=5_000, ceiling_m=8, tags="双回路"),
        cast.offer(title="二号", area_m2=9_000, ceiling_m=8),
        cast.offer(title="三号", area_m2=5_000, ceiling_m=8),
        cast.offer(title="四号", area_m2=5_000),
    ]
    return [offer.duty.number for offer in made]


def compared(*numbers: str) -> dict:
    page = Client().get("/offers/comparison/?" + "&".join(f"of={number}" for number in numbers))
    assert page.status_code == 200
    return page.context


def test_what_differs_is_marked_and_what_is_the_same_is_not(numbers: list[str]) -> None:
    context = compared(numbers[1], numbers[0])
    rows = {row.label: row for row in context["rows"]}
    assert [card.title for card, _url in context["columns"]] == ["二号", "一号"]
    assert rows["面积"].cells == (("二号", "9,000 ㎡"), ("一号", "5,000 ㎡"))
    assert rows["面积"].differs
    assert not rows["层高"].differs
    # Unknown here, known there, is a difference too.
    assert rows["特点"].cells == (("二号", ""), ("一号", "双回路"))
    assert rows["特点"].differs


def test_three_at_most_each_once_and_nothing_that_is_no_number(numbers: list[str]) -> None:
    context = compared("x", numbers[0], numbers[0], numbers[1], numbers[2], numbers[3])
    assert [card.title for card, _url in context["columns"]] == ["一号", "二号", "三号"]


def test_what_is_gone_is_said(cast: Cast, numbers: list[str]) -> None:
    let(viewer=Viewer.of(cast.zone_officer), number=numbers[0])
    context = compared(numbers[0], numbers[1])
    assert [card.title for card, _url in context["columns"]] == ["二号"]
    assert "1 处" in context["gone"]
    assert compared()["columns"] == []


def test_choosing_keeps_the_search_and_choosing_again_takes_back(numbers: list[str]) -> None:
    client = Client()
    rows = client.get("/offers/?kind=plant").context["rows"]
    url = next(choice.url for card, choice in rows if card.number == numbers[0])
    assert url == f"/offers/?kind=plant&of={numbers[0]}"
    chosen = client.get(url)
    assert "已加入对比" in chosen.text
    assert chosen.context["chosen"]["url"] == f"/offers/comparison/?of={numbers[0]}"
    back = next(choice for card, choice in chosen.context["rows"] if card.number == numbers[0])
    assert (back.chosen, back.url) == (True, "/offers/?kind=plant")
    # The page of an offer keeps the choice, and so does the next search.
    assert any(card.url.endswith(f"?of={numbers[0]}") for card, _choice in chosen.context["rows"])
    assert f'<input type="hidden" name="of" value="{numbers[0]}">' in chosen.text


def test_a_fourth_cannot_be_chosen(numbers: list[str]) -> None:
    page = Client().get("/offers/?" + "&".join(f"of={number}" for number in numbers[:3]))
    assert [choice.url for card, choice in page.context["rows"] if card.number == numbers[3]] == [""]
    assert "最多对比三处" in page.text
