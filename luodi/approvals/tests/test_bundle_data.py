"""The shipped catalogue and bundles: sound, complete in both languages, nothing in them that nothing uses."""

import json
import re

import pytest

from luodi.approvals.bundle.catalogue import DATA, LICENCE, shipped, shipped_bundles
from luodi.approvals.bundle.checks import publish
from luodi.approvals.bundle.definition import RESULT
from luodi.approvals.bundle.figures import figures, largest
from luodi.approvals.bundle.needs import needs
from luodi.approvals.bundle.sources import is_sample, unsourced_of

CATALOGUE = shipped()
BUNDLES = shipped_bundles()
CHINESE = re.compile(r"[\u3400-\u9fff]")
NINE = {
    *("restaurant", "company", "industrial-land", "leased-plant", "rooftop-pv"),
    *("small-low-risk", "construction-start", "social-organisation", "building-opening"),
}


def test_nine_bundles_and_a_single_service_are_shipped():
    assert set(BUNDLES) == NINE | {"food-licence-change"}
    assert len(BUNDLES["food-licence-change"].items) == 1
    assert all((DATA / "bundles" / f"{code}.json").is_file() for code in BUNDLES)


@pytest.mark.parametrize("code", BUNDLES)
def test_a_shipped_bundle_may_be_published_in_a_demo(code):
    assert publish(BUNDLES[code], CATALOGUE) == []
    assert is_sample(BUNDLES[code], CATALOGUE)
    assert len(BUNDLES[code].questions) <= 6


@pytest.mark.parametrize("code", sorted(NINE))
def test_a_bundle_spares_days_and_materials(code):
    one = figures(BUNDLES[code], CATALOGUE, largest(BUNDLES[code], CATALOGUE))
    assert one.path.saved_days > 0
    assert one.to_give < one.materials < one.asked


def test_nothing_shipped_is_unused():
    services = {item.service for bundle in BUNDLES.values() for item in bundle.items}
    assert services == set(CATALOGUE.services)
    used = [CATALOGUE.services[code] for code in services]
    assert {one.material for service in used for one in service.requirements} == set(CATALOGUE.materials)
    assert {service.licence for service in used} - {""} == set(CATALOGUE.licence_kinds)
    leads = {lead for bundle in BUNDLES.values() for lead in (bundle.lead, *(stage.lead for stage in bundle.stages))}
    assert {service.department for service in used} | leads == set(CATALOGUE.departments)


def test_prefixes_of_licence_numbers_are_short_and_single():
    prefixes = [kind.prefix for kind in CATALOGUE.licence_kinds.values()]
    assert len(set(prefixes)) == len(prefixes)
    assert all(re.fullmatch("[A-Z]{2}", prefix) for prefix in prefixes)


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=lambda service: service.code)
def test_a_statutory_term_is_that_of_the_licensing_law_or_none(service):
    assert service.statutory.days == (20 if service.kind == LICENCE else None)
    assert bool(service.statutory.source) is (service.kind == LICENCE)
    assert service.promised.days <= (1 if service.immediate else 20)
    assert unsourced_of(service)
    assert service.conditions
    assert len(service.conditions) == len(service.conditions_en)
    assert service.result
    assert service.delivery


@pytest.mark.parametrize("code", BUNDLES)
def test_whoever_needs_a_sisters_licence_waits_for_it(code):
    """Nothing is asked of the applicant that the same bundle issues to him before."""
    bundle = BUNDLES[code]
    answers = largest(bundle, CATALOGUE)
    issued = {CATALOGUE.services[item.service].licence: item.code for item in bundle.items}
    waits = {(edge.producer, edge.dependant) for edge in bundle.edges if edge.kind == RESULT}
    for need in needs(bundle, CATALOGUE, answers):
        producer = issued.get(CATALOGUE.materials[need.material].licence) if need.sisters else None
        for item in need.requirements:
            assert not producer or item in need.sisters or (producer, item) in waits


def pairs(value, place=""):
    """(place, Chinese, English) of every text that has a sister with `_en`, and of every one that ought to."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from pairs(one, f"{place}[{number}]")
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in ("name", "text", "label", "summary", "note") and "source" not in value:
                yield f"{place}.{key}", one, value.get(f"{key}_en")
            elif key not in ("source", "basis"):
                yield from pairs(one, f"{place}.{key}")


@pytest.mark.parametrize("file", sorted(DATA.rglob("*.json")), ids=lambda file: file.stem)
def test_every_text_has_its_english(file):
    for place, chinese, english in pairs(json.loads(file.read_text(encoding="utf-8"))):
        assert bool(chinese) is bool(english), place
        assert not CHINESE.search(english or ""), place
