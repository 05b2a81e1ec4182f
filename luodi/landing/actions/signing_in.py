"""An investor signs in by a code to his contact; what was typed in for him becomes his."""

from datetime import datetime

from django.utils import timezone

from luodi.accounts.actions import check_code, investor_for, make_code, use_code
from luodi.accounts.models import OneTimeCode, User
from luodi.companies.actions import accept_invitations
from luodi.duties.models import Duty, Party
from luodi.duties.steps import add_party
from luodi.enquiries.actions.submitting import adopt
from luodi.ledger.acts import act
from luodi.notices.actions import send_code


def request_code(*, contact: str, address: str, now: datetime | None = None) -> str:
    """Sends a sign-in code; returned only so that a development screen can show it. Raises TooMany."""
    with act("anonymous", now=now) as a:
        code = make_code(contact=contact, purpose=OneTimeCode.Purpose.SIGN_IN, now=a.now, address=address)
        send_code(a, address=contact, channel="email" if "@" in contact else "sms", code=code)
        return code


def sign_in(*, contact: str, code: str, now: datetime | None = None) -> User:
    """The investor of this contact, made at his first sign-in. Raises BadCode."""
    at = now or timezone.now()
    proof = check_code(contact=contact, purpose=OneTimeCode.Purpose.SIGN_IN, code=code, now=at)
    with act("anonymous", now=at) as a:
        use_code(proof, now=at)
        user = investor_for(contact=contact, name="", now=a.now)
        a.actor = user.code
        adopt(a, user)
        for number in accept_invitations(contact=contact, now=a.now):
            add_party(Duty.objects.get(number=number), Party.Role.COLLEAGUE, at=a.now, user=user)
            a.record(number, "colleague_joined")
        return user
