"""Companies named by strangers, and colleagues asked in by those who belong."""

from datetime import timedelta

import pytest

from luodi.accounts.refusals import TooMany
from luodi.companies.actions import accept_invitations, company_from, invite_colleague
from luodi.companies.models import Company, Invitation, Membership
from luodi.ledger.acts import Refused
from luodi.text.credit_codes import ALPHABET, is_uscc
from tests.cast import Cast, local

NOW = local(2021, 1, 4, 9, 40)


def valid_uscc() -> str:
    """A code of nobody with a right check character."""
    return next(code for c in ALPHABET if is_uscc(code := f"91370200MA3TE0000{c}"))


def test_a_firm_is_found_by_its_credit_code_and_keeps_its_name(cast: Cast):
    first = company_from(name="远海新能源有限公司", uscc=valid_uscc(), now=NOW)
    again = company_from(name="typed by a stranger", uscc=f" {valid_uscc().lower()} ", now=NOW)
    assert again == first
    assert again.name == "远海新能源有限公司"


def test_naming_a_firm_makes_nobody_its_member(cast: Cast):
    before = Membership.objects.count()
    company_from(name="远海新能源有限公司", uscc=valid_uscc(), now=NOW)
    assert Membership.objects.count() == before


@pytest.mark.parametrize("uscc", ["", "91370200MA3TE00001X", "not a code"])
def test_a_firm_without_a_readable_code_is_a_row_of_its_own(cast: Cast, uscc: str):
    first = company_from(name="青岛远海新能源有限公司", uscc=uscc, now=NOW)
    second = company_from(name="远海新能源", uscc=uscc, now=NOW)
    assert first != second
    assert first.uscc == ""
    assert first.name_key


def test_nothing_typed_is_no_firm(cast: Cast):
    assert company_from(name="  ", uscc="", now=NOW) is None


def test_a_member_asks_a_colleague_into_the_firm(cast: Cast):
    firm = Company.objects.get(name="远海食品有限公司")
    invite_colleague(contact=cast.investor.phone, invited_by=cast.other_investor, company=firm, now=NOW)
    assert accept_invitations(contact=cast.investor.phone, now=NOW) == []
    assert firm.memberships.open().filter(user=cast.investor).exists()
    assert Invitation.objects.get().accepted_by == cast.investor


def test_whoever_is_no_member_asks_nobody_in(cast: Cast):
    firm = Company.objects.get(name="远海食品有限公司")
    with pytest.raises(Refused, match="只有这家企业的成员"):
        invite_colleague(contact="+8613900000099", invited_by=cast.investor, company=firm, now=NOW)


def test_a_colleague_is_asked_beside_one_matter_and_joins_no_firm(cast: Cast):
    invite_colleague(contact=cast.other_investor.phone, invited_by=cast.investor, subject="T-1", now=NOW)
    before = Membership.objects.count()
    assert accept_invitations(contact=cast.other_investor.phone, now=NOW) == ["T-1"]
    assert accept_invitations(contact=cast.other_investor.phone, now=NOW) == []
    assert Membership.objects.count() == before


def test_an_invitation_opens_for_its_own_contact_only(cast: Cast):
    invite_colleague(contact="new@example.com", invited_by=cast.investor, subject="T-1", now=NOW)
    assert accept_invitations(contact=cast.other_investor.phone, now=NOW) == []


def test_an_invitation_grows_old_and_can_be_renewed(cast: Cast):
    contact = cast.other_investor.phone
    invite_colleague(contact=contact, invited_by=cast.investor, subject="T-1", now=NOW)
    later = NOW + timedelta(days=14)
    assert accept_invitations(contact=contact, now=later) == []
    invite_colleague(contact=contact, invited_by=cast.investor, subject="T-1", now=later)
    assert Invitation.objects.count() == 1
    assert accept_invitations(contact=contact, now=later) == ["T-1"]


def test_one_does_not_invite_oneself(cast: Cast):
    with pytest.raises(Refused, match="您自己"):
        invite_colleague(contact=cast.investor.phone, invited_by=cast.investor, subject="T-1", now=NOW)


def test_ten_invitations_a_day_are_enough(cast: Cast):
    for number in range(10):
        invite_colleague(contact=f"+8613900001{number:03d}", invited_by=cast.investor, subject="T-1", now=NOW)
    with pytest.raises(TooMany):
        invite_colleague(contact="+8613900002000", invited_by=cast.investor, subject="T-1", now=NOW)
