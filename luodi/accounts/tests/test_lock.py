"""The quick lock by PIN, and signing out whoever went away."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from luodi.accounts import actions
from luodi.accounts.tests.helpers import events_of, knock, signed_in_as
from tests.cast import Cast, local

NOW = local(2021, 1, 4, 9)


@pytest.fixture
def desk(client: Client, cast: Cast, settings) -> Client:
    """The liaison officer's browser, signed in at nine with a PIN set."""
    settings.STAFF_SECOND_FACTOR = False
    with time_machine.travel(NOW, tick=False):
        actions.set_pin(user=cast.liaison, pin="2580", now=NOW)
        knock(client, "liaison")
    return client


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_locked_counter_shows_nothing_but_the_pin(desk: Client, clock):
    assert desk.post("/lock/", {"next": "/account/#id_name"})["Location"] == "/unlock/"
    assert desk.get("/account/")["Location"] == "/unlock/"
    assert desk.get("/sign-in/")["Location"] == "/unlock/"
    assert "输入 PIN 接着办" in desk.get("/unlock/").text


def test_the_pin_leads_back_to_the_same_page_and_field(desk: Client, clock):
    desk.post("/lock/", {"next": "/account/#id_name"})
    assert desk.post("/unlock/", {"pin": "2580"})["Location"] == "/account/#id_name"
    assert desk.get("/account/").status_code == 200


def test_a_wrong_pin_says_how_many_tries_are_left(desk: Client, clock):
    desk.post("/lock/")
    page = desk.post("/unlock/", {"pin": "1111"})
    assert page.status_code == 422
    assert "还可以再试 4 次" in page.text


def test_five_wrong_pins_sign_out(desk: Client, cast: Cast, clock):
    desk.post("/lock/")
    for _ in range(4):
        desk.post("/unlock/", {"pin": "1111"})
    assert desk.post("/unlock/", {"pin": "1111"})["Location"] == "/sign-in/"
    assert signed_in_as(desk) is None
    assert events_of(cast.liaison) == ["pin_set", "signed_in", "signed_out"]


def test_whoever_has_no_pin_is_asked_to_set_one(desk: Client, cast: Cast, clock):
    cast.liaison.shift_pin = ""
    cast.liaison.save()
    assert desk.post("/lock/")["Location"] == "/account/pin/"
    assert desk.get("/account/").status_code == 200


def test_a_locked_counter_can_be_taken_over_by_signing_out(desk: Client, clock):
    desk.post("/lock/")
    desk.post("/sign-out/")
    assert signed_in_as(desk) is None


def test_part_of_a_page_is_not_swapped_for_the_pin(desk: Client, clock):
    desk.post("/lock/")
    assert desk.get("/account/", headers={"HX-Request": "true"})["HX-Redirect"] == "/unlock/"


def test_staff_are_signed_out_after_twenty_idle_minutes(desk: Client, clock):
    clock.shift(timedelta(minutes=20, seconds=1))
    left = desk.get("/account/?page=2")
    assert left["Location"] == "/sign-in/?next=%2Faccount%2F%3Fpage%3D2&idle=1"
    assert "写了一半的内容还在" in desk.get(left["Location"]).text


def test_a_page_now_and_then_keeps_the_session(desk: Client, clock):
    for _ in range(4):
        clock.shift(timedelta(minutes=15))
        assert desk.get("/account/").status_code == 200


def test_typing_a_long_text_keeps_the_session(desk: Client, clock):
    for _ in range(3):
        clock.shift(timedelta(minutes=15))
        assert desk.get("/presence/").status_code == 204


def test_a_page_that_refreshes_itself_is_nobody_at_the_desk(desk: Client, clock):
    for _ in range(3):
        clock.shift(timedelta(minutes=7))
        response = desk.get("/account/", headers={"X-Poll": "1"})
    assert response.status_code == 302


def test_what_was_sent_too_late_leads_back_to_the_page_of_the_form(desk: Client, clock):
    clock.shift(timedelta(minutes=21))
    late = desk.post("/account/", {"name": "x"}, headers={"Referer": "http://testserver/account/pin/?a=1"})
    assert late["Location"] == "/sign-in/?next=%2Faccount%2Fpin%2F%3Fa%3D1&idle=1"


def test_an_idle_session_is_left_without_a_write_and_cannot_wake_up(desk: Client, clock, django_assert_num_queries):
    clock.shift(timedelta(minutes=21))
    with django_assert_num_queries(2):  # the session and its user
        desk.get("/account/")
    desk.get("/presence/")
    assert desk.get("/account/").status_code == 302


def test_a_shift_ends_after_twelve_hours(desk: Client, clock):
    for _ in range(49):
        clock.shift(timedelta(minutes=15))
        response = desk.get("/account/")
    assert response.status_code == 302


def test_the_mark_of_another_session_keeps_nobody_awake(desk: Client, clock):
    other = Client()
    clock.shift(timedelta(minutes=19))
    knock(other, "liaison")
    other.get("/account/")
    desk.cookies["seen"] = other.cookies["seen"].value
    clock.shift(timedelta(minutes=2))
    assert desk.get("/account/").status_code == 302


def test_an_investor_is_not_signed_out_while_he_thinks(client: Client, cast: Cast, clock, settings):
    client.force_login(cast.investor)
    clock.shift(timedelta(hours=3))
    assert client.get("/account/").status_code == 200
