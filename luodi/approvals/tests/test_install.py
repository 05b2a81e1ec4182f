"""The shipped catalogue and bundles become rows, once."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import override_settings

from luodi.approvals.bundle import catalogue as pure
from luodi.approvals.definitions import catalogue_of, definition_of, versions_in_force
from luodi.approvals.installing import install, units_for
from luodi.approvals.models import Bundle, BundleVersion, Material, Service, ServiceVersion
from luodi.approvals.rules import Validity
from luodi.directory.models import Unit
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from tests.cast import Cast

DAY = date(2021, 1, 4)


@pytest.fixture
def units(cast: Cast) -> dict[str, Unit]:
    return units_for(cast.city, cast.calendar)


def test_all_that_is_shipped_is_there_and_in_force(units):
    done = install(at=DAY, units=units)
    assert sorted(done.new) == sorted([*pure.shipped().services, *pure.shipped_bundles()])
    found = versions_in_force(pure.shipped().services, DAY)
    assert found.keys() == pure.shipped().services.keys()
    assert Bundle.objects.count() == len(pure.shipped_bundles())
    assert BundleVersion.objects.in_force(DAY).count() == len(pure.shipped_bundles())
    assert Event.objects.get(code="installed").facts["unchanged"] == 0


def test_a_row_says_what_the_file_said(units):
    install(at=DAY, units=units)
    wanted = pure.shipped()
    read = catalogue_of(versions_in_force(wanted.services, DAY).values())
    for code, service in wanted.services.items():
        row = read.services[code]
        assert (row.statutory, row.promised, row.special) == (service.statutory, service.promised, service.special)
        assert (row.basis, row.tolerance, row.licence) == (service.basis, service.tolerance, service.licence)
        asked = {one.material: (one.main, one.deferral_days) for one in row.requirements}
        assert asked == {one.material: (one.main, one.deferral_days) for one in service.requirements}
        assert [fee.fen for fee in row.fees] == [fee.fen for fee in service.fees]
    assert {one.code for one in Material.objects.all()} == set(wanted.materials)
    for version in BundleVersion.objects.all():
        assert definition_of(version) == pure.shipped_bundles()[version.bundle.code]
        assert version.figures["promised_days"] <= version.figures["series_days"]


def test_entered_twice_it_changes_nothing(units):
    install(at=DAY, units=units)
    before = list(ServiceVersion.objects.order_by("pk").values())
    done = install(at=date(2021, 3, 1), units=units)
    assert done.new == []
    assert list(ServiceVersion.objects.order_by("pk").values()) == before
    assert BundleVersion.objects.count() == len(pure.shipped_bundles())


def test_changed_data_is_a_new_version_and_the_old_one_ends_the_day_before(units, monkeypatch):
    install(at=DAY, units=units)
    code, service = next(iter(pure.shipped().services.items()))
    changed = pure.Catalogue(
        pure.shipped().departments,
        pure.shipped().licence_kinds,
        pure.shipped().materials,
        {**pure.shipped().services, code: replace(service, visits=service.visits + 1)},
    )
    monkeypatch.setattr(pure, "shipped", lambda: changed)
    assert install(at=date(2021, 3, 1), units=units).new == [code]
    old, new = ServiceVersion.objects.filter(service__code=code).order_by("version")
    assert (old.valid_to, new.version, new.valid_from) == (date(2021, 2, 28), 2, date(2021, 3, 1))
    assert versions_in_force([code], date(2021, 3, 1))[code] == new


def test_what_an_operator_published_since_is_left_alone(units):
    install(at=DAY, units=units)
    first = ServiceVersion.objects.order_by("pk").first()
    ServiceVersion.objects.filter(pk=first.pk).update(state=Validity.RETIRED)
    first.pk, first.version, first.visits = None, 2, first.visits + 3
    first.save()
    assert install(at=date(2021, 3, 1), units=units).new == []
    assert ServiceVersion.objects.filter(service=first.service).count() == 2


def test_outside_a_demo_what_lacks_a_source_stays_a_draft(units):
    with override_settings(SAMPLES_MAY_BE_PUBLISHED=False):
        install(at=DAY, units=units)
        assert not ServiceVersion.objects.filter(sample=True).exclude(state=Validity.DRAFT).exists()
        assert not BundleVersion.objects.filter(sample=True).exclude(state=Validity.DRAFT).exists()
        again = install(at=DAY, units=units)
        assert again.new == []
    assert ServiceVersion.objects.filter(sample=True).exists(), "the shipped data has examples"
    done = install(at=DAY, units=units)
    assert done.drafts == []
    assert not ServiceVersion.objects.filter(state=Validity.DRAFT).exists()


def test_a_department_without_a_unit_is_refused_and_nothing_is_entered(units):
    code = next(iter(units))
    with pytest.raises(Refused, match=code):
        install(at=DAY, units={key: unit for key, unit in units.items() if key != code})
    assert not Service.objects.exists()


def test_departments_are_added_once(cast, units):
    again = units_for(cast.city, cast.calendar)
    assert {code: unit.pk for code, unit in again.items()} == {code: unit.pk for code, unit in units.items()}
    assert {unit.kind for unit in again.values()} == {Unit.Kind.OFFICE}
