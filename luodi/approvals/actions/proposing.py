"""Licences nobody applied for: the watch proposes, an officer confirms or declines, the holder may object."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luodi.approvals.actions.licensing import HANDLING, licence_of
from luodi.approvals.licences.standing import put_state, tell_holder
from luodi.approvals.models import Licence, Proposal
from luodi.approvals.proposals.making import give_certificate
from luodi.approvals.proposals.rules import OBJECTION, RULES, Rule, open_to
from luodi.clock import Allowance
from luodi.directory.calendars import calendar_for
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Duty
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.notices.actions import tell_heads, tell_unit

AT_ONCE = 50
State = Proposal.State
BESIDE = (
    *("version__service__unit__territory", "version__result_kind", "unit__calendar", "unit__territory"),
    *("basis__kind", "basis__company", "basis__holder", "basis__item__case"),
)


def propose(now: datetime) -> int:
    """Watch step: everything that follows from what is held and was not proposed before; a set at a time."""
    return sum(_propose(rule, now) for rule in RULES.values())


def _propose(rule: Rule, now: datetime) -> int:
    found = list(open_to(rule, now).select_related("company", "kind")[:AT_ONCE])
    drafts = [(basis, version) for basis in found if (version := rule.version(basis, now)) is not None]
    if not drafts:
        return 0
    with act("system:watch", now=now) as a:
        made = [
            Proposal(
                rule=rule.code,
                version=version,
                unit=version.service.unit,
                company=basis.company,
                basis=basis,
                reasons=rule.reasons(basis, now),
                proposed_at=now,
            )
            for basis, version in drafts
        ]
        Proposal.objects.bulk_create(made, ignore_conflicts=True)
        a.record_all([a.draft(f"licence:{one.basis.number}", "proposed", rule=rule.code) for one in made])
        for unit in {one.unit for one in made}:
            tell_unit(a, unit=unit, kind="item", code="proposed", subject="", key=f"proposed:{rule.code}:{now:%Y%m%d}")
    return len(made)


def confirm(*, viewer: Viewer, proposal: int) -> Proposal:
    """Gives the licence: case and item, filed to issued, in one act. The holder is told why and may object.

    Where what it follows from has changed meanwhile nothing is given, and the proposal says so. Raises
    Proposal.DoesNotExist outside the department, Stale.
    """
    with act(viewer.code) as a:
        one, post = _locked(a, viewer, proposal)
        if not RULES[one.rule].basis(a.now).filter(pk=one.basis_id).exists():
            _settle(a, one, State.PROPOSED, state=State.STALE, answered_at=a.now, post=post)
            a.record(f"licence:{one.basis.number}", "proposal_stale", rule=one.rule)
            return one
        case, licence = give_certificate(a, one, post)
        until = calendar_for(one.unit.calendar.code).due(a.now, Allowance.parse(OBJECTION)).at
        given = {"case": case, "licence": licence, "objection_until": until}
        _settle(a, one, State.PROPOSED, state=State.CONFIRMED, answered_at=a.now, post=post, **given)
        tell_holder(a, licence, "certificate_given", key=f"given:{one.pk}")
        return one


def decline(*, viewer: Viewer, proposal: int, words: str) -> Proposal:
    """Not given, and not proposed again. Raises Refused without words."""
    with act(viewer.code) as a:
        one, post = _locked(a, viewer, proposal)
        if not words.strip():
            raise Refused(_("请写为什么不发。"))
        _settle(a, one, State.PROPOSED, state=State.DECLINED, answered_at=a.now, post=post, words=words.strip()[:400])
        a.record(f"licence:{one.basis.number}", "proposal_declined", rule=one.rule, post=post.pk)
        return one


def object_to(*, viewer: Viewer, licence: Licence, words: str) -> Proposal:
    """Not wanted, or something in it is wrong. Raises Refused after its time, Proposal.DoesNotExist, Stale."""
    with act(viewer.code) as a:
        held = Licence.objects.held_by(viewer).filter(pk=licence.pk)
        one = _rows().get(licence__in=held)
        if not words.strip():
            raise Refused(_("请写您的理由。"))
        if one.objection_until is None or a.now > one.objection_until:
            raise Refused(_("提出异议的期限已过，请联系发证机关。"))
        _settle(a, one, State.CONFIRMED, state=State.OBJECTED, objected_at=a.now, objection=words.strip()[:400])
        duty = _duty(one)
        clocks = Clocks(duty)
        clocks.start("appeal", allowances()["appeal"], at=a.now)
        clocks.settle()
        # Open again until it is answered: on its owner's desk, red when it is late.
        Duty.objects.filter(pk=duty.pk).update(closed=None)
        move(duty, allowed={duty.progress})
        a.record(duty.number, "objected", proposal=one.pk, clocks=clocks.log)
        tell_unit(a, unit=one.unit, kind="item", code="objected", subject=duty.number, key=f"objected:{one.pk}")
        tell_heads(a, unit=one.unit, code="objected", subject=duty.number, key=f"objected:{one.pk}")
        return one


def answer_objection(*, viewer: Viewer, proposal: int, granted: bool, answer: str) -> Proposal:
    """Granted: the licence is suspended until it is put right; otherwise it stays. Raises Refused, Stale."""
    with act(viewer.code) as a:
        one, post = _locked(a, viewer, proposal)
        if not answer.strip():
            raise Refused(_("请写答复，持证人会看到。"))
        to = State.WITHDRAWN if granted else State.UPHELD
        said = {"objection_answer": answer.strip()[:400], "objection_answered_at": a.now}
        _settle(a, one, State.OBJECTED, state=to, **said)
        duty = _duty(one)
        clocks = Clocks(duty)
        clocks.stop("appeal", happened_at=a.now)
        clocks.settle()
        # The item itself is delivered, or will be by the watch, which closes it then.
        move(duty, allowed={duty.progress}, closed=one.case.items.get().closed_at if one.case else a.now)
        a.record(duty.number, "objection_answered", proposal=one.pk, granted=granted, clocks=clocks.log, post=post.pk)
        licence = licence_of(a, one.licence_id or 0)
        if granted and licence.state == Licence.State.VALID:
            put_state(a, licence, Licence.State.SUSPENDED, reason=_("持证人异议成立"), code="suspended")
        tell_holder(a, licence, "objection_answered", key=f"answered:{one.pk}")
        return one


def _locked(a: Act, viewer: Viewer, pk: int) -> tuple[Proposal, Post]:
    one = _rows().select_for_update(no_key=True, of=("self",)).get(pk=pk)
    post = viewer.post_in(one.unit_id)
    if post is None or post.role not in HANDLING or "item" not in post.remit:
        raise Proposal.DoesNotExist
    return one, post


def _rows() -> "QuerySet[Proposal]":
    return Proposal.objects.select_related(*BESIDE)


def _settle(a: Act, one: Proposal, was: str, **values: object) -> None:
    """Guarded by the state it was in: of two officers one wins."""
    if not Proposal.objects.filter(pk=one.pk, state=was).update(**values):
        raise Stale(_("有人先办了这一条。请看过再办。"))
    for name, value in values.items():
        setattr(one, name, value)


def _duty(one: Proposal) -> Duty:
    """Of its one item, locked."""
    rows = Duty.objects.select_for_update(no_key=True, of=("self",)).select_related("unit__calendar")
    return rows.get(item__case=one.case_id)
