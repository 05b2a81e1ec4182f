"""Steps that change what a licence is worth: one winner, one event, the holder is told."""

from typing import Any

from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.approvals.models import Licence
from luodi.companies.models import Membership
from luodi.ledger.acts import Act, Stale
from luodi.notices.actions import tell_all

State = Licence.State


def put_state(a: Act, licence: Licence, to: str, *, reason: str, code: str, **facts: Any) -> None:
    """Guarded by the state that was read. Raises Stale."""
    changed = Licence.objects.filter(pk=licence.pk, state=licence.state).update(state=to, state_reason=reason[:200])
    if not changed:
        raise Stale(_("有人先改了这份证照的状态。请看过再办。"), subject=licence.number)
    licence.state, licence.state_reason = to, reason[:200]
    a.record(f"licence:{licence.number}", code, **facts)


def tell_holder(a: Act, licence: Licence, code: str, *, key: str = "") -> None:
    """By the number of the case it came from, so that the link leads to a page of his."""
    subject = licence.item.case.duty.number if licence.item else ""
    tell_all(a, readers=holders(licence), code=code, subject=subject, key=key or f"{code}:{licence.pk}:{a.id}")


def holders(licence: Licence) -> set[User]:
    if licence.company_id is None:
        return {licence.holder} if licence.holder else set()
    members = Membership.objects.open().filter(company=licence.company_id).select_related("user")
    return {one.user for one in members}
