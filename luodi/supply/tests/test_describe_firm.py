"""A company says what it is, needs or could host; officers find it, and no catalogue lists it."""

import pytest

from luodi.accounts.models import User
from luodi.companies.models import Company, Membership
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.supply.actions.describing import describe, forget_describer
from luodi.supply.actions.keeping import confirm, let, set_visibility, withdraw
from luodi.supply.actions.offering import amend
from luodi.supply.models import Offer
from tests.cast import LONG_AGO, Cast

SAID = {"description": "冷库屋顶 4 万平，想找人装光伏；有富余蒸汽。", "area_m2": 40000, "contact": "+8613900000002"}


@pytest.fixture
def firm(cast: Cast) -> Company:
    return Company.objects.get()


@pytest.fixture
def told(cast: Cast, firm: Company) -> Offer:
    by = Viewer.of(cast.other_investor)
    return describe(viewer=by, company=firm, title="远海食品的屋顶", values=SAID, at=cast.other_district)


def test_it_goes_to_the_unit_of_the_place_and_is_never_public(cast: Cast, told: Offer) -> None:
    duty = told.duty

    assert (duty.owner, duty.visibility, told.kind) == (cast.stranger_officer.post, "internal", "firm")
    assert Notice.objects.get(subject=duty.number, channel="page").code == "described"
    assert set(Event.objects.filter(subject=duty.number).values_list("code", flat=True)) == {"opened", "described"}
    with pytest.raises(Wrong, match="不对外公开"):
        set_visibility(viewer=Viewer.of(cast.stranger_officer), number=duty.number, visibility="public")
    assert not Offer.objects.catalogue(told.confirmed_at).exists()


def test_without_a_place_it_is_the_city_desks(cast: Cast, firm: Company) -> None:
    one = describe(viewer=Viewer.of(cast.other_investor), company=firm, title="找蒸汽", values=SAID)

    assert one.duty.owner == cast.dispatcher.post


def test_only_members_describe_a_firm(cast: Cast, firm: Company) -> None:
    with pytest.raises(Refused, match="成员"):
        describe(viewer=Viewer.of(cast.investor), company=firm, title="假的", values=SAID)
    assert not Duty.objects.filter(kind="offer").exists()


def test_every_member_amends_confirms_and_withdraws_it(cast: Cast, firm: Company, told: Offer) -> None:
    colleague = User.objects.create_user("i-colleague", kind=User.Kind.INVESTOR, phone="+8613900000009")
    Membership.objects.create(company=firm, user=colleague, since=LONG_AGO)
    by, number = Viewer.of(colleague), told.duty.number

    amend(viewer=by, number=number, values={"area_m2": 45000, "evidence": "政府盖章", "price": 1})
    confirm(viewer=by, number=number)
    with pytest.raises(Refused):
        let(viewer=by, number=number)
    withdraw(viewer=by, number=number)

    one = Offer.objects.select_related("duty").get(pk=told.pk)
    assert (one.area_m2, one.evidence, one.price, one.duty.progress) == (45000, "", None, "withdrawn")
    assert Event.objects.get(subject=number, code="amended").facts == {"columns": ["area_m2"], "by": "firm"}


def test_another_firm_does_not_find_it(cast: Cast, told: Offer) -> None:
    rival = Viewer.of(cast.investor)

    assert not Offer.objects.visible_to(rival).exists()
    with pytest.raises(Duty.DoesNotExist):
        withdraw(viewer=rival, number=told.duty.number)


def test_an_erased_person_leaves_no_contact_on_it(cast: Cast, told: Offer) -> None:
    assert forget_describer(cast.other_investor) == 1
    assert Offer.objects.get(pk=told.pk).contact == ""
