"""Steps by which a proposal that was confirmed becomes a case with one item, filed, accepted, approved and issued."""

from django.utils.timezone import localdate

from luodi.approvals.definitions import single
from luodi.approvals.drafting import lay_out
from luodi.approvals.licences.issuance import issue_step
from luodi.approvals.licences.standing import holders
from luodi.approvals.models import Case, Decision, Item, ItemMaterial, Licence, MaterialCopy, Proposal
from luodi.approvals.proposals.rules import RULES, renewed_until
from luodi.approvals.rules import TERMS, CaseState, Channel
from luodi.approvals.starting import start_items
from luodi.approvals.steps import close, start_review, turn
from luodi.directory.models import Post
from luodi.duties.clocks import Clocks
from luodi.duties.models import Party, Visibility
from luodi.duties.steps import add_party, move, open_duty
from luodi.ledger.acts import Act
from luodi.ledger.models import Event
from luodi.text.public_numbers import query_code


def give_certificate(a: Act, proposal: Proposal, post: Post) -> tuple[Case, Licence]:
    """All of it in this act, each with its event. No applicant came, and nothing is asked of him."""
    case = _case(a, proposal, post)
    version = proposal.version
    lay_out(case, single(version), {version.service.code: version}, localdate(a.now))
    item = Item.objects.select_related("version__service__unit__territory", "version__result_kind").get(case=case)
    item.case = case
    _held_is_given(a, item, proposal.basis, post)
    events = start_items(a, case, [item])
    assert item.duty is not None
    move(case.duty, allowed={CaseState.DRAFT}, to=CaseState.OPEN)
    filed = a.draft(
        case.number,
        "filed",
        state=CaseState.OPEN,
        items={item.code: item.duty.number},
        edges=[],
        clocks=[],
        proposal=proposal.pk,
    )
    events = [filed, *events, *_decide(a, item, post)]
    older = proposal.basis if RULES[proposal.rule].replaces else None
    until = renewed_until(proposal.basis) if older else None
    licence, issued = issue_step(a, item, at=a.now, post=post, older=older, until=until)
    assert licence is not None
    close(a, case, [*events, *issued])
    return case, licence


def _case(a: Act, proposal: Proposal, post: Post) -> Case:
    basis = proposal.basis
    duty = open_duty(
        a,
        kind="case",
        opened=a.now,
        title=proposal.version.name,
        owner=post,
        at=post.unit.territory,
        progress=CaseState.DRAFT,
        visibility=Visibility.INTERNAL,
    )
    people = sorted(holders(basis), key=lambda user: user.pk)
    for role, some in ((Party.Role.INVESTOR, people[:1]), (Party.Role.COLLEAGUE, people[1:])):
        for user in some:
            add_party(duty, role, at=a.now, user=user)
    return Case.objects.create(
        duty=duty,
        applicant=people[0] if people else None,
        company=basis.company,
        channel=Channel.OTHER,
        form=basis.item.case.form if basis.item else {},
        delivery={"kind": "electronic"},
        query_code=query_code(),
        begun_at=a.now,
        filed_at=a.now,
        promised_days=0,
        series_days=proposal.version.promised_days,
    )


def _held_is_given(a: Act, item: Item, basis: Licence, post: Post) -> None:
    """What the rule looked at stands in for every material; the licence it follows from is one of them."""
    rows = list(ItemMaterial.objects.filter(item=item).select_related("material", "copy"))
    for row in rows:
        is_basis = row.material.licence_kind_id == basis.kind_id
        row.copy = row.copy or MaterialCopy.objects.create(
            case=item.case,
            material=row.material,
            licence=basis if is_basis else None,
            source=MaterialCopy.Source.LICENCE if is_basis else MaterialCopy.Source.CHECK,
            given_by=a.actor,
            given_at=a.now,
        )
        row.state, row.judged_by, row.judged_at = ItemMaterial.State.ACCEPTED, post, a.now
    ItemMaterial.objects.bulk_update(rows, ["copy", "state", "judged_by", "judged_at"])


def _decide(a: Act, item: Item, post: Post) -> list[Event]:
    assert item.duty is not None
    clocks = Clocks(item.duty)
    clocks.stop("acceptance", happened_at=a.now)
    start_review(item, clocks, a.now)
    accepted = turn(a, item, "accepted", clocks=clocks, post=post, columns={"accepted_at": a.now})
    clocks = Clocks(item.duty)
    clocks.stop_several([kind for kind in clocks.open if kind in ("statutory", "decision")], happened_at=a.now)
    clocks.start("issue", TERMS["issue"], at=a.now)
    approved = turn(a, item, "approved", clocks=clocks, post=post, columns={"decided_at": a.now})
    Decision.objects.create(
        item=item, outcome=Decision.Outcome.APPROVED, post=post, happened_at=a.now, recorded_at=a.now
    )
    return [accepted, approved]
