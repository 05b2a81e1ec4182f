"""Somebody who wants to open a restaurant looks before he begins: the answers change the figures at once."""

from datetime import date

import pytest

from luodi.approvals.installing import install, units_for
from tests.cast import Cast

pytestmark = pytest.mark.browser
FIGURE = ".figures .figure:first-child b"


@pytest.fixture
def restaurant(site) -> str:
    cast = Cast()
    install(at=date(2021, 1, 4), units=units_for(cast.city, cast.calendar))
    return "/guide/bundles/restaurant/"


@pytest.mark.parametrize("phone", [True, False], ids=["390 px", "1280 px"])
def test_an_answer_changes_the_figures_at_once_and_stands_in_the_address(site, browser, restaurant, phone):
    with site.visitor(browser, phone=phone) as context:
        page = context.new_page()
        page.goto(restaurant)
        before = int(page.text_content(FIGURE))
        page.check("text=已有营业执照")
        page.wait_for_function(f"before => +document.querySelector('{FIGURE}').textContent !== before", arg=before)
        after = int(page.text_content(FIGURE))
        assert after < before
        assert "q-entity=existing" in page.url
        page.reload()
        assert int(page.text_content(FIGURE)) == after
        assert page.is_checked("text=已有营业执照")


def test_without_a_script_the_button_does_it(site, browser, restaurant):
    context = browser.new_context(base_url=site.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(restaurant)
    before = int(page.text_content(FIGURE))
    page.check("text=已有营业执照")
    page.click("text=按我的回答算")
    assert int(page.text_content(FIGURE)) < before
    context.close()
