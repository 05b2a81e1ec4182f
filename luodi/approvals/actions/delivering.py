"""Parcels and files on their way: where a courier has it, what is delivered by itself."""

import logging
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from luodi.approvals.couriers import NoAnswer, Whereabouts, courier
from luodi.approvals.models import Delivery, Letter, Licence
from luodi.approvals.rules import ItemState
from luodi.approvals.steps import close, locked_item, tell_applicant, turn
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act

AT_ONCE = 20
LOOK_AGAIN = timedelta(hours=1)
WATCH = Viewer.system("watch")

logger = logging.getLogger(__name__)


def track(*, viewer: Viewer, number: str, leg: str, at: datetime | None = None) -> Delivery:
    """Typed in by a clerk: how far the parcel is. Signed ends the delivery. Raises Refused without a parcel."""
    with act(viewer.code) as a:
        return _move_on(a, viewer, number, Whereabouts(leg, at))


def ask_couriers(now: datetime) -> int:
    """Watch step: each open parcel is asked for once an hour; returns how many were asked."""
    due = Delivery.objects.filter(look_at__lte=now, received_at=None).select_related("item__duty").order_by("look_at")
    waiting = list(due[:AT_ONCE])
    asked = courier()
    for parcel in waiting:
        Delivery.objects.filter(pk=parcel.pk).update(look_at=now + LOOK_AGAIN)
        try:
            found = asked.whereabouts(parcel.tracking)
        except NoAnswer as why:
            logger.warning("courier: no answer for delivery %s: %s", parcel.pk, why)
            continue
        if found is not None and found.leg != parcel.leg and parcel.item.duty is not None:
            with act(WATCH.code, now=now) as a:
                _move_on(a, WATCH, parcel.item.duty.number, found)
    return len(waiting)


def _move_on(a: Act, viewer: Viewer, number: str, found: Whereabouts) -> Delivery:
    item = locked_item(a, viewer, number, "deliver")
    assert item.duty is not None
    parcel = Delivery.objects.filter(item=item, received_at=None, kind=Delivery.Kind.COURIER).first()
    if parcel is None or item.state != ItemState.ISSUED:
        raise Refused(_("没有在途的邮件。"))
    if found.leg not in Delivery.Leg.values:
        raise Refused(_("请选择运送进度。"))
    at = min(found.at or a.now, a.now)
    parcel.leg, parcel.leg_at = found.leg, at
    if found.leg != Delivery.Leg.SIGNED:
        parcel.save(update_fields=["leg", "leg_at"])
        move(item.duty, allowed={item.state})
        a.record(number, "tracked", happened_at=at, leg=found.leg, delivery=parcel.pk)
        return parcel
    parcel.received_at, parcel.look_at = at, None
    parcel.save(update_fields=["leg", "leg_at", "received_at", "look_at"])
    event = turn(a, item, "delivered", clocks=Clocks(item.duty), happened_at=at, kind=parcel.kind, delivery=parcel.pk)
    close(a, item.case, [event])
    tell_applicant(a, item, "item_delivered")
    return parcel


def deliver_drawn(now: datetime) -> int:
    """Watch step: a licence or letter that lies sealed in the wallet is delivered."""
    licence = Licence.objects.filter(item=OuterRef("item"))
    letter = Letter.objects.filter(item=OuterRef("item"), kind=Letter.Kind.APPROVAL)
    drawn = Exists(licence.exclude(digest="")) | ~Exists(licence) & Exists(letter.exclude(digest=""))
    rows = Delivery.objects.filter(kind=Delivery.Kind.ELECTRONIC, received_at=None)
    rows = rows.filter(drawn, Q(item__state=ItemState.ISSUED)).select_related("item__duty").order_by("pk")
    return sum(_deliver(one, now) for one in rows[:AT_ONCE])


def _deliver(one: Delivery, now: datetime) -> int:
    assert one.item.duty is not None
    number = one.item.duty.number
    try:
        with act(WATCH.code, now=now) as a:
            item = locked_item(a, WATCH, number, "deliver")
            assert item.duty is not None
            if not Delivery.objects.filter(pk=one.pk, received_at=None).update(received_at=a.now):
                return 0
            event = turn(a, item, "delivered", clocks=Clocks(item.duty), kind=one.kind, delivery=one.pk)
            close(a, item.case, [event])
            tell_applicant(a, item, "item_delivered")
    except Stale:  # somebody voided it in this moment
        return 0
    return 1
