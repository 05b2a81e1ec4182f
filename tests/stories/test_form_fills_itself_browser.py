"""The form that fills itself, in a real Chromium: it reads while he types, and takes nothing of his away."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from luodi.enquiries.actions.receiving import read_waiting
from luodi.enquiries.models import Enquiry, Fact, Intake
from luodi.text.papers import Licence, Paper
from tests.browsing import Site
from tests.cast import Cast
from tests.stories.investor import newest_code

SENTENCE = "想在港区拿地60亩建冷库，总投资1.2个亿，用工120人"
LICENCE = Paper(licence=Licence(code="91370200MA3C4T2X9K", name="远洋冷链有限公司"))
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\0IEND\xaeB`\x82"


def opened(site: Site, browser: Browser) -> Page:
    page = site.visitor(browser, phone=True).new_page()
    page.goto("/apply/")
    page.locator("#id_sentence").press_sequentially(SENTENCE)
    expect(page.locator("#id_fact_total_investment")).to_have_value("1.2 亿元")
    return page


@pytest.mark.browser
def test_he_types_on_while_the_text_is_read_and_his_own_values_stay(site: Site, browser: Browser) -> None:
    cast = Cast()
    page = opened(site, browser)
    expect(page.locator("#read mark").first).to_contain_text("港区")
    expect(page.locator("#id_wish")).to_have_value(str(cast.district.pk))

    page.fill("#id_fact_total_investment", "1.5亿")
    page.locator("#id_sentence").press_sequentially("，明年开工")
    expect(page.locator("#id_fact_start_by")).to_be_visible()
    expect(page.locator("#id_fact_total_investment")).to_have_value("1.5亿")
    expect(page.locator(".cell-total_investment")).to_contain_text("读到的是 1.2 亿元")

    page.fill("#id_name", "林先生")
    page.fill("#id_contact", "139 0000 0009")
    page.check("#id_consent")
    page.locator("form.entry > .acts .button.main").click()
    page.locator("input.code").wait_for()
    page.locator("input.code").press_sequentially(newest_code())
    page.wait_for_url("**/receipt/")
    fact = Fact.objects.get(field="total_investment")
    assert (fact.value["amount"], fact.source) == (150_000_000, "corrected")


@pytest.mark.browser
def test_a_licence_fills_what_is_empty_while_he_writes_elsewhere(
    site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    Cast()
    monkeypatch.setattr("luodi.enquiries.actions.receiving.read_paper", lambda path, media_type: LICENCE)
    page = opened(site, browser)
    page.set_input_files("#id_paper", {"name": "licence.png", "mimeType": "image/png", "buffer": PNG})
    expect(page.locator("#read .papers")).to_contain_text("正在读")
    page.locator("#id_name").press_sequentially("林")
    assert Intake.objects.get().state == Intake.State.WAITING
    assert read_waiting(timezone.now()) == 1

    expect(page.locator("#id_firm")).to_have_value("远洋冷链有限公司", timeout=10_000)
    expect(page.locator("#id_uscc")).to_have_value("91370200MA3C4T2X9K")
    page.locator("#id_name").press_sequentially("先生")
    assert page.input_value("#id_name") == "林先生"
    assert page.input_value("#id_paper") == ""

    page.fill("#id_firm", "远洋控股")
    page.locator("#id_sentence").press_sequentially("，明年开工")
    expect(page.locator("#read")).to_contain_text("您填的是 远洋控股")
    assert page.input_value("#id_firm") == "远洋控股"
    assert Enquiry.objects.count() == 0
