"""First-talk claims (首谈登记): made with the first contact, clashing by key, ruled by people."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Handover, Party
from luodi.duties.owners import city_desk
from luodi.duties.reach import acting_post, locked
from luodi.duties.steps import add_party, end_party
from luodi.enquiries.models import Claim, Enquiry
from luodi.enquiries.rules import CLAIM_DAYS, CLAIM_GRACE_DAYS, CLAIM_QUIET_DAYS
from luodi.enquiries.secrets import refuse_secrets
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell_unit
from luodi.text import brand_of, normalise_firm

LIVE = (Claim.State.VALID, Claim.State.WARNED, Claim.State.CLASH)
KEYS = ("uscc", "name_key", "brand", "controller")
# Two claims written in the same moment do not see each other; the watch looks back this far for such pairs.
LOOK_BACK = timedelta(days=2)


def claim_at_contact(a: Act, enquiry: Enquiry, *, post: Post, evidence: str) -> Claim | None:
    """Step: the contacting unit's claim on the company, or its progress. None while no company is known."""
    mine = Claim.objects.filter(duty=enquiry.duty, unit=post.unit).exclude(state=Claim.State.EXPIRED).first()
    if mine is not None:
        expires = a.now + timedelta(days=CLAIM_DAYS)
        state = Claim.State.VALID if mine.state == Claim.State.WARNED else mine.state
        Claim.objects.filter(pk=mine.pk).update(progress_at=a.now, expires_at=expires, state=state)
        return mine
    key = normalise_firm(enquiry.firm)
    uscc = enquiry.company.uscc if enquiry.company else ""
    if not key and not uscc:
        return None
    claim = Claim.objects.create(
        duty=enquiry.duty,
        unit=post.unit,
        post=post,
        claimed_at=a.now,
        evidence=evidence,
        uscc=uscc,
        name_key=key,
        brand=brand_of(enquiry.firm),
        controller=enquiry.company.controller if enquiry.company else "",
        progress_at=a.now,
        expires_at=a.now + timedelta(days=CLAIM_DAYS),
    )
    a.record(enquiry.duty.number, "claimed", unit=post.unit.code)
    _find_clash(a, claim)
    return claim


def _find_clash(a: Act, claim: Claim) -> None:
    rival = rivals_of(claim, a.now).order_by("claimed_at", "id").first()
    if rival is None:
        return
    first = rival.clash_with or rival
    key = next(k for k in KEYS if getattr(claim, k) and getattr(claim, k) == getattr(rival, k))
    reopened = list(clash_of(first).filter(state=Claim.State.RULED).exclude(pk=rival.pk))
    sides = [claim.pk, rival.pk, *(side.pk for side in reopened)]
    Claim.objects.filter(pk__in=sides).update(state=Claim.State.CLASH, clash_key=key)
    Claim.objects.filter(pk=claim.pk).update(clash_with=first)
    desk = city_desk()
    for side in (claim, rival, *reopened):
        a.record(side.duty.number, "clash", key=key, units=sorted({claim.unit.code, rival.unit.code}))
        add_party(side.duty, Party.Role.RULING, at=a.now, unit=desk)
        told = {"code": "clash", "subject": side.duty.number, "key": f"clash:{claim.pk}:{side.pk}"}
        tell_unit(a, unit=side.unit, kind="enquiry", **told)
    tell_unit(a, unit=desk, kind="enquiry", code="clash", subject=claim.duty.number, key=f"clash:{claim.pk}:desk")


def rivals_of(claim: Claim, now: datetime) -> QuerySet[Claim]:
    """Live claims of other units on the same credit code, normalised name, brand or controller."""
    same = Q(pk=None)
    for column in KEYS:
        if getattr(claim, column):
            same |= Q(**{column: getattr(claim, column)})
    rivals = Claim.objects.filter(_live(now), same).exclude(unit=claim.unit)
    return rivals.select_related("duty", "unit", "clash_with")


def _live(now: datetime) -> Q:
    """A ruling protects too, while there is progress; who comes later opens it again."""
    return Q(state__in=LIVE) | Q(state=Claim.State.RULED, expires_at__gt=now)


def clash_of(claim: Claim) -> QuerySet[Claim]:
    """All claims of one clash, first come first."""
    first = claim.clash_with_id or claim.pk
    return Claim.objects.filter(Q(pk=first) | Q(clash_with=first)).select_related("duty__enquiry", "unit", "post__user")


