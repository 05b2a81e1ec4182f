"""One number from a site: what is refused, what is corrected, who verifies, what a photograph proves of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.projects.actions.gates import decide
from luodi.projects.actions.measuring import correct_measurement, measure, verify_measurement
from luodi.projects.actions.proving import prove
from luodi.projects.actions.quantities import add_quantity, change_quantity, set_zones, withdraw_quantity
from luodi.projects.criteria import standing_evidence
from luodi.projects.models import Measurement, Project, Quantity
from luodi.projects.photos import given
from luodi.projects.rules import Kind
from luodi.projects.sites import standing
from luodi.projects.story import story
from luodi.projects.tests.sites import Site
from luodi.projects.tests.test_read_photos import here, photo
from luodi.projects.zones import BadZone, ahead, read_zones, written
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 4, 10)


@pytest.fixture
def site() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield Site(Projecting(Cast()))


@pytest.fixture
def tunnel(site: Site) -> Quantity:
    return site.tunnel()


def told(site: Site, code: str) -> Event:
    return Event.objects.filter(subject=site.number, code=code).latest("id")


def test_a_number_with_its_photograph_is_kept_with_place_and_time(site: Site, tunnel: Quantity) -> None:
    file = SimpleUploadedFile("face.jpg", photo(here(), "2021:01:04 09:30:00").getvalue(), "image/jpeg")
    made = site.measured(tunnel, 140, NOW, file=file)
    assert (made.value, made.evidence.place_proven, made.evidence.kind) == (140, True, "quantities")
    assert (made.evidence.longitude, made.evidence.latitude) == (Decimal("120.250500"), Decimal("36.068056"))
    assert told(site, "measured").facts == {"quantity": tunnel.pk, "value": "140", "proven": True}


def test_without_place_and_time_it_is_taken_and_proves_less(site: Site, tunnel: Quantity) -> None:
    file = SimpleUploadedFile("face.jpg", photo().getvalue(), "image/jpeg")
    assert site.measured(tunnel, 140, NOW, file=file).evidence.place_proven is False
    assert site.measured(tunnel, 130, local(2021, 1, 3, 10)).evidence is None
    assert told(site, "measured").facts["proven"] is False


def test_what_is_keyed_in_later_stands_at_its_own_time_in_the_story(site: Site, tunnel: Quantity) -> None:
    site.measured(tunnel, 140, NOW)
    site.measured(tunnel, 130, local(2021, 1, 3, 10))
    said = [line.sentence for line in story(site.project) if line.code == "measured"]
    assert said == ["现场计量 140", "现场计量 130"]


def test_a_phone_gives_the_place_that_the_picture_does_not_say(site: Site, tunnel: Quantity) -> None:
    file = SimpleUploadedFile("face.jpg", photo().getvalue(), "image/jpeg")
    made = site.measured(tunnel, 140, NOW, file=file, place=given("120.25", "36.07"), taken_at=NOW)
    assert made.evidence.place_proven
    assert made.evidence.longitude == Decimal("120.25")


@pytest.mark.parametrize(
    ("value", "as_of", "said"),
    [
        (571, NOW, "超过总量 570"),
        (-1, NOW, "不能小于 0"),
        (99, NOW, "不能小于 2021-01-02 的 100"),
        (101, local(2021, 1, 1), "不能大于之后 2021-01-02 的 100"),
        (140, local(2021, 1, 4, 11), "在以后"),
        (100, local(2021, 1, 2, 8), "已有一次"),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_says_why(
    site: Site, tunnel: Quantity, value: float, as_of: Any, said: str
) -> None:
    site.measured(tunnel, 100, local(2021, 1, 2, 8))
    with pytest.raises(Refused, match=said):
        site.measured(tunnel, value, as_of)
    assert Measurement.objects.count() == 1


def test_a_fall_needs_the_earlier_number_corrected_with_a_reason(site: Site, tunnel: Quantity) -> None:
    wrong = site.measured(tunnel, 150, local(2021, 1, 3, 8))
    with pytest.raises(Refused, match="先更正"):
        site.measured(tunnel, 140, NOW)
    correction = {"viewer": site.by, "number": site.number, "measurement": wrong.pk, "value": Decimal(130)}
    with pytest.raises(Refused, match="更正原因"):
        correct_measurement(**correction, reason=" ")
    right = correct_measurement(**correction, reason="桩号读错")
    site.measured(tunnel, 140, NOW)
    assert [one.value for one in standing(tunnel)] == [130, 140]
    assert (right.supersedes, right.as_of, right.reason) == (wrong, wrong.as_of, "桩号读错")
    assert told(site, "measurement_corrected").facts["old"] == "150"
    with pytest.raises(Stale, match="已经更正过"):
        correct_measurement(**correction, reason="再改")


def test_a_level_may_fall_and_a_year_begins_at_nothing(site: Site) -> None:
    level = site.tunnel(name="在场工人", unit="人", kind=Kind.LEVEL, is_linear=False, zones=[])
    site.measured(level, 800, local(2021, 1, 2))
    assert site.measured(level, 300, NOW).value == 300
    yearly = site.tunnel(name="年度浇筑", kind=Kind.ANNUAL, is_linear=False, zones=[])
    site.measured(yearly, 500, local(2020, 12, 31, 20))
    assert site.measured(yearly, 5, NOW).value == 5
    with pytest.raises(Refused, match="不能大于之后"):
        site.measured(yearly, 6, local(2021, 1, 2))


def test_another_person_verifies_and_only_once(site: Site, tunnel: Quantity) -> None:
    made = site.measured(tunnel, 140, NOW)
    with pytest.raises(Refused):
        verify_measurement(viewer=site.by, number=site.number, measurement=made.pk)
    checker = Viewer.of(site.people.checker)
    assert verify_measurement(viewer=checker, number=site.number, measurement=made.pk).verified_at == NOW
    with pytest.raises(Stale):
        verify_measurement(viewer=checker, number=site.number, measurement=made.pk)
    assert told(site, "measurement_verified").actor == checker.code


def test_who_measures_for_another_unit_is_not_let_in(site: Site, tunnel: Quantity) -> None:
    with pytest.raises(Refused, match="负责"):
        measure(
            viewer=Viewer.of(site.people.checker),
            number=site.number,
            quantity=tunnel.pk,
            value=Decimal(1),
            as_of=NOW,
        )


def test_a_frame_that_cannot_be_is_refused(site: Site) -> None:
    for wrong, said in (
        ({"total": Decimal(0)}, "大于 0"),
        ({"ends_on": date(2020, 12, 1)}, "早于"),
        ({"calendar": "moon"}, "没有这个日历"),
        ({"zones": [{"name": "F1", "from": 560, "to": 580, "days": []}]}, "0 到 570"),
        ({"zones": [{"name": "F1", "from": 1, "to": 2, "days": [-1]}]}, "0 到 365"),
    ):
        with pytest.raises(Refused, match=said):
            site.tunnel(**wrong)
    assert not Quantity.objects.exists()


def test_zones_are_read_as_people_type_them_and_only_those_ahead_cost_days(site: Site, tunnel: Quantity) -> None:
    typed = "F1 95-110\nF2 190-205 0,1,2\nF3 270—290 0，1，2"
    zones = read_zones(typed)
    assert [zone["days"] for zone in zones] == [[], [0, 1, 2], [0, 1, 2]]
    assert read_zones(written(zones)) == zones
    assert ahead(zones, 200) == ((0, 1, 2), (0, 1, 2))
    assert ahead(zones, 205) == ((0, 1, 2),)
    for wrong, code in (("F1", "stretch"), ("F1 a-b", "stretch"), ("F1 ²-3", "stretch"), ("F1 1-2 x", "days")):
        with pytest.raises(BadZone) as bad:
            read_zones(wrong)
        assert bad.value.code == code
    set_zones(viewer=site.by, number=site.number, quantity=tunnel.pk, zones=zones)
    tunnel.refresh_from_db()
    assert len(tunnel.zones) == 3
    assert told(site, "zones_set").facts == {"quantity": tunnel.pk, "zones": 3}


def test_its_frame_may_change_but_not_below_what_was_measured(site: Site, tunnel: Quantity) -> None:
    site.measured(tunnel, 140, NOW)
    frame = {"viewer": site.by, "number": site.number, "quantity": tunnel.pk, "name": "主洞", "unit": "米"}
    with pytest.raises(Refused, match="已经量到的 140"):
        change_quantity(**frame, total=Decimal(100))
    with pytest.raises(Refused, match="“F5”的起止"):
        change_quantity(**frame, total=Decimal(490))
    changed = change_quantity(**frame, total=Decimal(600), ends_on=date(2021, 2, 20))
    assert (changed.total, changed.name, len(changed.zones)) == (600, "主洞", 5)
    assert told(site, "quantity_changed").facts == {"quantity": tunnel.pk, "old": "570", "new": "600"}


def test_a_withdrawn_quantity_takes_no_number(site: Site, tunnel: Quantity) -> None:
    withdraw_quantity(viewer=site.by, number=site.number, quantity=tunnel.pk)
    with pytest.raises(Quantity.DoesNotExist):
        site.measured(tunnel, 1, NOW)


def test_a_withdrawn_quantity_is_forecast_no_more(site: Site, tunnel: Quantity) -> None:
    site.measured(tunnel, 140, NOW)
    assert site.project.forecasts.filter(is_current=True).count() == 1
    withdraw_quantity(viewer=site.by, number=site.number, quantity=tunnel.pk)
    assert site.project.forecasts.filter(is_current=False).count() == 1


def test_a_stranger_does_not_find_the_quantity_of_another_project(site: Site, tunnel: Quantity) -> None:
    other = Site(site.people)
    with pytest.raises(Quantity.DoesNotExist):
        other.measured(tunnel, 1, NOW)
    assert (
        add_quantity(viewer=site.by, number=other.number, name="桩", unit="根", total=Decimal(3)).project_id
        == other.project.pk
    )


def test_a_measurement_whose_photograph_proves_no_place_is_weak_at_the_gate(site: Site, tunnel: Quantity) -> None:
    Project.objects.filter(pk=site.project.pk).update(
        stage="started", code="2020-379911-36-03-000001", sponsor_name="隧道公司", builder_name="港建", industry="48"
    )
    here_not = SimpleUploadedFile("face.jpg", photo().getvalue(), "image/jpeg")
    site.measured(tunnel, 130, local(2021, 1, 3, 10), file=here_not)
    to_building = {"viewer": Viewer.of(site.people.checker), "number": site.number, "to": "building"}
    with pytest.raises(Refused, match="照片位置未证实"):
        decide(**to_building)
    browser = Client()
    browser.force_login(site.people.checker)
    page = browser.get(reverse("desk:project", args=[site.number])).content.decode()
    asked, held = page.split('class="criteria"')[1].split("</ul>")[0], page.split('class="papers proofs"')[1]
    assert "位置未证实" in asked
    assert "位置未证实" in held.split("</ul>")[0]
    file = SimpleUploadedFile("face.jpg", photo(here(), "2021:01:04 09:30:00").getvalue(), "image/jpeg")
    proven = site.measured(tunnel, 140, NOW, file=file).evidence
    assert [(line["evidence_id"], line["weak"]) for line in decide(**to_building).criteria if "evidence" in line] == [
        (proven.pk, False)
    ]


def test_a_paper_that_lists_quantities_shows_no_place_and_is_not_weak(site: Site) -> None:
    told = {"viewer": site.by, "number": site.number, "kind": "quantities", "dated": date(2021, 1, 3)}
    paper = prove(**told, file=SimpleUploadedFile("list.pdf", b"%PDF-1.4\n%%EOF", "application/pdf"))
    assert not paper.shows_place_weakly
    photographed = prove(**told, file=SimpleUploadedFile("list.jpg", photo().getvalue(), "image/jpeg"))
    assert photographed.shows_place_weakly
    assert next(iter(standing_evidence(site.project))) == paper
