"""The catalogue on a phone in a real Chromium: filter, mark on the map, two side by side, ask about one."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Site
from tests.cast import Cast

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sized(page: Page) -> Page:
    page.wait_for_load_state()
    assert page.evaluate(SIDEWAYS) <= 0, page.url
    return page


@pytest.mark.browser
def test_a_visitor_at_his_phone_finds_compares_and_asks(site: Site, browser: Browser) -> None:
    cast = Cast()
    big = cast.offer(title="大厂房", area_m2=52_000, ceiling_m=9, longitude=120.2, latitude=36.0)
    cast.offer(title="小厂房", area_m2=8_000, ceiling_m=6, longitude=120.4, latitude=36.1)
    cast.offer(title="矮厂房", area_m2=9_000, ceiling_m=4, longitude=120.4003, latitude=36.1)
    page = site.visitor(browser, phone=True).new_page()

    page.goto("/offers/")
    page.click(".find summary")
    page.fill("#find_height", "5")
    page.click(".find .button.main")
    expect(sized(page).locator(".site .title")).to_have_text(["小厂房", "大厂房"])
    for title in ("小厂房", "大厂房"):
        page.locator(".site", has_text=title).locator(".compare").click()
    page.click(".chosen .button.main")
    expect(sized(page).locator(".differs").first).to_be_visible()
    expect(page.locator("[data-print]")).to_be_visible()

    page.goto("/offers/map/")
    marks = sized(page).locator(".spot a")
    expect(marks).to_have_count(2)
    for mark in marks.all():
        box = mark.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    page.locator('.spot a[aria-label="厂房：大厂房"]').click()
    expect(sized(page).locator("h1")).to_have_text("大厂房")
    page.click(".ask .button.main")
    expect(sized(page).locator(".asked-about")).to_contain_text("大厂房")
    assert page.input_value("#id_about") == big.duty.number
    assert page.input_value("#id_wish") == str(cast.district.pk)
