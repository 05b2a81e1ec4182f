"""A result is issued, sent on its way and received (行政许可法 Art. 44: ten working days from the decision)."""

import re
from datetime import datetime

from django.utils.translation import gettext as _

from luodi.approvals.deferrals import check_promises
from luodi.approvals.licences.issuance import issue_step
from luodi.approvals.licences.making import Fields
from luodi.approvals.models import Delivery, Licence
from luodi.approvals.rules import ItemState
from luodi.approvals.steps import close, expect, locked_item, tell_applicant, turn
from luodi.approvals.timing import moment
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Refused, act

# What stands on a licence, and whose it is.
MADE_OF = ("version__result_kind", "version__service__unit__territory", "case__company", "case__bundle_version")
TRACKING = re.compile(r"[0-9A-Za-z-]{5,40}")


def issue(
    *,
    viewer: Viewer,
    number: str,
    fields: Fields | None = None,
    replaces: str = "",
    happened_at: datetime | None = None,
    version: int | None = None,
) -> Licence | None:
    """The licence of an approved item, None for a service without one; the watch draws and seals it.

    `fields` are label and value as printed, by default those of the form; `replaces` is the number of the holder's
    licence that this one takes the place of, by default the one he handed in for it. What waited for the result
    is filed. Raises Refused while something deferred is missing, Stale.
    """
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "issue", version=version, beside=MADE_OF)
        assert item.duty is not None
        expect(item, ItemState.APPROVED)
        clocks = Clocks(item.duty)
        if any(key.startswith("deferral:") for key in clocks.open):
            check_promises(item)
        at, post = moment(a, item, happened_at), acting_post(viewer, item.duty)
        licence, events = issue_step(a, item, at=at, post=post, clocks=clocks, fields=fields, replaces=replaces)
        close(a, item.case, events)
        tell_applicant(a, item, "item_issued")
        return licence


def send(
    *,
    viewer: Viewer,
    number: str,
    kind: str,
    carrier: str = "",
    tracking: str = "",
    happened_at: datetime | None = None,
    version: int | None = None,
) -> Delivery:
    """On its way: to the counter, by courier with his number, to the door, or as a file.

    Sent otherwise before it was received, the new way counts. Raises Refused for a courier without a number.
    """
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "deliver", version=version)
        assert item.duty is not None
        expect(item, ItemState.ISSUED)
        is_courier = kind == Delivery.Kind.COURIER
        if kind not in Delivery.Kind.values:
            raise Refused(_("请选择送达方式。"))
        if is_courier and not (carrier.strip() and TRACKING.fullmatch(tracking.strip())):
            raise Refused(_("邮寄要填承运单位和运单号（5 到 40 位字母、数字或横线）。"))
        at, post = moment(a, item, happened_at), acting_post(viewer, item.duty)
        sent = {
            "kind": kind,
            "carrier": carrier.strip()[:40] if is_courier else "",
            "tracking": tracking.strip() if is_courier else "",
            "leg": Delivery.Leg.SENT if is_courier else "",
            "leg_at": at if is_courier else None,
            "look_at": a.now if is_courier else None,
            "sent_at": at,
            "sent_by": post,
            "recorded_at": a.now,
        }
        made, _fresh = Delivery.objects.update_or_create(item=item, received_at=None, defaults=sent)
        move(item.duty, allowed={ItemState.ISSUED})
        a.record(number, "sent", happened_at=at, kind=kind, delivery=made.pk, post=post.pk)
        tell_applicant(a, item, "result_sent")
        return made


def receive(
    *,
    viewer: Viewer,
    number: str,
    received_by: str = "",
    happened_at: datetime | None = None,
    version: int | None = None,
) -> Delivery:
    """Handed over: who took it signs with his name. At a counter nothing need have been sent; the holder himself
    says only that what was sent has come. Raises Refused, Stale."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "receive", version=version)
        assert item.duty is not None
        expect(item, ItemState.ISSUED)
        if not received_by.strip():
            raise Refused(_("请写签收人。"))
        if (
            not viewer.posts
            and not Delivery.objects.filter(item=item, received_at=None, sent_at__isnull=False).exists()
        ):
            raise Refused(_("结果还没有寄出，不能签收。"))
        at = moment(a, item, happened_at)
        post = acting_post(viewer, item.duty) if viewer.posts else None
        made = Delivery.objects.filter(item=item, received_at=None).first()
        if made is None:
            made = Delivery(item=item, kind=Delivery.Kind.COUNTER, sent_at=at, sent_by=post, recorded_at=a.now)
        if made.kind == Delivery.Kind.ELECTRONIC:
            # Drawn on paper and handed over before the file was there.
            made.kind = Delivery.Kind.COUNTER
        made.received_at, made.received_by, made.look_at = at, received_by.strip()[:60], None
        made.save()
        event = turn(
            a, item, "delivered", clocks=Clocks(item.duty), happened_at=at, post=post, kind=made.kind, delivery=made.pk
        )
        close(a, item.case, [event])
        tell_applicant(a, item, "item_delivered")
        return made
