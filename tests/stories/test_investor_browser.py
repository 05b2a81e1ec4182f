"""The investor's phone in a real Chromium: what is typed stays, and the page tells news by itself."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.handling import sign_for
from tests.browsing import Site
from tests.cast import Cast
from tests.stories.investor import SENTENCE, newest_code


def typed_again(page: Page) -> list[str]:
    return [page.input_value(f"#id_{name}") for name in ("sentence", "name", "contact", "firm")]


@pytest.mark.browser
def test_a_reload_loses_nothing_and_the_receipt_clears_the_phone(site: Site, browser: Browser) -> None:
    cast = Cast()
    page = site.visitor(browser, phone=True).new_page()
    page.goto("/")
    page.fill("#sentence", SENTENCE)
    page.click("button[name=begin]")
    page.fill("#id_name", "陈先生")
    page.fill("#id_contact", "139 0000 0009")
    expect(page.locator("[data-draft-state]")).to_have_text("已存在本机")
    page.fill("#id_firm", "东海光伏")

    page.goto("/apply/")
    assert typed_again(page) == [SENTENCE, "陈先生", "139 0000 0009", "东海光伏"]
    page.check("#id_consent")
    held: list[Route] = []
    page.route("**/code.js", lambda route: held.append(route), times=1)
    page.click("form.entry .button.main", no_wait_after=True)
    page.locator("input.code").wait_for()
    page.locator("input.code").press_sequentially(newest_code())
    held[0].continue_()  # the script comes after the digits, as on a slow line
    page.wait_for_url("**/receipt/")
    assert page.evaluate("localStorage.length") == 0

    page.click(".spread .button.main")
    page.fill("#id_body", "写到一半")
    number = page.url.rstrip("/").rsplit("/", 1)[1]
    officer = User.objects.get(posts__duties__number=number)
    sign_for(viewer=Viewer.of(officer), number=number)
    expect(page.locator("#news")).to_have_text(re.compile("签收"), timeout=25_000)
    assert page.input_value("#id_body") == "写到一半"
    assert officer in (cast.dispatcher, cast.liaison)
