"""An offer is confirmed, reserved, let, withdrawn, offered again, shown to others, given to a colleague."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from luodi.directory.models import ALWAYS, Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Duty
from luodi.duties.reach import ask, locked
from luodi.duties.several import several
from luodi.duties.steps import give_to, move, owner_values
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell
from luodi.supply.actions.offering import check_visibility
from luodi.supply.models import Offer
from luodi.supply.rules import GONE, KEPT, State


def confirm(*, viewer: Viewer, number: str, version: int | None = None) -> Offer:
    """Still true: the freshness clock starts anew, and what was hidden is shown again. Raises Refused, Stale."""
    with act(viewer.code) as a:
        duty = _asked(viewer, "tell_offer", number, version)
        _from(duty, KEPT, _("这条资源已经租售或撤下，不用再确认。"))
        return _fresh(a, duty, KEPT, "confirmed")


def confirm_several(*, viewer: Viewer, numbers: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Each in an act of its own; returns what was confirmed, and why the others were not."""
    return several(confirm, viewer=viewer, numbers=numbers)


def reserve(*, viewer: Viewer, number: str, version: int | None = None) -> Offer:
    """Kept for somebody: on nobody's list any more, and its clock runs on."""
    with act(viewer.code) as a:
        duty = _asked(viewer, "keep_offer", number, version)
        _from(duty, {State.OPEN}, _("只有可供的资源可以预留。"))
        move(duty, allowed={State.OPEN}, to=State.RESERVED)
        a.record(number, "reserved")
        return _offer(duty)


def reopen(*, viewer: Viewer, number: str, version: int | None = None) -> Offer:
    """To be had again, which confirms it too."""
    with act(viewer.code) as a:
        duty = _asked(viewer, "keep_offer", number, version)
        taken = GONE | {State.RESERVED}
        _from(duty, taken, _("这条资源本来就可供。"))
        return _fresh(a, duty, taken, "reopened", to=State.OPEN, closed=None)


def let(*, viewer: Viewer, number: str, version: int | None = None) -> Offer:
    """Let or sold. It stays for the record and disappears from every match and from the catalogue."""
    with act(viewer.code) as a:
        duty = _asked(viewer, "keep_offer", number, version)
        _from(duty, KEPT, _("这条资源已经租售或撤下了。"))
        return _end(a, duty, State.LET, "let")


def withdraw(*, viewer: Viewer, number: str, version: int | None = None) -> Offer:
    """No longer offered; the company may withdraw what it wrote of itself."""
    with act(viewer.code) as a:
        duty = _asked(viewer, "tell_offer", number, version)
        _from(duty, KEPT, _("这条资源已经租售或撤下了。"))
        return _end(a, duty, State.WITHDRAWN, "withdrawn")


def set_visibility(*, viewer: Viewer, number: str, visibility: str, version: int | None = None) -> Offer:
    """Public is in everybody's catalogue, internal among officers. Raises Refused, Stale, Wrong."""
    with act(viewer.code) as a:
        duty = _asked(viewer, "keep_offer", number, version)
        one = _offer(duty)
        check_visibility(one.kind, visibility)
        if visibility != duty.visibility:
            move(duty, allowed={duty.progress}, visibility=visibility)
            a.record(number, "visibility_set", visibility=visibility)
        return one


def give(*, viewer: Viewer, number: str, to_post: Post, version: int | None = None) -> Offer:
    """To a colleague of the unit, at once: nobody waits for an answer as an investor does. No clock is touched."""
    with act(viewer.code) as a:
        duty = _asked(viewer, "keep_offer", number, version)
        if to_post.unit_id != duty.unit_id or not Post.objects.held(a.now).filter(pk=to_post.pk).exists():
            raise Refused(_("只能交给本单位在岗的人。"))
        if to_post.pk == duty.owner_id:
            raise Refused(_("这条资源已经由他负责。"))
        give_to(duty, to_post)
        move(duty, allowed={duty.progress}, **owner_values(duty))
        a.record(number, "owner_changed", post=to_post.pk)
        tell(a, reader=to_post.user, code="given", subject=number, key=f"given:{number}:{duty.version}")
        return _offer(duty)


def _asked(viewer: Viewer, verb: str, number: str, version: int | None) -> Duty:
    duty = locked(viewer, number, version=version)
    ask(viewer, verb, duty)
    return duty


def _from(duty: Duty, states: Iterable[str], sentence: str) -> None:
    if duty.progress not in states:
        raise Refused(sentence)


def _offer(duty: Duty) -> Offer:
    one = Offer.objects.get(duty=duty)
    one.duty = duty
    return one


def _fresh(a: Act, duty: Duty, allowed: Iterable[str], code: str, **changes: Any) -> Offer:
    clocks = Clocks(duty)
    clocks.stop("freshness", happened_at=a.now)
    clocks.start("freshness", allowances()["freshness"], at=a.now, calendar=ALWAYS)
    clocks.settle()
    move(duty, allowed=frozenset(allowed), **changes)
    Offer.objects.filter(duty=duty).update(confirmed_at=a.now)
    a.record(duty.number, code)
    return _offer(duty)


def _end(a: Act, duty: Duty, to: str, code: str) -> Offer:
    clocks = Clocks(duty)
    clocks.stop_all(happened_at=a.now)
    clocks.settle()
    move(duty, allowed=KEPT, to=to, closed=a.now)
    a.record(duty.number, code)
    return _offer(duty)
