"""The saved page gives the same answers as the server, in a browser without a network, with and without WebCrypto."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import segno

from luodi.signing import keyring, make, make_list, verifier_page
from luodi.signing.tests.cases import CLAIMS, NOW, signer

pytestmark = pytest.mark.browser

STATES = {"LD-1": "suspended", "LD-2": "revoked", "LD-3": "replaced"}
RING = keyring([signer().public_key])
CODE = make(CLAIMS, signer())
# As in a browser that is old, or a page opened where none of it is given.
WITHOUT_CRYPTO = "Object.defineProperty(window, 'crypto', {value: undefined})"


def page_of(lang: str = "zh", states=STATES) -> str:
    return verifier_page(RING, make_list(states, signer(), NOW, NOW + timedelta(days=7)), NOW, lang)


@pytest.fixture(params=[True, False], ids=["webcrypto", "own code"])
def checked(request, browser, tmp_path):
    """Ask the page: the state of its verdict, and all its words."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    if not request.param:
        context.add_init_script(WITHOUT_CRYPTO)
    page, faults, asked = context.new_page(), [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda sent: asked.append(sent.url))
    path = tmp_path / "verifier.html"

    def ask(text: str, at: datetime = NOW, html: str = "") -> tuple[str, str]:
        path.write_text(html or page_of(), encoding="utf-8")
        page.clock.set_fixed_time(at)
        page.goto(path.as_uri())
        assert page.evaluate("Boolean(window.crypto)") == request.param
        page.locator("#text").fill(text)
        page.locator("button").first.click()
        page.locator("#verdict h2").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return page.locator("#verdict").get_attribute("data-state"), page.locator("#verdict").inner_text()

    yield ask
    assert faults == []
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


def test_a_good_code_is_good_and_says_what_it_is_about(checked):
    state, words = checked(f" {CODE}\n")
    assert state == "valid"
    for said in ("有效", "Valid", CLAIMS.title, CLAIMS.number, CLAIMS.holder, CLAIMS.authority, "2031-11-22"):
        assert said in words
    assert "测试机构" in words


def test_a_changed_code_is_forged(checked):
    for place in (60, len(CODE) // 2, len(CODE) - 1):
        changed = CODE[:place] + ("1" if CODE[place] == "0" else "0") + CODE[place + 1 :]
        assert checked(changed)[0] == "forged"
    for text in ("LD1:", "LD1:ABC", "http", CODE[:-3], f"{CODE}000", CODE.lower()):
        assert checked(text)[0] == "forged"


def test_a_code_of_another_key_is_not_known(checked):
    assert checked(make(CLAIMS, signer("另一家")))[0] == "unknown_key"


@pytest.mark.parametrize(("number", "state"), STATES.items())
def test_what_was_taken_away_is_said(checked, number, state):
    assert checked(make(replace(CLAIMS, number=number), signer()))[0] == state


def test_dates_and_the_age_of_the_list_count(checked):
    old, coming = replace(CLAIMS, until=NOW.date() - timedelta(1)), replace(CLAIMS, start=NOW.date() + timedelta(1))
    assert checked(make(old, signer()))[0] == "expired"
    assert checked(make(coming, signer()))[0] == "not_yet"
    assert checked(CODE, NOW + timedelta(days=8))[0] == "stale"
    assert checked(make(replace(CLAIMS, until=None), signer()))[0] == "valid"
    last_day = make(replace(CLAIMS, until=NOW.date()), signer())
    assert checked(last_day, datetime(2026, 11, 23, 15, 59, tzinfo=UTC))[0] == "valid"
    assert checked(last_day, datetime(2026, 11, 23, 16, 0, tzinfo=UTC))[0] == "expired"


def test_a_long_list_and_a_packed_body_are_read(checked):
    many = {f"LD{number}": "revoked" for number in range(3000)}
    html = page_of("en", many)
    state, words = checked(make(replace(CLAIMS, holder="长" * 300, number="LD2999"), signer()), html=html)
    assert state == "revoked"
    assert words.startswith("Revoked")
    assert "长" * 300 in words


def test_a_picture_of_the_code_is_read_where_the_browser_can(browser, tmp_path):
    path, picture = tmp_path / "verifier.html", BytesIO()
    path.write_text(page_of(), encoding="utf-8")
    segno.make(CODE, error="m").save(picture, kind="png", scale=4)
    page = browser.new_page()
    page.add_init_script(
        f"window.BarcodeDetector = class {{ async detect() {{ return [{{ rawValue: {CODE!r} }}]; }} }}"
    )
    page.clock.set_fixed_time(NOW)
    page.goto(path.as_uri())
    image = {"name": "code.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    page.locator("#image").set_input_files(image)
    page.locator("#verdict h2").wait_for()
    assert page.locator("#verdict").get_attribute("data-state") == "valid"
    page.close()


def test_words_in_a_code_are_never_markup(checked):
    typed = "</script><img src=x onerror=alert(1)>"
    state, words = checked(make(replace(CLAIMS, title=typed), signer()))
    assert state == "valid"
    assert typed in words


def test_the_page_is_accessible_in_both_languages(browser, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for lang in ("zh", "en"):
        path = tmp_path / f"{lang}.html"
        path.write_text(page_of(lang), encoding="utf-8")
        context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
        page = context.new_page()
        page.goto(path.as_uri())
        page.locator("#text").fill(CODE)
        page.locator("button").first.click()
        page.locator("#verdict h2").wait_for()
        assert axe.run(page).response["violations"] == []
        page.screenshot(path=tmp_path / f"{lang}.png", full_page=True)
        context.close()
