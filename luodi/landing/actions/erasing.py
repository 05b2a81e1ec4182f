"""An investor asks to have his personal data deleted (PIPL, article 47)."""

from datetime import datetime

from luodi.accounts.actions import close_account
from luodi.approvals.actions import erasing as cases
from luodi.companies.actions import forget_person
from luodi.directory.viewer import Viewer
from luodi.duties.models import Party
from luodi.duties.reach import locked
from luodi.enquiries.actions.erasing import ERASED, erase_matter
from luodi.enquiries.models import Enquiry
from luodi.ledger.acts import act
from luodi.matching.actions.erasing import forget_meetings
from luodi.notices.actions import forget_addresses
from luodi.supply.actions.describing import forget_describer


def open_matters(viewer: Viewer) -> list[str]:
    """Numbers of what must be settled or withdrawn before the account can be closed."""
    assert viewer.user is not None
    return _enquiries(viewer, is_open=True) + cases.open_cases(viewer.user)


def erase_person(*, viewer: Viewer, now: datetime) -> int:
    """Erases what is closed and, when nothing is open, closes the account. Returns how many are open.

    Enquiries and cases alike; a draft of a case is given up. What he wrote beside a colleague's enquiry stays with
    that enquiry.
    """
    assert viewer.user is not None
    user = viewer.user
    with act(viewer.code, now=now) as erasing:
        left = open_matters(viewer)
        closed, filings = _enquiries(viewer, is_open=False), cases.erasable_cases(user)
        erasing.record(user.code, "erasure_requested", closed=len(closed) + len(filings), open=len(left))
        for number in closed:
            duty = locked(viewer, number)
            erase_matter(erasing, duty, investor=user)
            forget_meetings(duty)
        for number in filings:
            cases.erase_case(erasing, viewer, number)
        if not left:
            Party.objects.filter(user=user, until=None).update(until=now)
            cases.forget_mandates(erasing, user)
            forget_addresses(user)
            forget_person(user, now)
            forget_describer(user)
            close_account(erasing, user)
        return len(left)


def _enquiries(viewer: Viewer, *, is_open: bool) -> list[str]:
    mine = Enquiry.objects.filter(investor=viewer.user, duty__closed__isnull=is_open).exclude(contact=ERASED)
    return list(mine.order_by("pk").values_list("duty__number", flat=True))
