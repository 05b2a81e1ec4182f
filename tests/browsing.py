"""A real Chromium against a real server: `site` and `browser`. Once, on SQLite."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from luodi.accounts.models import User

ROOT = Path(__file__).resolve().parent.parent
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
# Chromium as a guest: no first-run page, no look-ups of its maker's hosts, no graphics card imitated by the
# processor; root may not use the sandbox.
FLAGS = [
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ASYNC_UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"
START_LIMIT = 30  # seconds


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser tests of a file stay with one worker. They take longest and begin first, so that no worker idles."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group(f"browser:{item.path.stem}"))
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@dataclass(frozen=True)
class Site:
    """A served copy of the database; rows made in the test are seen by the server."""

    url: str

    def visitor(self, browser: Browser, user: User | None = None, *, phone: bool = False) -> BrowserContext:
        """A browser window of its own, signed in as `user` by the session cookie."""
        context = browser.new_context(
            base_url=self.url,
            viewport=PHONE if phone else DESK,
            is_mobile=phone,
            has_touch=phone,
            locale="zh-CN",
        )
        if user:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.url}])
        return context


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("LUODI_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ[ASYNC_UNSAFE] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(own_database: str, tmp_path: Path) -> Iterator[Site]:
    if connection.vendor != "sqlite":
        pytest.skip("browser tests run once, on SQLite")
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name != ASYNC_UNSAFE},
        "DATABASE_URL": own_database,
        "DJANGO_SETTINGS_MODULE": "tests.serving",
        "LUODI_DEBUG": "1",
        "LUODI_HOME": str(settings.HOME),
        "LUODI_SECRET_KEY": settings.SECRET_KEY,
        "LUODI_SIGNER_FOLDER": str(settings.SIGNER_FOLDER),
    }
    command = [sys.executable, "-m", "luodi.config.cli", "serve", "--no-watch", "--port", str(port)]
    log = tmp_path / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_until_it_answers(f"http://localhost:{port}/", server, log)
        yield Site(f"http://localhost:{port}")
    finally:
        server.terminate()
        server.wait(START_LIMIT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not answer:\n{log.read_text()}")
