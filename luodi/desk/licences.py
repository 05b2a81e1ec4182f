"""Licences and proposals as officers read them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.approvals.licences.register import history, objection_due
from luodi.approvals.licences.words import reason_lines, standing_words
from luodi.approvals.models import Licence, Proposal
from luodi.approvals.proposals.rules import RULES
from luodi.approvals.words import named
from luodi.ledger.models import Event

HAPPENED = {
    "issued": lazy_in("经过", "发证"),
    "used": lazy("用于办件 %(case)s"),
    "suspended": lazy("暂停"),
    "restored": lazy("恢复"),
    "revoked": lazy("撤销"),
    "replaced": lazy("由 %(by)s 替换"),
    "proposed": lazy("系统提出免申请办理"),
    "proposal_stale": lazy("条件已变，没有办"),
    "proposal_declined": lazy("决定不发"),
}
STATES = {
    Proposal.State.PROPOSED: (lazy("待确认"), "soon"),
    Proposal.State.CONFIRMED: (lazy("已发证"), "done"),
    Proposal.State.DECLINED: (lazy("不发"), ""),
    Proposal.State.OBJECTED: (lazy("有异议，待答复"), "soon"),
    Proposal.State.UPHELD: (lazy("异议不成立"), "done"),
    Proposal.State.WITHDRAWN: (lazy("异议成立，已暂停"), ""),
    Proposal.State.STALE: (lazy("条件已变，没有办"), ""),
}


@dataclass(frozen=True)
class LicenceRow:
    licence: Licence
    title: str
    state: str
    tone: str


def licence_row(one: Licence, now: datetime) -> LicenceRow:
    words, tone = standing_words(one, now)
    return LicenceRow(one, named(one.kind), words, tone)


def happenings(licence: Licence) -> list[tuple[datetime, str]]:
    return [(event.happened_at, _happened(event)) for event in history(licence)]


def _happened(event: Event) -> str:
    return str(HAPPENED[event.code]) % event.facts if event.code in HAPPENED else event.code


@dataclass(frozen=True)
class ProposalRow:
    proposal: Proposal
    rule: str
    title: str
    holder: str
    state: str
    tone: str
    reasons: list[tuple[str, str]]

    @property
    def waits(self) -> bool:
        return self.proposal.state == Proposal.State.PROPOSED

    @property
    def objected(self) -> bool:
        return self.proposal.state == Proposal.State.OBJECTED

    @property
    def answer_by(self) -> datetime | None:
        return objection_due(self.proposal) if self.objected else None


def proposal_row(one: Proposal) -> ProposalRow:
    words, tone = STATES[Proposal.State(one.state)]
    rule = str(RULES[one.rule].title)
    return ProposalRow(one, rule, named(one.version), one.basis.holder_name, str(words), tone, reason_lines(one))
