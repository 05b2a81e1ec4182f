"""When something happened: now, or earlier and keyed in later, within what the unit allows."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from luodi.approvals.models import Item
from luodi.ledger.acts import Act, Refused


def moment(a: Act, item: Item, happened_at: datetime | None) -> datetime:
    """Raises Refused for the future, a time before the item's last step, or further back than allowed."""
    if happened_at is None:
        return a.now
    assert item.duty is not None
    if happened_at > a.now + timedelta(minutes=1):
        raise Refused(_("发生时间还没有到，请改成已经发生的时间。"))
    last = last_step(item)
    if happened_at < last - timedelta(minutes=1):
        raise Refused(_("发生时间早于上一步的时间，请核对。"))
    days = item.duty.unit.backdating_days
    if happened_at < a.now - timedelta(days=days):
        raise Refused(_("最多只能补登 %(days)d 天以内的办理，请联系主任。") % {"days": days})
    return max(last, min(happened_at, a.now))


def last_step(item: Item) -> datetime:
    """Of a filed item. Steps that leave it in the same hands count too: none is decided before it was accepted."""
    steps = (item.holder_since, item.accepted_at, item.decided_at, item.issued_at)
    return max(at for at in steps if at is not None)
