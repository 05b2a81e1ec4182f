"""In a real browser: what is new appears by itself and takes nothing away; the whole day's work is in the keys."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from luodi.ledger.models import Event
from tests.browsing import Site
from tests.cast import Cast
from tests.stories.desk import entered
from tests.stories.officer import Officer, duty

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(site: Site) -> Cast:
    """In the database that the served site reads."""
    return Cast()


@pytest.fixture
def liaison(cast: Cast) -> Officer:
    return Officer(cast.liaison)


def opened(site: Site, browser: Browser, officer: Officer) -> Page:
    page = site.visitor(browser, officer.user).new_page()
    page.goto("/desk/")
    return page


def test_a_new_enquiry_appears_within_fifteen_seconds_and_focus_and_choice_stay(
    site: Site, browser: Browser, cast: Cast, liaison: Officer
) -> None:
    first = entered(cast, liaison, "第一件").number
    page = opened(site, browser, liaison)
    page.keyboard.press("j")
    page.keyboard.press("x")
    entered(cast, liaison, "刚来的海缆检测")

    page.wait_for_selector(".title >> text=刚来的海缆检测", timeout=15_000)

    assert page.evaluate("document.activeElement.id") == f"m-{first}"
    assert page.locator(f"[name=pick][value='{first}']").is_checked()
    assert "刚来的海缆检测" in page.title()
    assert "刚来的海缆检测" in page.inner_text("#news")


def test_keys_lead_from_the_row_to_the_logged_contact(
    site: Site, browser: Browser, cast: Cast, liaison: Officer
) -> None:
    number = entered(cast, liaison, "第一件").number
    page = opened(site, browser, liaison)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**/contacts/")
    page.keyboard.type("约好周三看地")
    with page.expect_navigation(url=f"**/{number}/"):
        page.keyboard.press("Control+Enter")
    assert "联系已登记" in page.inner_text("#messages")
    made = duty(number).contacts.get()
    assert made.said == "约好周三看地"
    assert (timezone.now() - made.happened_at).total_seconds() < 180


def test_the_mouse_signs_in_the_row(site: Site, browser: Browser, cast: Cast, liaison: Officer) -> None:
    """Nothing in the row may move between the button's going down and coming up."""
    number = entered(cast, liaison, "第一件").number
    page = opened(site, browser, liaison)
    page.locator(f"#m-{number}").hover()
    with page.expect_navigation():
        page.locator(f"button[name=one][value='{number}']").click()
    assert "已签收 1 件" in page.inner_text("#messages")
    assert Event.objects.filter(subject=number, code="signed").count() == 1
