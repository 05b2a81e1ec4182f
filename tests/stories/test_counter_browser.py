"""The general window in a real Chromium: many scans at once, dragged to their materials or sorted by number keys."""

import pytest
from playwright.sync_api import Browser, Page, expect

from luodi.approvals.actions.filing import answer, begin
from luodi.approvals.models import Case, MaterialCopy
from luodi.directory.viewer import Viewer
from tests.approving import Approving
from tests.browsing import Site
from tests.cast import Cast, picture

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sized(page: Page) -> Page:
    page.wait_for_load_state()
    assert page.evaluate(SIDEWAYS) <= 0, page.url
    return page


def begun(town: Approving) -> Case:
    viewer = Viewer.of(town.counter)
    case = begin(viewer=viewer, code="workshop", answers={}, company=town.firm, channel="1")
    return answer(viewer=viewer, number=case.number, answers={"crowd": "no"})


def scans(page: Page, *names: str) -> None:
    """Picked all at once in the file dialog; the page sends them by itself."""
    files = [{"name": name, "mimeType": "image/jpeg", "buffer": picture(320, 240)} for name in names]
    page.set_input_files("#id_scans", files)
    expect(page.locator("[data-scan]")).to_have_count(len(names))


def materials_of(case: Case) -> dict[str, str]:
    rows = MaterialCopy.objects.filter(case=case, source="scanned").select_related("attachment", "material")
    return {row.attachment.name: row.material.code if row.material else "" for row in rows}


@pytest.mark.browser
def test_scans_are_dragged_to_their_materials_or_sorted_by_keys(site: Site, browser: Browser) -> None:
    town = Approving(Cast())
    case = begun(town)
    page = site.visitor(browser, town.counter).new_page()

    # A scan gun types the number and Enter.
    page.goto("/desk/counter/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(case.number)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("开办车间")

    scans(sized(page), "图.jpg", "租约.jpg", "报告.jpg", "封面.jpg")
    expect(page.locator("[data-scan] img")).to_have_count(4)

    page.locator("#tray").scroll_into_view_if_needed()
    drawing = page.locator('[data-bin="drawing"]')
    page.locator("[data-scan]", has_text="图.jpg").locator(".file").drag_to(drawing)
    expect(drawing).to_contain_text("图.jpg")
    expect(page.locator("[data-scan]")).to_have_count(3)

    lease = page.locator('[data-bin="lease"]')
    key = lease.get_attribute("data-bin-key")
    assert key is not None
    expect(page.locator("[data-scan].chosen")).to_contain_text("租约.jpg")
    page.keyboard.press(key)
    expect(lease).to_contain_text("租约.jpg")

    # The next one is at hand without touching the mouse.
    expect(page.locator("[data-scan]").first).to_be_focused()
    page.locator("[data-scan]", has_text="报告.jpg").focus()
    page.keyboard.press(page.locator('[data-bin="report"]').get_attribute("data-bin-key") or "")
    expect(page.locator("[data-scan]")).to_have_count(1)

    # A digit typed into a field is a digit.
    page.locator("#id_f-area").fill("")
    page.locator("#id_f-area").press("1")
    expect(page.locator("[data-scan]")).to_have_count(1)
    assert page.input_value("#id_f-area") == "1"

    page.locator("[data-scan]", has_text="封面.jpg").get_by_role("button", name="扔掉").click()
    expect(page.locator("[data-scan]")).to_have_count(0)
    drawing.get_by_role("button", name="取回").click()
    expect(page.locator("[data-scan]")).to_have_count(1)
    page.locator("[data-scan] select").select_option("drawing")
    page.locator("[data-scan]").get_by_role("button", name="放入").click()
    expect(page.locator("[data-scan]")).to_have_count(0)
    sized(page)

    assert materials_of(case) == {"图.jpg": "drawing", "租约.jpg": "lease", "报告.jpg": "report", "封面.jpg": ""}


@pytest.mark.browser
def test_without_javascript_a_scan_is_sorted_by_its_list(site: Site, browser: Browser) -> None:
    town = Approving(Cast())
    case = begun(town)
    signed_in = site.visitor(browser, town.counter).cookies()
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="zh-CN"
    )
    context.add_cookies(signed_in)
    page = context.new_page()
    page.goto(f"/desk/counter/{case.number}/")
    page.set_input_files("#id_scans", [{"name": "图.jpg", "mimeType": "image/jpeg", "buffer": picture(320, 240)}])
    page.get_by_role("button", name="放进托盘").click()
    page.locator("[data-scan] select").select_option("drawing")
    page.locator("[data-scan]").get_by_role("button", name="放入").click()
    expect(page.locator('[data-bin="drawing"]')).to_contain_text("图.jpg")
    assert materials_of(case) == {"图.jpg": "drawing"}
