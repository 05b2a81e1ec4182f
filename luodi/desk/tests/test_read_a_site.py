"""The drawings of a site: every mark leads somewhere, the same stands in words, and who may read may print."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.projects.actions.library import set_aside
from luodi.projects.models import Milestone
from luodi.projects.tests.sites import Site
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 4, 10)
MARKS = frozenset({"planned", "met", "owner", "whisker", "goal", "face", "face last", "dot", "band", "fault", "middle"})


@pytest.fixture
def site() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield Site(Projecting(Cast()))


class Marks(HTMLParser):
    """Shapes of the drawings by what they stand for, and whether each lies in a link."""

    def __init__(self) -> None:
        super().__init__()
        self.links, self.legend, self.bar, self.loose, self.seen = 0, 0, False, set[str](), set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.links += tag == "a"
        self.legend += tag == "ul" and told.get("class") == "legend"
        name = told.get("class") or ""
        if self.legend or name not in MARKS:
            return
        self.seen.add(name)
        if not self.links:
            self.loose.add(name)

    def handle_endtag(self, tag: str) -> None:
        self.links -= tag == "a"
        self.legend -= tag == "ul" and bool(self.legend)


def page_of(who: User, site: Site) -> str:
    browser = Client()
    browser.force_login(who)
    return browser.get(reverse("desk:site", args=[site.number])).content.decode()


def test_each_mark_of_a_drawing_is_a_link(site: Site) -> None:
    met = site.milestone("始发井完成")
    Milestone.objects.filter(pk=met.pk).update(met_on=date(2021, 1, 2))
    site.milestone()
    site.measured(site.tunnel(), 140, NOW)
    marks = Marks()
    marks.feed(page_of(site.people.owner, site))
    assert {"met", "owner", "goal", "face last", "dot"} <= marks.seen
    assert marks.loose == set()


def test_the_chance_is_said_once(site: Site) -> None:
    site.milestone()
    site.measured(site.tunnel(), 140, NOW)
    outlook = page_of(site.people.owner, site).split('class="sheet pad stack outlook"')[1].split("</section>")[0]
    assert outlook.count("按期") == 1


def test_a_strip_without_zones_says_the_same_in_words(site: Site) -> None:
    tunnel = site.tunnel(zones=[])
    measured = site.measured(tunnel, 140, NOW)
    strip = page_of(site.people.owner, site).split("推进到哪里")[-1].split("</figure>")[0]
    assert "同样内容的表" in strip
    words = strip.split("<details")[1]
    assert f'<a href="#m{measured.pk}">140 米 · 01-04</a>' in words
    assert f'<a href="#q{tunnel.pk}">计划 124 米</a>' in words


def test_who_may_only_read_a_site_prints_it_too(site: Site) -> None:
    page = page_of(site.people.leader, site)
    assert "data-print" in page
    assert "登记工程量" not in page


def test_on_the_site_of_a_project_that_ended_nothing_is_offered(site: Site) -> None:
    site.measured(site.tunnel(), 140, NOW)
    assert "去核实" in page_of(site.people.checker, site)
    set_aside(viewer=Viewer.of(site.people.owner), number=site.number, side="lost", reason="改投他地")
    assert "去核实" not in page_of(site.people.checker, site)
    assert "登记工程量" not in page_of(site.people.owner, site)
