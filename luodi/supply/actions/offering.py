"""An offer comes in, and what it says is amended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from luodi.companies.models import Company
from luodi.directory.models import ALWAYS, Post, Territory
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import allowances
from luodi.duties.models import Duty, Visibility
from luodi.duties.reach import ask, locked
from luodi.duties.steps import move, open_duty
from luodi.ledger.acts import Act, Refused, act
from luodi.supply.columns import check
from luodi.supply.models import Offer
from luodi.supply.rules import COLUMNS, FIRMS, KEPT, State

FIRM = "firm"
SHOWN_AS = frozenset({Visibility.PUBLIC, Visibility.INTERNAL})
TITLE = 120  # characters of a duty's title


def offer(
    *,
    viewer: Viewer,
    kind: str,
    title: str,
    values: Mapping[str, Any],
    visibility: str = Visibility.INTERNAL,
    at: Territory | None = None,
    owner: Post | None = None,
) -> Offer:
    """A new offer; `values` are columns of `rules.COLUMNS`. Its owner is the one who offers, or a colleague.

    Raises Refused, Wrong.
    """
    with act(viewer.code) as a:
        own = offering_post(viewer)
        if owner is not None and viewer.post_in(owner.unit_id) is None:
            raise Wrong("owner", _("负责人要是本单位的人。"))
        if kind == FIRM:
            raise Wrong("kind", _("企业自述由企业自己写。"))
        return offer_step(a, kind=kind, title=title, values=values, visibility=visibility, at=at, owner=owner or own)


def offering_post(viewer: Viewer) -> Post:
    """The viewer's post that keeps offers. Raises Refused."""
    post = next((post for post in viewer.posts if "offer" in post.remit), None)
    if post is None:
        raise Refused(_("您的岗位不管供给资源，不能登记。"))
    return post


def offer_step(
    a: Act,
    *,
    kind: str,
    title: str,
    values: Mapping[str, Any],
    visibility: str,
    owner: Post,
    at: Territory | None = None,
    company: Company | None = None,
    import_key: str | None = None,
    token: str = "",
) -> Offer:
    """Step: the duty with its freshness clock, and the offer. `token` spares asking for the allowance again."""
    check(kind, title, values)
    check_visibility(kind, visibility)
    duty = open_duty(
        a,
        kind="offer",
        title=title.strip()[:TITLE],
        owner=owner,
        at=at or owner.unit.territory,
        progress=State.OPEN,
        visibility=visibility,
        opened=a.now,
        clocks=[("freshness", token or allowances()["freshness"], ALWAYS)],
    )
    made = Offer(duty=duty, kind=kind, company=company, import_key=import_key, confirmed_at=a.now)
    _write(made, values, a.now)
    made.save(force_insert=True)
    return made


def check_visibility(kind: str, visibility: str) -> None:
    if visibility not in SHOWN_AS:
        raise Wrong("visibility", _("请选择公开或内部。"))
    if kind == FIRM and visibility == Visibility.PUBLIC:
        raise Wrong("visibility", _("企业自述不对外公开；请另登记一条资源。"))


def _write(made: Offer, values: Mapping[str, Any], now: datetime) -> list[str]:
    """Sets the columns that differ and returns their names. A new price is of today unless it says of when it is."""
    if unknown := values.keys() - set(COLUMNS):
        raise ValueError(f"not columns of an offer: {', '.join(sorted(unknown))}")
    changed = [name for name in COLUMNS if name in values and getattr(made, name) != values[name]]
    for name in changed:
        setattr(made, name, values[name])
    if "price" in changed and made.price is not None and "price_on" not in changed:
        made.price_on = now.date()
        changed.append("price_on")
    return changed


def amend(
    *,
    viewer: Viewer,
    number: str,
    values: Mapping[str, Any],
    title: str | None = None,
    version: int | None = None,
) -> Offer:
    """Changes what differs, and nothing where nothing does. The company of its own description changes `rules.FIRMS`.

    The event names the columns, never what stands in them. Raises Refused, Stale, Wrong.
    """
    with act(viewer.code) as a:
        duty = locked(viewer, number, version=version)
        held = ask(viewer, "tell_offer", duty)
        one = _open_offer(duty)
        if not viewer.is_staff and not viewer.is_system:
            values = {name: value for name, value in values.items() if name in FIRMS}
        title = (title or duty.title).strip()[:TITLE]
        check(one.kind, title, {name: getattr(one, name) for name in COLUMNS} | dict(values))
        changed = _write(one, values, a.now)
        renamed = {"title": title} if title != duty.title else {}
        if changed or renamed:
            one.save(update_fields=changed)
            move(duty, allowed=KEPT, **renamed)
            a.record(number, "amended", columns=[*renamed, *changed], by="firm" if held == {"investor"} else "")
        return one


def _open_offer(duty: Duty) -> Offer:
    """Raises Refused for what is let or withdrawn."""
    if duty.progress not in KEPT:
        raise Refused(_("这条资源已经租售或撤下，不能再改；请先重新上架。"))
    one = Offer.objects.get(duty=duty)
    one.duty = duty
    return one
