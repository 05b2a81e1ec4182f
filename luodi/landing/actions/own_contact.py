"""An investor moves to another phone or e-mail; the officers of his open enquiries dial the new one."""

from datetime import datetime

from django.utils import timezone

from luodi.accounts.actions import check_code, make_code, put_contact
from luodi.accounts.models import OneTimeCode, User
from luodi.directory.viewer import Viewer
from luodi.duties.reach import locked
from luodi.enquiries.models import Enquiry
from luodi.ledger.acts import Act, act
from luodi.notices.actions import send_code

CHANGE = OneTimeCode.Purpose.CHANGE


def request_contact_code(*, user: User, contact: str, address: str, now: datetime | None = None) -> str:
    """Sends a code to the new contact; returned only so that a development screen can show it. Raises TooMany."""
    with act(user.code, now=now) as a:
        code = make_code(contact=contact, purpose=CHANGE, subject=user.code, now=a.now, address=address)
        send_code(a, address=contact, channel="email" if "@" in contact else "sms", code=code)
        return code


def change_contact(*, viewer: Viewer, contact: str, code: str, now: datetime | None = None) -> None:
    """The code proves the new contact. Raises BadCode, or Refused when another investor signs in with it."""
    at = now or timezone.now()
    assert viewer.user is not None
    proof = check_code(contact=contact, purpose=CHANGE, code=code, now=at)
    with act(viewer.code, now=at) as a:
        before = put_contact(a, viewer.user, proof)
        if before:
            _carry_on(a, viewer, before, contact)


def _carry_on(a: Act, viewer: Viewer, before: str, contact: str) -> None:
    mine = Enquiry.objects.filter(investor=viewer.user, contact=before, duty__closed=None).order_by("pk")
    for number in list(mine.values_list("duty__number", flat=True)):
        duty = locked(viewer, number)
        Enquiry.objects.filter(pk=duty.pk).update(contact=contact)
        a.record(number, "contact_changed")
