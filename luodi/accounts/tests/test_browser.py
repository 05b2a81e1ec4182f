"""What only a browser can show: passkey.js with an authenticator, idle.js with its clock."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import BrowserContext, Page

from luodi.accounts import factors
from luodi.accounts.models import User
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(window: BrowserContext) -> Page:
    page = window.new_page()
    devtools = window.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def officer() -> User:
    """The liaison officer, with a password that the served site can judge: it does not hash as tests do."""
    user = Cast().liaison
    hasher = PBKDF2PasswordHasher()
    user.password = hasher.encode(PASSWORD, hasher.salt(), 1000)
    user.save()
    return user


def sign_in(page: Page) -> None:
    page.goto("/sign-in/?next=/account/")
    page.fill("[name=login]", "liaison")
    page.fill("[name=password]", PASSWORD)
    page.click("button.main")


def test_a_passkey_is_added_and_opens_the_desk(site, browser):
    user = officer()
    window = site.visitor(browser)
    page = with_authenticator(window)
    sign_in(page)
    page.wait_for_url(f"{site.url}/account/")
    page.goto("/account/passkeys/")
    page.click("button.main")
    page.wait_for_url("**/account/recovery-codes/")
    assert factors.has_passkey(user)
    window.clear_cookies()
    sign_in(page)
    page.click("form[data-passkey] button")
    page.wait_for_url(f"{site.url}/account/")
    window.close()


def test_whoever_was_away_comes_back_to_the_field_he_was_in(site, browser):
    officer()
    window = site.visitor(browser)
    page = window.new_page()
    page.clock.install()
    sign_in(page)
    page.wait_for_url(f"{site.url}/account/")
    page.focus("#id_name")
    page.clock.fast_forward("00:10:00")
    page.keyboard.press("ArrowLeft")
    page.clock.fast_forward("00:19:00")
    assert page.url.endswith("/account/")
    with page.expect_request("**/sign-in/?idle=1&next=%2Faccount%2F%23id_name"):
        page.clock.fast_forward("00:02:00")
    # The server's own clock has not moved: it leads straight back, as it does after signing in.
    page.wait_for_url(f"{site.url}/account/#id_name")
    assert page.evaluate("document.activeElement.id") == "id_name"
    window.close()
