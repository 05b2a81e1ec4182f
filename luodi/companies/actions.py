"""Companies as they are named by people, and colleagues invited by people. All of these are steps of a larger act."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from luodi.accounts.actions import throttle
from luodi.accounts.models import User
from luodi.companies.models import Company, Invitation, Membership
from luodi.companies.rules import INVITATIONS_PER_DAY
from luodi.ledger.acts import Refused
from luodi.text.credit_codes import is_uscc, normalise_uscc
from luodi.text.firms import normalise_firm

DAY = timedelta(days=1)


def company_from(*, name: str, uscc: str = "", now: datetime) -> Company | None:
    """A step: the company with this credit code, else a new row; nothing when neither a name nor a code is given.

    Naming a company makes nobody its member, and its stored name is never replaced by what a stranger typed.
    A code with a wrong check character is treated as not given.
    """
    code = normalise_uscc(uscc) if is_uscc(uscc) else ""
    name = name.strip()
    if code:
        # On conflict do nothing: two people naming the same company at once break no transaction.
        named = Company(uscc=code, name=name or code, name_key=normalise_firm(name))
        Company.objects.bulk_create([named], ignore_conflicts=True)
        return Company.objects.get(uscc=code)
    return Company.objects.create(name=name, name_key=normalise_firm(name)) if name else None


def invite_colleague(
    *, contact: str, invited_by: User, now: datetime, company: Company | None = None, subject: str = ""
) -> Invitation:
    """A step: invites a normalised contact into `company` (asked by a member) or beside the matter `subject`.

    Whoever calls with a subject has made sure that `invited_by` is its investor. Asking the same contact again
    renews the standing invitation. Raises Refused for a company one is no member of, TooMany for floods.
    """
    if company and not company.memberships.open().filter(user=invited_by).exists():
        raise Refused(_("只有这家企业的成员可以邀请同事。"))
    if contact in (invited_by.phone, invited_by.email):
        raise Refused(_("这是您自己的联系方式，请填同事的。"))
    throttle("invitation", invited_by.code, INVITATIONS_PER_DAY, DAY, now)
    same = Invitation.objects.filter(company=company, subject=subject, contact=contact, accepted_at=None)
    if same.update(made_at=now, invited_by=invited_by):
        return same.get()
    return Invitation.objects.create(
        company=company, subject=subject, contact=contact, invited_by=invited_by, made_at=now
    )


def forget_person(user: User, now: datetime) -> None:
    """A step: his memberships end, and invitations that hold his contact or that he wrote are gone."""
    contacts = [contact for contact in (user.phone, user.email) if contact]
    Membership.objects.open().filter(user=user).update(until=now)
    Invitation.objects.filter(Q(invited_by=user) | Q(accepted_by=user) | Q(contact__in=contacts)).delete()


def forget_firm(company: Company) -> None:
    """A step: a company that was only ever a name somebody typed goes; a registered one, or one with members, stays."""
    Company.objects.filter(pk=company.pk, uscc="", memberships=None).delete()


def accept_invitations(*, contact: str, now: datetime) -> list[str]:
    """A step of signing in with this verified contact: joins each company that asked for it.

    Returns the numbers of the matters it was invited beside; the caller makes the person a party of each.
    """
    user = User.objects.investor_with(contact)
    numbers = []
    for invitation in Invitation.objects.open_for(contact, now) if user else ():
        mine = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
        if not mine.update(accepted_at=now, accepted_by=user):
            continue
        if invitation.company_id:
            joined = Membership(company_id=invitation.company_id, user=user, since=now)
            Membership.objects.bulk_create([joined], ignore_conflicts=True)
        if invitation.subject:
            numbers.append(invitation.subject)
    return numbers
