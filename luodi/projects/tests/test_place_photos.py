"""A photo proves its place only near the project; one put in the place of another counts alone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.directory.viewer import Viewer
from luodi.ledger.models import Event
from luodi.projects.actions.library import change
from luodi.projects.actions.reporting import fill
from luodi.projects.models import Evidence, Project, Report, ReportRound
from luodi.projects.photos import given
from luodi.projects.tests.sites import Site
from luodi.projects.tests.test_read_photos import photo
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 21, 10)
MARKED = {"longitude": Decimal("120.25"), "latitude": Decimal("36.07")}


@pytest.fixture(autouse=True)
def _day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def shot() -> SimpleUploadedFile:
    return SimpleUploadedFile("face.jpg", photo().getvalue(), "image/jpeg")


def taken(site: Site, north: str, **tunnel: Any) -> Evidence:
    quantity = site.tunnel(**tunnel)
    where = {"place": given("120.25", north), "taken_at": NOW}
    return site.measured(quantity, 140, NOW, file=shot(), **where).evidence


@pytest.mark.parametrize(
    ("north", "total", "said"),
    [
        ("36.085", 570, "位置已证实"),  # 1.7 km
        ("36.095", 570, "位置未证实：距项目位置 2.8 公里"),
        ("36.095", 3000, "位置已证实"),  # beyond the reach of a site, within it from the far end
        ("39.900", 3000, "位置未证实：距项目位置 425.9 公里"),
    ],
)
def test_a_photo_is_held_against_the_place_of_the_project(north: str, total: int, said: str) -> None:
    made = taken(Site(Projecting(Cast()), **MARKED), north, total=Decimal(total))
    assert made.place_said == said
    assert made.place_proven is (said == "位置已证实")


def test_what_is_no_linear_work_reaches_no_further_however_much_of_it_there_is() -> None:
    made = taken(Site(Projecting(Cast()), **MARKED), "36.095", total=Decimal(3000), is_linear=False, zones=[])
    assert not made.place_proven


def test_of_a_project_without_a_place_the_words_say_that_nothing_was_compared() -> None:
    made = taken(Site(Projecting(Cast())), "39.900")
    assert made.place_proven
    assert made.place_said == "有地点和时间；项目没有标位置，无从比对"


def test_when_the_place_of_the_project_is_mended_its_photos_are_judged_by_it() -> None:
    site = Site(Projecting(Cast()), **MARKED)
    near, far = taken(site, "36.085"), taken(site, "39.900")
    assert (near.place_proven, far.place_proven) == (True, False)

    change(viewer=site.by, number=site.number, values={"latitude": Decimal("39.9")})

    near.refresh_from_db()
    far.refresh_from_db()
    assert (near.place_proven, far.place_proven) == (False, True)


def kept(people: Projecting, project: Project, one: ReportRound, **values: Any) -> Report:
    return fill(viewer=Viewer.of(people.owner), number=project.number, round=one.pk, values=values)


def test_a_draft_whose_photo_is_replaced_has_one_proof(people: Projecting, one: ReportRound) -> None:
    with time_machine.travel(NOW - timedelta(days=9), tick=False):
        project = people.project()
    first = kept(people, project, one, file=shot()).photo
    second = kept(people, project, one, file=shot()).photo
    assert first is not None
    first.refresh_from_db()
    assert (first.withdrawn_at, first.withdrawn_because) == (NOW, "换成了另一张照片")
    assert list(project.evidence.filter(withdrawn_at=None)) == [second]
    assert Event.objects.get(subject=project.number, code="proof_withdrawn").facts["evidence"] == first.pk
    kept(people, project, one, words="桩基完成")
    assert list(project.evidence.filter(withdrawn_at=None)) == [second], "a draft kept without a picture keeps its own"


def test_a_photo_on_which_a_milestone_rests_stays_when_the_report_shows_another(
    people: Projecting, one: ReportRound
) -> None:
    with time_machine.travel(NOW - timedelta(days=9), tick=False):
        project = people.project()
    first = kept(people, project, one, file=shot()).photo
    project.milestones.create(name="开工", met_on=NOW.date(), evidence=first)
    kept(people, project, one, file=shot())
    assert project.evidence.filter(withdrawn_at=None).count() == 2
