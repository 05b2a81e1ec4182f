"""The questionnaire and the papers in a real Chromium, on a phone: figures follow the answers, a file goes at once."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.approving import Approving
from tests.browsing import Site
from tests.cast import Cast


@pytest.mark.browser
def test_figures_follow_the_answers_and_a_chosen_file_is_sent_at_once(site: Site, browser: Browser) -> None:
    hall = Approving(Cast())
    page = site.visitor(browser, hall.applicant, phone=True).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/cases/new/workshop/")
    days = page.locator(".counts b").nth(2)
    expect(days).to_have_text("13")
    page.get_by_label("有", exact=True).check()
    expect(days).to_have_text("19")
    assert asked[-1].endswith("/cases/new/workshop/?q-crowd=yes")
    page.get_by_role("button", name="开始填报").click()
    page.get_by_label("车间名称").fill("一号车间")
    page.get_by_role("button", name="存下，下一步").click()

    page.wait_for_url(re.compile("/materials/"))
    file = {"name": "drawing.txt", "mimeType": "text/plain", "buffer": "总平面图".encode()}
    page.locator("#paper-drawing input[type=file]").first.set_input_files(file)
    expect(page.locator("#paper-drawing .copies .file")).to_contain_text("drawing.txt")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
