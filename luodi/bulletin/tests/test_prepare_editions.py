"""An edition is begun once for a round, filled in the background, and called off while it is not published."""

import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from luodi.bulletin.actions.preparing import AT_ONCE, build_editions, call_off, prepare
from luodi.bulletin.actions.previewing import preview
from luodi.bulletin.models import Edition, EditionLine
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.ledger.acts import Refused
from luodi.notices.models import Notice
from luodi.projects.actions.proving import prove, withdraw_proof
from luodi.projects.models import Project
from luodi.projects.rules import Stage
from tests.cast import Cast, local, picture
from tests.projecting import MILLION
from tests.publishing import Publishing, at_the_desk
from tests.stories.officer import Officer


@pytest.fixture
def desk(cast: Cast):
    with at_the_desk(cast) as people:
        yield people


def over(desk: Publishing, *projects: Project):
    one = desk.round()
    for project in projects:
        desk.reported(project, one, 10 * MILLION, percent=30)
    desk.clock.move_to(local(2021, 1, 26, 10))
    return one


def test_a_round_that_still_runs_is_not_published(desk: Publishing):
    desk.planned("港区冷链基地")
    with pytest.raises(Refused, match="还没有截止"):
        prepare(viewer=Viewer.of(desk.publisher), round=desk.round(), territory=desk.cast.city)


def test_an_edition_is_prepared_once_and_again_after_it_was_called_off(desk: Publishing):
    one = over(desk, desk.planned("港区冷链基地"))
    first = desk.prepared(one)
    assert Deadline.objects.running().get(duty=first.pk).kind == "publish"
    with pytest.raises(Refused, match="已经编制过了"):
        desk.prepared(one)
    with pytest.raises(Refused, match="请写明取消的原因"):
        call_off(viewer=Viewer.of(desk.publisher), number=first.number, reason=" ")
    call_off(viewer=Viewer.of(desk.publisher), number=first.number, reason="口径有误")
    assert Duty.objects.get(pk=first.pk).closed is not None
    assert not Deadline.objects.running().filter(duty=first.pk).exists()
    assert desk.prepared(one).pk != first.pk


def test_late_or_not_publishing_is_due_after_the_owners_two_working_days(desk: Publishing):
    one = over(desk, desk.planned("港区冷链基地"))
    desk.clock.move_to(local(2021, 3, 12, 16))
    edition = desk.prepared(one)
    assert preview(viewer=Viewer.of(desk.publisher), number=edition.number).window_ends == local(2021, 3, 16, 17, 30)
    due = Deadline.objects.running().get(duty=edition.pk, kind="publish").due
    assert due > local(2021, 3, 16, 17, 30)


def test_an_owner_prepares_nothing(desk: Publishing):
    one = over(desk, desk.planned("港区冷链基地"))
    with pytest.raises(Refused):
        prepare(viewer=Viewer.of(desk.owner), round=one, territory=desk.cast.city)
    assert not Edition.objects.exists()


def test_it_is_filled_in_sets_and_the_page_shows_how_far(desk: Publishing, monkeypatch):
    projects = [desk.planned(f"{number}号项目") for number in range(5)]
    one = over(desk, *projects)
    monkeypatch.setattr("luodi.bulletin.actions.preparing.AT_ONCE", 2)
    made = prepare(viewer=Viewer.of(desk.publisher), round=one, territory=desk.cast.city)
    assert AT_ONCE == 250
    assert build_editions(timezone.now()) == 2
    page = Officer(desk.publisher).get(f"editions/{made.number}/").content.decode()
    assert "已编制 2 / 5 个项目" in page
    while build_editions(timezone.now()):
        pass
    assert "正在编制" not in Officer(desk.publisher).get(f"editions/{made.number}/").content.decode()
    assert Notice.objects.filter(code="edition_built", subject=made.number, channel="page").count() == 1
    assert not EditionLine.objects.filter(values={}).exists()


