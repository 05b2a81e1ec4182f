"""Consent: the version in force is kept with what it was given for; withdrawing is as easy as giving."""

from datetime import datetime

from django.utils.translation import gettext as _

from luodi.accounts.models import Consent, ConsentText, User
from luodi.ledger.acts import Stale, act


def give_consent(*, text: ConsentText, subject: str, user: User | None, now: datetime) -> Consent:
    """A step. `subject` is the public number of what was submitted with it; the user may be known later."""
    return Consent.objects.create(text=text, subject=subject, user=user, given_at=now)


def adopt_consents(*, subject: str, user: User) -> None:
    """A step: the contact is confirmed, so the consent given with `subject` is this person's."""
    Consent.objects.filter(subject=subject, user=None).update(user=user)


def withdraw_consent(*, user: User, consent: Consent, now: datetime) -> None:
    """An act on what the consent was given for. Raises Stale when it was withdrawn already."""
    with act(user.code, now=now) as withdrawing:
        still_given = Consent.objects.filter(pk=consent.pk, user=user, withdrawn_at=None)
        if not still_given.update(withdrawn_at=now):
            raise Stale(_("这份同意已经撤回。"), consent.subject)
        withdrawing.record(consent.subject, "consent_withdrawn", version=consent.text.version)
