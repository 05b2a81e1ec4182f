"""The pattern page, the pages that refuse, and the reader's own look."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from luodi.ui import look, views

UI = Path(views.__file__).parent


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def visit():
    def request(path="/", method="get", data=None, cookie=""):
        made = getattr(RequestFactory(), method)(path, data)
        made.user, made._messages = AnonymousUser(), []
        if cookie:
            made.COOKIES[look.COOKIE] = cookie
        return made

    return request


def test_the_pattern_page_is_for_developers_and_operators(visit, settings) -> None:
    settings.DEBUG = False
    with pytest.raises(Http404):
        views.patterns(visit("/patterns/"))
    settings.DEBUG = True
    assert views.patterns(visit("/patterns/")).status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pattern_page_reads_in_both_languages(visit, settings, language) -> None:
    settings.DEBUG = True
    with override(language):
        page = views.patterns(visit("/patterns/")).content.decode()
    assert f'<html lang="{"en" if language == "en" else "zh-CN"}"' in page
    assert ("Duty strip" in page) == (language == "en")


def test_no_page_brings_a_script_or_style_of_its_own(visit, settings) -> None:
    settings.DEBUG = True
    page = views.patterns(visit("/patterns/")).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r"(?:href|src)=[\"']?https?://", page)


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(visit) -> None:
    answer = views.stale(visit("/a/"), changes=["已转给港区"], typed=[("理由", "港区有厂房 <b>")])
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "已转给港区" in page
    assert "港区有厂房 &lt;b&gt;</textarea>" in page
    assert 'href="/a/"' in page
    assert answer["HX-Retarget"] == "#main"


def test_a_flood_is_told_how_long_to_wait(visit) -> None:
    answer = views.too_many(visit(), wait_seconds=130)
    assert (answer.status_code, answer["Retry-After"]) == (429, "130")
    assert "约 3 分钟后" in answer.content.decode()


def test_a_large_file_is_told_the_limit(visit) -> None:
    answer = views.too_large(visit(), limit="25 MB")
    assert answer.status_code == 413
    assert "单个文件最大 25 MB" in answer.content.decode()


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_a_refusal_is_drawn_even_without_a_request(code) -> None:
    assert code[:3] in render_to_string(f"{code}.html")


def test_beside_a_file_a_browser_finds_the_mark(visit) -> None:
    assert views.favicon(visit("/favicon.ico")).headers["Location"].endswith("ui/favicon.svg")


def test_theme_and_size_are_kept_one_by_one(visit) -> None:
    answer = views.look_choice(visit("/look/", "post", {"size": "large", "next": "/a/"}, cookie="dark.normal"))
    assert answer.cookies[look.COOKIE].value == "dark.large"
    assert answer["Location"] == "/a/"


def test_a_look_leads_to_no_other_house(visit) -> None:
    answer = views.look_choice(visit("/look/", "post", {"theme": "dark", "next": "https://example.org/"}))
    assert answer["Location"] == "/"


@pytest.mark.parametrize("cookie", ["", "dark", "purple.huge", "…", "dark.large.more"])
def test_a_strange_cookie_is_the_default_look(cookie) -> None:
    seen = look.look_of(cookie)
    assert seen.theme in look.THEMES
    assert seen.size in look.SIZES


def test_the_style_stays_small() -> None:
    sheets = [path.read_bytes() for path in sorted((UI / "static/ui/css").glob("*.css")) if path.stem != "patterns"]
    assert sum(len(gzip.compress(sheet)) for sheet in sheets) <= 15 * 1024
