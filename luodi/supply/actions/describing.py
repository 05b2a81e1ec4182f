"""A company says what it is, needs or could host. It becomes supply for officers without being listed as an offer."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from luodi.accounts.actions import throttle
from luodi.accounts.models import User
from luodi.companies.models import Company
from luodi.directory.models import Territory, Unit
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.models import Party, Visibility
from luodi.duties.owners import city_desk, person_or_desk
from luodi.ledger.acts import Refused, act
from luodi.notices.actions import tell
from luodi.supply.actions.offering import FIRM, offer_step
from luodi.supply.models import Offer
from luodi.supply.rules import FIRMS

A_DAY, MOST_A_DAY = timedelta(days=1), 10


def describe(
    *, viewer: Viewer, company: Company, title: str, values: Mapping[str, Any], at: Territory | None = None
) -> Offer:
    """Whoever acts for the company; `values` are columns of `rules.FIRMS`. The unit of the place answers for it.

    Every member of the company may amend, confirm and withdraw it. Raises Refused, Wrong, TooMany.
    """
    assert viewer.user is not None
    with act(viewer.code) as a:
        if company.pk not in viewer.company_ids:
            raise Refused(_("只有这家企业的成员可以介绍它。"))
        if not str(values.get("description") or "").strip():
            raise Wrong("description", _("请写几句：有什么、需要什么，或能提供什么。"))
        throttle("describe", viewer.code, MOST_A_DAY, A_DAY, a.now)
        unit = (Unit.objects.for_territory(at) if at else None) or city_desk()
        made = offer_step(
            a,
            kind=FIRM,
            title=title,
            values={name: value for name, value in values.items() if name in FIRMS},
            visibility=Visibility.INTERNAL,
            owner=person_or_desk(unit, a.now, kind="offer"),
            at=at,
            company=company,
        )
        duty = made.duty
        Party.objects.create(duty=duty, company=company, role=Party.Role.INVESTOR, since=a.now)
        a.record(duty.number, "described", company=company.pk)
        tell(a, reader=duty.owner.user, code="described", subject=duty.number, key=f"described:{duty.number}")
        return made


def forget_describer(user: User) -> int:
    """Step of erasing a person: his name and contact on what his company said of itself. Returns how many it met."""
    contacts = [contact for contact in (user.phone, user.email) if contact]
    named = Offer.objects.filter(contact__in=contacts, kind=FIRM)
    return named.update(contact="", contact_name="")
