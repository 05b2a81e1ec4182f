"""An officer types in what came by phone, at a fair or on a visit, or reads it from a sheet."""

from datetime import datetime

from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Duty
from luodi.duties.steps import move
from luodi.enquiries.actions.claiming import claim_at_contact
from luodi.enquiries.actions.handling import reach_step, sign_step
from luodi.enquiries.actions.submitting import facts_of, news_code, write_down
from luodi.enquiries.models import Enquiry, State
from luodi.enquiries.routing import assign
from luodi.enquiries.typed import Typed, fill
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell
from luodi.talk.models import Contact
from luodi.talk.steps import check_time, log

CHANNEL = {"phone": Contact.Channel.PHONE, "fair": Contact.Channel.MEETING, "visit": Contact.Channel.MEETING}


def enter(
    *,
    viewer: Viewer,
    typed: Typed,
    source: str,
    said: str = "",
    happened_at: datetime | None = None,
    keep: bool = True,
) -> Duty:
    """Owned by the officer himself (`keep`) or routed. With `said` the talk that brought it is its first contact."""
    with act(viewer.code) as a:
        return enter_step(a, viewer, typed, source=source, said=said, happened_at=happened_at, keep=keep)


def enter_step(
    a: Act,
    viewer: Viewer,
    typed: Typed,
    *,
    source: str,
    said: str = "",
    happened_at: datetime | None = None,
    keep: bool = True,
    import_key: str | None = None,
    told_once: str = "",
) -> Duty:
    """Step. `told_once` names a whole sheet: its owner is told of the first row only, not of five hundred."""
    post = next((p for p in viewer.posts if "enquiry" in p.remit), None)
    if post is None:
        raise Refused(_("您的岗位不受理投资申请，不能代录。"))
    filled = fill(typed, a.now)
    typed = filled.typed
    owner, why = (post, _("代录人自己负责")) if keep else assign(facts_of(typed), typed.wish, a.now)
    enquiry, _query = write_down(a, filled, owner=owner, state=State.ASSIGNED, routed_by=why, source=source)
    duty = enquiry.duty
    if import_key:
        Enquiry.objects.filter(pk=enquiry.pk).update(import_key=import_key)
    a.record(duty.number, "entered", post=post.pk, source=source)
    clocks = Clocks(duty, new=True)
    tokens = allowances()
    clocks.start("sign_for", tokens["sign_for"], at=a.now)
    clocks.start("contact", tokens["contact"], at=a.now)
    if said.strip() and owner.pk == post.pk:
        _talked(a, duty, clocks, enquiry, said=said, source=source, happened_at=happened_at or a.now)
    else:
        clocks.settle()
        move(duty, allowed={State.ASSIGNED})
        if typed.firm or typed.uscc:
            claim_at_contact(a, enquiry, post=post, evidence=_("代录"))
        if owner.pk != post.pk:
            tell(
                a,
                reader=owner.user,
                code=news_code("assigned", enquiry),
                subject=duty.number,
                key=f"{told_once or f'assigned:{duty.number}'}:{owner.pk}",
            )
    return duty


def _talked(
    a: Act, duty: Duty, clocks: Clocks, enquiry: Enquiry, *, said: str, source: str, happened_at: datetime
) -> None:
    keyed_in, duty.opened = duty.opened, min(happened_at, duty.opened)
    check_time(a.now, duty, happened_at)
    if duty.opened < keyed_in:
        # The talk came before it was keyed in: the duty began with the talk.
        Duty.objects.filter(pk=duty.pk).update(opened=happened_at)
    channel = CHANNEL.get(source, Contact.Channel.PHONE)
    sign_step(a, duty, clocks, post=duty.owner, at=happened_at)
    log(a, duty, post=duty.owner, channel=channel, reached=True, said=said, happened_at=happened_at)
    reach_step(a, duty, clocks, post=duty.owner, happened_at=max(happened_at, duty.opened))
