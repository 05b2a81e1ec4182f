"""axe finds nothing on any page, at 390 and at 1280 px, in a real Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import ConsoleMessage, Error, Page

from tests.browsing import DESK, PHONE
from tests.promises.addresses import routes
from tests.promises.routes import MATRIX
from tests.promises.scene import ROLES, Scene
from tests.promises.test_routes import address_of, rows

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
    const said = await axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false});
    return said.violations.map(
        found => `${found.id}: ${found.help} at ${found.nodes.map(node => node.target.join(" ")).join(", ")}`);
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FULLEST = {"desk:clash": "city dispatcher"}  # who sees a form on a page that others only read


def pages(scene: Scene) -> dict[str, list[str]]:
    """For each role the addresses of the pages that it reads first of all, so that each is opened once."""
    found: dict[str, list[str]] = {role: [] for role in ROLES}
    for route in sorted(set(routes()) & set(MATRIX)):
        answers = rows(route).get("GET", ())
        if 200 in answers:
            role = FULLEST.get(route, ROLES[answers.index(200)])
            found[role].append(address_of(route, scene))
    return found


def faults(page: Page, address: str) -> list[str]:
    """Each page is opened once, and looked at in both widths."""
    found: list[str] = []
    with heard(page, found):
        try:
            answer = page.goto(address)
        except Error as why:
            return [] if "Download is starting" in str(why) else [f"{address}: {why}"]
        assert answer
        if answer.status != 200 or answer.request.redirected_from:
            return [f"{address}: {answer.status}, at {answer.url}"]
        if "text/html" not in answer.headers["content-type"] or "<html" not in answer.text():
            return []  # a file, or a part that is swapped into one of the pages
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            found += [f"{fault} (at {size['width']} px)" for fault in looked_at(page)]
    return [f"{address}: {fault}" for fault in found]


def looked_at(page: Page) -> list[str]:
    found: list[str] = page.evaluate(RUN, RULES)
    if (beyond := page.evaluate(SIDEWAYS)) > 0:
        found.append(f"the page is {beyond} px wider than the window")
    return found


@contextmanager
def heard(page: Page, found: list[str]) -> Iterator[None]:
    """Errors of the console, and of this page only."""

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(f"{message.text} {message.location['url']}")

    page.on("console", hear)
    try:
        yield
    finally:
        page.remove_listener("console", hear)


@pytest.mark.browser
def test_axe_finds_nothing_on_any_page(site, browser):
    scene = Scene()
    found = []
    for role, addresses in pages(scene).items():
        if addresses:
            with site.visitor(browser, scene.people[role]) as context:
                # Put in by the debugger, which the page's content security policy does not bind.
                context.add_init_script(AXE)
                page = context.new_page()
                found += [fault for address in addresses for fault in faults(page, address)]
    assert found == [], "\n".join(found)
