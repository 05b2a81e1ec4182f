"""The map: marks that lead on, what stands close drawn as one, a frame and a scale where no outline is known."""

import re
from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from luodi.directory.models import Territory
from luodi.portal.catalogue.drawing import half_of, point_map
from luodi.portal.catalogue.geometry import APART, NARROW, RATIO, Box, clusters, middle_of, scale_of, ticks_of
from luodi.portal.catalogue.marks import MARKS, OTHER
from luodi.portal.catalogue.outlines import outlines
from luodi.supply.catalogue import Point
from luodi.supply.rules import KINDS
from tests.cast import Cast, local


@dataclass(frozen=True)
class At:
    longitude: float
    latitude: float


PLACES = st.builds(At, st.floats(119.5, 121), st.floats(35.6, 37.1))


@given(st.lists(PLACES, max_size=60))
def test_no_mark_is_lost_and_none_covers_another(places: list[At]) -> None:
    box = Box(119.5, 35.6, 121, 37.1).framed()
    made = clusters(places, box)
    assert sorted((one.longitude, one.latitude) for cluster in made for one in cluster.members) == sorted(
        (one.longitude, one.latitude) for one in places
    )
    spots = [(cluster.x * NARROW / 100, cluster.y * NARROW / RATIO / 100) for cluster in made]
    close = [
        (a, b)
        for n, a in enumerate(spots)
        for b in spots[n + 1 :]
        if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < APART**2
    ]
    assert close == []


def test_the_frame_has_the_shape_of_the_drawing_and_room_for_one_place_alone() -> None:
    box = Box.around([(120.2, 36.0)])
    assert box is not None
    framed = box.framed()
    assert framed.width_km == pytest.approx(framed.height_km * RATIO, rel=0.01)
    assert framed.width_km == pytest.approx(2.5, rel=0.01)
    assert framed.spot(120.2, 36.0) == (50, 50)


def test_the_scale_is_a_round_number_of_kilometres() -> None:
    box = Box(119.5, 35.6, 121, 37.1).framed(0)
    share, length = scale_of(box)
    assert length == 50
    assert share == pytest.approx(100 * 50 / box.width_km, abs=0.01)
    assert ticks_of(36.02, 36.17) == [36.05, 36.1, 36.15]


def test_every_place_kind_has_a_shape_and_letter_of_its_own() -> None:
    sites = [kind.code for kind in KINDS.values() if kind.is_site]
    assert {code for code in sites if code not in MARKS} == set()
    marks = [*MARKS.values(), OTHER]
    assert len({mark.path for mark in marks}) == len({str(mark.letter) for mark in marks}) == len(marks)


def test_the_outlines_are_small_and_closed_areas_of_the_demo_city() -> None:
    known = outlines()
    assert {code[:4] for code in known} == {"3702"}
    assert len(known) == 10
    assert sum(len(ring) for rings in known.values() for ring in rings) < 500
    for rings in known.values():
        x, y = middle_of(max(rings, key=len))
        assert 119.5 < x < 121
        assert 35.5 < y < 37.2


def test_the_name_of_a_district_is_never_cut_at_the_edge() -> None:
    named = 0
    every = [
        Territory(pk=n, code=code, name="城阳区（流亭）", name_en="Chengyang") for n, code in enumerate(outlines())
    ]
    for here in every:
        spot = middle_of(max(outlines()[here.code], key=len))
        drawn = point_map(Point("", "plant", "厂房", *spot), MARKS["plant"], every, here)
        for line in drawn.outlines:
            half = half_of(line.name)
            assert half <= line.x <= 100 - half or not line.name
            named += bool(line.name)
    assert named > len(every)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(local(2021, 1, 4, 9, 40), tick=False):
        yield


def test_without_outlines_the_offers_are_drawn_in_a_frame_of_degrees(cast: Cast) -> None:
    far = cast.offer(title="北边的", longitude=120.3, latitude=36.2)
    near = [cast.offer(kind="roof", title=f"挨着的{n}", longitude=120.1 + n / 10_000, latitude=36.0) for n in range(3)]
    cast.offer(title="不知道在哪里")

    page = Client().get("/offers/map/")
    plan = page.context["map"]
    assert (plan.outlines, len(plan.spots), page.context["unplaced"]) == ((), 2, 1)
    assert {tick.words for tick in plan.meridians} >= {"120.1°E", "120.3°E"}
    one, several = sorted(plan.spots, key=lambda spot: spot.count)
    assert one.url == f"/offers/{far.duty.number}/"
    assert one.words == "厂房：北边的"
    assert several.count == 3
    # The marks of one yard are a list; the same mark on the page has its words for those who do not see it.
    assert several.url.startswith("/offers/?box=")
    listed = Client().get(several.url)
    assert {card.number for card, _choice in listed.context["rows"]} == {offer.duty.number for offer in near}
    assert 'aria-label="3 处在一起：屋顶"' in page.text
    assert not re.search(r"<img|https?://", page.text.partition('<svg class="plan bare"')[2].partition("</figure>")[0])


def test_what_is_only_close_is_zoomed_in(cast: Cast) -> None:
    cast.offer(longitude=120.0, latitude=36.0)
    cast.offer(longitude=120.9, latitude=36.0)
    cast.offer(longitude=120.91, latitude=36.0)
    spot = max(Client().get("/offers/map/").context["map"].spots, key=lambda spot: spot.count)
    assert spot.url.startswith("/offers/map/?box=")
    assert sorted(spot.count for spot in Client().get(spot.url).context["map"].spots) == [1, 1]


def test_a_district_with_an_outline_is_drawn_and_zoomed_to(cast: Cast) -> None:
    known = Territory.objects.create(
        code="370214", name="城阳区", name_en="Chengyang", level=Territory.Level.DISTRICT, parent=cast.city
    )
    cast.zone.parent = known
    cast.zone.save()
    x, y = middle_of(outlines()["370214"][0])
    cast.offer(title="城里的", longitude=x, latitude=y, at=known)
    cast.offer(title="写错的经度", longitude=80.0, latitude=y)

    whole = Client().get("/offers/map/").context["map"]
    assert [spot.words for spot in whole.spots] == ["厂房：城里的"]
    zoomed = Client().get("/offers/map/?place=370214")
    assert [line.here for line in zoomed.context["map"].outlines] == [True]
    assert "城阳区" in [item.label for item in zoomed.context["zooms"] if item.current]
    assert "不作划界依据" in zoomed.text


def test_an_empty_catalogue_says_what_to_do(cast: Cast) -> None:
    page = Client().get("/offers/map/")
    assert page.context["map"] is None
    assert "写一句，有人替您找" in page.text