def test_a_stage_that_fell_back_is_published_as_such(desk: Publishing):
    project = desk.planned("港区冷链基地", stage=Stage.BUILDING)
    first = desk.previewed(over(desk, project))
    desk.clock.move_to(first.window_ends)
    desk.published(first)
    Project.objects.update(stage=Stage.PERMITTED)
    following = desk.round("2021-02", opened=local(2021, 2, 20, 9), due=local(2021, 2, 25, 17, 30))
    following.as_of = local(2021, 2, 20).date()
    following.save()
    desk.clock.move_to(local(2021, 2, 26, 9))
    second = desk.previewed(following)
    assert EditionLine.objects.get(edition=second).values["fell_back_from"] == Stage.BUILDING
    desk.clock.move_to(second.window_ends)
    desk.published(second)
    number = project.number
    public = Client().get(f"/projects/{number}/").content.decode()
    assert "阶段比上次公布时退回" in public
    assert public.count("2021-01-20") == 1  # what was published before stays in its history


def test_a_public_photograph_is_drawn_anew_and_gone_when_it_is_withdrawn(desk: Publishing):
    project = desk.planned("港区冷链基地")
    by, today = Viewer.of(desk.owner), timezone.localdate()
    shot = SimpleUploadedFile("site.jpg", picture(), "image/jpeg")
    proof = prove(viewer=by, number=project.number, kind="site_photo", file=shot, dated=today, is_public=True)
    inside = SimpleUploadedFile("inner.jpg", picture(), "image/jpeg")
    prove(viewer=by, number=project.number, kind="site_photo", file=inside, dated=today)
    edition = desk.previewed(over(desk, project))
    desk.clock.move_to(edition.window_ends)
    desk.published(edition)
    (photo,) = EditionLine.objects.get().values["photos"]
    address = f"/projects/{project.number}/photos/{photo['digest']}/"
    assert address in Client().get(f"/projects/{project.number}/").content.decode()
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    withdraw_proof(viewer=by, number=project.number, pk=proof.pk, reason="照片里有人")
    assert Client().get(address).status_code == 404
    assert address not in Client().get(f"/projects/{project.number}/").content.decode()


def test_open_data_of_an_edition_is_what_the_standard_asks_for(desk: Publishing):
    folder = Path(settings.DATA_DIR or ".") / "oc4ids"
    if not (folder / "project-schema.json").is_file():
        pytest.skip("the schemas of OC4IDS are not there: the edition's package is NOT validated (LUODI_DATA)")
    edition = desk.previewed(over(desk, desk.planned("港区冷链基地", longitude="120.1", latitude="36.1")))
    desk.clock.move_to(edition.window_ends)
    desk.published(edition)
    package = Client().get(f"/progress/{edition.number}/files/oc4ids/").json()
    validator = jsonschema.Draft4Validator(jsonschema_of(folder))
    assert [error.message for one in package["projects"] for error in validator.iter_errors(one)] == []
    assert package["uri"].endswith(f"/progress/{edition.number}/")


def jsonschema_of(folder: Path) -> dict:
    return json.loads((folder / "project-schema.json").read_text("utf-8"))


def test_pages_ask_a_handful_of_queries(desk: Publishing, django_assert_max_num_queries):
    projects = [desk.planned(f"{number}号项目") for number in range(12)]
    edition = desk.previewed(over(desk, *projects))
    desk.clock.move_to(edition.window_ends + timedelta(minutes=1))
    desk.published(edition)
    public, officer = Client(), Officer(desk.publisher)
    for client, address in (
        (public, "/progress/"),
        (public, f"/progress/{edition.number}/"),
        (public, f"/progress/{edition.number}/lines/"),
        (public, f"/projects/{projects[0].number}/"),
        (officer.client, "/desk/editions/"),
        (officer.client, "/desk/editions/task-forces/"),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200, address


def test_what_is_kept_is_chinese_whatever_the_officer_reads(desk: Publishing):
    one = over(desk, desk.planned("港区冷链基地"))
    with translation.override("en"):
        assert desk.prepared(one).title == "临海市2021年1月重点项目进展情况通报"
