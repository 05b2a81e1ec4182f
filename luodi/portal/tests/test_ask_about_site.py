"""Asking about one offer: the form says which, wishes its district, and the enquiry is linked to it."""

import re

import pytest
import time_machine
from django.test import Client

from luodi.duties.models import Duty, Link
from tests.cast import Cast, local
from tests.stories.investor import Investor, typed


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(local(2021, 1, 4, 9, 40), tick=False):
        yield


def test_the_form_names_it_and_wishes_its_district(cast: Cast) -> None:
    number = cast.offer(title="港区一号厂房", area_m2=5_000).duty.number
    page = Client().get(f"/apply/?about={number.lower()}").text
    assert "您要问的是" in page
    assert "港区一号厂房" in page
    assert f'name="about" value="{number}"' in page
    assert f'value="{cast.district.pk}" selected' in page


@pytest.mark.parametrize("about", ["x", "LD-S-210104-379911-00001-0"])
def test_what_never_was_is_said_and_the_form_is_there_all_the_same(cast: Cast, about: str) -> None:
    page = Client().get(f"/apply/?about={about}")
    assert page.status_code == 200
    assert "已经不在目录里" in page.text


def test_what_is_not_public_cannot_be_asked_about_and_its_name_does_not_show(cast: Cast) -> None:
    hidden = cast.offer(title="没有公开的厂房", visibility="internal").duty.number
    assert "没有公开的厂房" not in Client().get(f"/apply/?about={hidden}").text
    answer = Investor(cast).send(about=hidden)
    assert answer.status_code == 422
    assert "没有公开的厂房" not in answer.text
    assert not Duty.objects.filter(kind="enquiry").exists()


def test_a_form_saved_for_later_still_asks_about_it(cast: Cast) -> None:
    number = cast.offer(title="港区一号厂房").duty.number
    client = Client()
    saved = client.post("/apply/later/", typed(cast, about=number))
    assert re.search(f'name="about" value="{number}"', client.get(saved.url).text)


def test_a_signed_in_investor_asks_without_a_code(cast: Cast) -> None:
    offer = cast.offer(title="港区一号厂房")
    investor = Investor(cast)
    investor.client.force_login(cast.investor)
    assert investor.send(about=offer.duty.number, contact=cast.investor.phone).status_code == 302
    link = Link.objects.get(kind=Link.Kind.ABOUT)
    assert (link.source.number, link.target) == (investor.number, offer.duty)


def test_an_enquiry_about_nothing_has_no_link(cast: Cast) -> None:
    assert Investor(cast).send().status_code == 302
    assert not Link.objects.exists()
