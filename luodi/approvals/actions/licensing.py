"""The issuing department suspends, restores, revokes or replaces a licence; the public page says so at once."""

from collections.abc import Callable

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.approvals.licences.making import Fields
from luodi.approvals.licences.numbers import new_number, region_of
from luodi.approvals.licences.standing import put_state, tell_holder
from luodi.approvals.models import Licence
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, Refused, Stale, act

State = Licence.State
HANDLING = frozenset({Post.Role.APPROVER, Post.Role.HEAD, Post.Role.OFFICER})
BESIDE = ("kind", "unit__territory", "company", "holder", "item__case__duty")


def handles(viewer: Viewer, licence: Licence) -> bool:
    """Whether he handles items in the department that issued it."""
    posts = (post for post in viewer.posts if post.unit_id == licence.unit_id)
    return any(post.role in HANDLING and "item" in post.remit for post in posts)


def suspend(*, viewer: Viewer, number: str, reason: str) -> Licence:
    """For a time, until it is restored. Raises Licence.DoesNotExist, Refused, Stale."""
    return _change(viewer, number, reason, {State.VALID}, State.SUSPENDED, "suspended")


def restore(*, viewer: Viewer, number: str, reason: str) -> Licence:
    return _change(viewer, number, reason, {State.SUSPENDED}, State.VALID, "restored")


def revoke(*, viewer: Viewer, number: str, reason: str) -> Licence:
    """For good, by the head."""

    def by_head(licence: Licence) -> None:
        if not viewer.heads(licence.unit):
            raise Refused(_("撤销证照由发证单位的主任决定。"))

    return _change(viewer, number, reason, {State.VALID, State.SUSPENDED}, State.REVOKED, "revoked", by_head)


def replace(*, viewer: Viewer, number: str, reason: str, fields: Fields | None = None) -> Licence:
    """A new one with what was wrong put right, for the same time; the old one points to it."""
    with act(viewer.code) as a:
        old = _locked(viewer, number, reason, {State.VALID, State.SUSPENDED})
        day = localdate(a.now)
        made = Licence.objects.create(
            number=new_number(old.kind.prefix, day.year, region_of(old.unit.territory)),
            kind=old.kind,
            unit=old.unit,
            company=old.company,
            holder=old.holder,
            holder_name=old.holder_name,
            holder_code=old.holder_code,
            fields=[list(row) for row in (fields if fields is not None else old.fields)],
            item=old.item,
            issued_at=a.now,
            valid_from=max(day, old.valid_from),
            valid_until=old.valid_until,
            replaces=old,
        )
        put_state(a, old, State.REPLACED, reason=reason.strip(), code="replaced", by=made.number)
        a.record(f"licence:{made.number}", "issued", of=old.number, kind=old.kind.code)
        tell_holder(a, made, "licence_replaced")
        return made


def _change(
    viewer: Viewer,
    number: str,
    reason: str,
    sources: set[State],
    to: str,
    code: str,
    check: Callable[[Licence], None] | None = None,
) -> Licence:
    with act(viewer.code) as a:
        licence = _locked(viewer, number, reason, sources)
        if check is not None:
            check(licence)
        put_state(a, licence, to, reason=reason.strip(), code=code)
        tell_holder(a, licence, f"licence_{code}")
        return licence


def _locked(viewer: Viewer, number: str, reason: str, sources: set[State]) -> Licence:
    rows = Licence.objects.select_for_update(no_key=True, of=("self",)).select_related(*BESIDE)
    licence = rows.get(number=number)
    if not handles(viewer, licence):
        raise Licence.DoesNotExist
    if not reason.strip():
        raise Refused(_("请写理由，持证人会看到。"))
    if licence.state not in sources:
        raise Stale(_("有人先改了这份证照的状态。请看过再办。"), subject=number)
    return licence


def licence_of(a: Act, pk: int) -> Licence:
    """For acts that change a licence among other things."""
    return Licence.objects.select_for_update(no_key=True, of=("self",)).select_related(*BESIDE).get(pk=pk)