def rule_clash(*, viewer: Viewer, claim_id: int, host_unit_id: int, shares: dict[int, int], reason: str) -> None:
    """The city desk names host and finder with their shares of credit (per cent, summing to 100) and says why.

    `shares` maps claim id to per cent. Both sides keep their history. Raises Refused with a sentence.
    """
    with act(viewer.code) as a:
        if not viewer.is_city_desk:
            raise Refused(_("撞单由市级总台裁定。"))
        first = Claim.objects.select_related("duty").get(pk=claim_id)
        duty = locked(viewer, first.duty.number)
        claims = list(clash_of(first))
        _check_ruling(claims, host_unit_id, shares, reason)
        for claim in claims:
            refuse_secrets(claim.duty, reason)
        ruler = acting_post(viewer, duty)
        for claim in claims:
            role = Claim.Share.HOST if claim.unit_id == host_unit_id else Claim.Share.FINDER
            done = Claim.objects.filter(pk=claim.pk, state=Claim.State.CLASH).update(
                state=Claim.State.RULED,
                ruled_role=role,
                share=shares[claim.pk],
                ruling=reason.strip(),
                ruled_by=ruler,
                ruled_at=a.now,
            )
            if not done:
                raise Refused(_("这起撞单已经裁定过了。"))
            a.record(claim.duty.number, "clash_ruled", role=role, share=shares[claim.pk])
            told = {"code": "ruled", "subject": claim.duty.number, "key": f"ruled:{claim.pk}"}
            tell_unit(a, unit=claim.unit, kind="enquiry", **told)
        for claim in claims:
            if not Handover.objects.filter(duty=claim.duty, state=Handover.State.ESCALATED).exists():
                end_party(claim.duty, Party.Role.RULING, at=a.now)


def keep_ruling(duty: Duty, at: datetime) -> None:
    """Step after a hand-over was answered: the city desk still has to read a duty whose clash it has not ruled."""
    if Claim.objects.filter(duty=duty, state=Claim.State.CLASH).exists():
        add_party(duty, Party.Role.RULING, at=at, unit=city_desk())


def _check_ruling(claims: list[Claim], host_unit_id: int, shares: dict[int, int], reason: str) -> None:
    if not reason.strip():
        raise Refused(_("请写裁定理由，双方都会看到。"))
    if host_unit_id not in {claim.unit_id for claim in claims}:
        raise Refused(_("落地单位必须是撞单的一方。"))
    if set(shares) != {claim.pk for claim in claims} or any(share < 0 for share in shares.values()):
        raise Refused(_("请给每一方填写分成。"))
    if sum(shares.values()) != 100:
        raise Refused(_("各方分成相加必须是 100%%，现在是 %(sum)d%%。") % {"sum": sum(shares.values())})


def age_claims(now: datetime) -> int:
    """Watch step: quiet for 60 days warns, 30 more days expire; clashes of one moment are found. Returns how many."""
    with act("system:claims", now=now) as a:
        quiet = now - timedelta(days=CLAIM_QUIET_DAYS)
        gone = quiet - timedelta(days=CLAIM_GRACE_DAYS)
        changed = 0
        for state, before, to in (
            (Claim.State.WARNED, gone, Claim.State.EXPIRED),
            (Claim.State.VALID, quiet, Claim.State.WARNED),
        ):
            for claim in Claim.objects.filter(state=state, progress_at__lte=before).select_related("duty", "unit")[
                :200
            ]:
                changed += Claim.objects.filter(pk=claim.pk, state=state, progress_at__lte=before).update(state=to)
                a.record(claim.duty.number, f"claim_{to}")
                # Nobody is asked to move a matter that has ended.
                if claim.duty.closed is None:
                    tell_unit(
                        a,
                        unit=claim.unit,
                        kind="enquiry",
                        code=f"claim_{to}",
                        subject=claim.duty.number,
                        key=f"claim:{claim.pk}:{to}:{claim.progress_at:%Y%m%d}",
                    )
        return changed + _catch_clashes(a)


def _catch_clashes(a: Act) -> int:
    """The later claim of each pair joins the earlier one."""
    caught = 0
    recent = Claim.objects.filter(state=Claim.State.VALID, claimed_at__gt=a.now - LOOK_BACK)
    for column in KEYS:
        rivals = Claim.objects.filter(_live(a.now), **{column: OuterRef(column)}).exclude(unit=OuterRef("unit"))
        pairs = recent.exclude(**{column: ""}).filter(Exists(rivals)).order_by("-claimed_at", "-id")
        for claim in pairs.select_related("duty", "unit"):
            if Claim.objects.filter(pk=claim.pk, state=Claim.State.VALID).exists():
                _find_clash(a, claim)
                caught += 1
    return caught
