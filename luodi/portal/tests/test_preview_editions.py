"""Who approves an edition reads beforehand the very pages that the public will read, and not a line more."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from luodi.accounts.models import User
from luodi.bulletin.actions.preparing import build_editions, call_off, prepare
from luodi.bulletin.models import Edition
from luodi.directory.viewer import Viewer
from luodi.projects.actions.proving import prove
from tests.cast import Cast, local, picture
from tests.projecting import MILLION
from tests.publishing import Publishing, at_the_desk

CELLS = re.compile(r"<(b|td|th|dt|dd|h1|h2|figcaption)\b[^>]*>(.*?)</\1>", re.DOTALL)


@pytest.fixture
def desk(cast: Cast) -> Any:
    with at_the_desk(cast) as people:
        yield people


def coming(desk: Publishing) -> Edition:
    """One project with a photograph that may be shown, and one that is not public."""
    shown = desk.planned("港区冷链基地", started_on=local(2020, 5, 1).date(), stage="building", longitude="120.2",
                         latitude="36.1")  # fmt: skip
    desk.planned("不公开项目", is_public=False)
    file = SimpleUploadedFile("site.jpg", picture(), "image/jpeg")
    told = {"kind": "site_photo", "dated": timezone.localdate(), "is_public": True, "words": "桩基"}
    prove(viewer=Viewer.of(desk.owner), number=shown.number, file=file, **told)
    round_ = desk.round()
    desk.reported(shown, round_, 10 * MILLION, percent=30, words="桩基完成")
    desk.clock.move_to(local(2021, 1, 26, 10))
    return desk.previewed(round_)


def browser(who: User | None = None) -> Client:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client


def at(name: str, *parts: str) -> str:
    return reverse(f"portal:{name}", args=parts)


def cells(page: str) -> list[str]:
    """Every number and heading of a page, without its marks."""
    said = page.split("<article")[1].split("</article>")[0]
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for _tag, cell in CELLS.findall(said)]


def test_what_is_approved_is_what_the_public_then_reads(desk: Publishing) -> None:
    edition = coming(desk)
    approver = browser(desk.approver)
    number, line = edition.number, edition.lines.get(is_public=True)
    before = [
        approver.get(at("edition_preview", number)).content.decode(),
        approver.get(at("preview_lines", number)).content.decode(),
        approver.get(at("preview_project", number, line.number)).content.decode(),
    ]
    assert f'href="{at("preview_lines", number)}"' in before[0]
    assert f'href="{at("preview_project", number, line.number)}"' in before[1]
    photo = line.values["photos"][0]["digest"]
    assert f'src="{at("preview_photo", number, line.number, photo)}"' in before[2]
    shown = approver.get(at("preview_photo", number, line.number, photo))
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "private, no-store")
    desk.clock.move_to(local(2021, 1, 29, 10))
    desk.published(edition)
    public = browser()
    after = [
        public.get(at("edition", number)).content.decode(),
        public.get(at("edition_lines", number)).content.decode(),
        public.get(at("public_project", line.number)).content.decode(),
    ]
    born = ["怎样核对"]  # with the edition itself
    assert [cells(page) for page in before] == [[one for one in cells(page) if one not in born] for page in after]
    assert approver.get(at("edition_preview", number))["Location"] == at("edition", number)
    shown = public.get(at("project_photo", line.number, photo))
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "no-cache")


def test_a_preview_holds_no_line_that_the_public_will_not_see(desk: Publishing) -> None:
    edition = coming(desk)
    hidden, keeper = edition.lines.get(is_public=False), browser(desk.publisher)
    assert "不公开项目" in keeper.get(reverse("desk:edition_lines", args=[edition.number])).content.decode()
    page = keeper.get(at("preview_lines", edition.number)).content.decode()
    assert "不公开项目" not in page
    assert "其中 1 个项目您看不到" in page
    assert keeper.get(at("preview_project", edition.number, hidden.number)).status_code == 404


def test_before_it_is_published_only_staff_with_a_part_in_it_sees_it(desk: Publishing) -> None:
    edition = coming(desk)
    line = edition.lines.get(is_public=True)
    parts = {"edition_preview": (), "preview_lines": (), "preview_project": (line.number,)}
    for name, more in parts.items():
        here = at(name, edition.number, *more)
        assert browser(desk.owner).get(here).status_code == 200
        assert browser(desk.east_owner).get(here).status_code == 404
        assert browser().get(here).status_code == 302
    assert browser().get(at("edition", edition.number)).status_code == 404
    assert browser().get(at("public_project", line.number)).status_code == 404


def test_what_is_not_whole_yet_and_what_was_called_off_has_no_preview(desk: Publishing) -> None:
    edition, by = coming(desk), Viewer.of(desk.publisher)
    call_off(viewer=by, number=edition.number, reason="重新编制")
    again = prepare(viewer=by, round=edition.round, territory=edition.territory)
    keeper, projects = browser(desk.publisher), edition.lines.values_list("number", flat=True)
    for one in (edition, again):
        said = keeper.get(reverse("desk:edition", args=[one.number])).content.decode()
        assert at("edition_preview", one.number) not in said
        addresses = [at("preview_project", one.number, project) for project in projects]
        for here in (at("edition_preview", one.number), at("preview_lines", one.number), *addresses):
            assert keeper.get(here).status_code == 404
    while build_editions(timezone.now()):
        pass
    assert (
        at("edition_preview", again.number) in keeper.get(reverse("desk:edition", args=[again.number])).content.decode()
    )
    assert keeper.get(at("edition_preview", again.number)).status_code == 200


def test_the_public_cannot_ask_which_lines_the_editor_was_warned_of(desk: Publishing) -> None:
    edition = coming(desk)
    warned = next(note for note in edition.notes if note["lines"])
    assert warned["count"] == 1
    desk.clock.move_to(local(2021, 1, 29, 10))
    number = desk.published(edition).number
    editor = browser(desk.publisher).get(reverse("desk:edition_lines", args=[number]), {"note": warned["code"]})
    assert "由本期 1 行得出" in editor.content.decode()
    public = browser().get(at("edition_lines", number), {"note": warned["code"]})
    assert "由本期 2 行得出" in public.content.decode()


def test_every_number_of_a_public_project_has_its_day_and_its_definition(desk: Publishing) -> None:
    edition = coming(desk)
    line = edition.lines.get(is_public=True)
    page = browser(desk.approver).get(at("preview_project", edition.number, line.number)).content.decode()
    said = cells(page)
    assert "数据截至 2021-01-20" in page
    for name in ("计划总投资", "年度计划投资", "本年完成投资", "形象进度", "按批准计划应为", "开工以来完成投资"):
        meaning = said[len(said) - said[::-1].index(name)]
        assert meaning.endswith("。"), name
