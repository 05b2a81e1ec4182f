"""An account ends when its person asks for it: what says who he was goes, the row stays for those that name it."""

from luodi.accounts.models import Consent, OneTimeCode, User
from luodi.ledger.acts import Act


def close_account(closing: Act, user: User) -> None:
    """A step: an investor's name and contacts go, his consents end, and the account opens no more."""
    contacts = [contact for contact in (user.phone, user.email) if contact]
    OneTimeCode.objects.filter(contact__in=contacts).delete()
    Consent.objects.filter(user=user, withdrawn_at=None).update(withdrawn_at=closing.now)
    User.objects.filter(pk=user.pk).update(name="", phone="", email="", is_active=False)
    closing.record(user.code, "account_closed")
