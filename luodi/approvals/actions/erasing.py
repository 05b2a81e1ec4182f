"""What an applicant told and gave goes, the rows stay: numbers, states, owners, times and the ledger say on.

Kept by law, whoever asks: the licence, which stands in a public register with its holder and for as long as it may be
verified, and what the city itself has said on the record: letters, decisions, requests for supplement, answers.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from luodi.accounts.models import User
from luodi.approvals.actions.ending import give_up
from luodi.approvals.actions.filing import definition_for
from luodi.approvals.bundle.definition import FormField
from luodi.approvals.models import Appeal, Case, Delivery, MaterialCopy, Proposal
from luodi.approvals.reach import locked_case
from luodi.companies import mandates
from luodi.companies.models import Mandate
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.ledger.acts import Act
from luodi.ledger.attachments import discard_one
from luodi.ledger.models import Attachment, Event
from luodi.ratings.models import Rating


def open_cases(user: User) -> list[str]:
    """Numbers of what he filed and what is not settled: still handled, or an objection not answered yet."""
    return _numbers(_own(user).filter(_unsettled()).exclude(filed_at=None))


def erasable_cases(user: User) -> list[str]:
    """Numbers of his settled cases and of his drafts, which nobody has to withdraw first."""
    return _numbers(_own(user).filter(~_unsettled() | Q(filed_at=None)))


def erase_case(erasing: Act, viewer: Viewer, number: str) -> None:
    """A step, on a case of `erasable_cases`; a draft is given up by it.

    Of a natural person's case, and of one that was never filed, the whole form and every file go. A company's case is
    the company's own record, so only what is the person's goes: the fields `is_personal`, and how things reach him.
    """
    case = locked_case(erasing, viewer, number, "read")
    whole = case.company_id is None or case.filed_at is None
    if case.is_draft:
        give_up(erasing, case)
    duties = Duty.objects.filter(Q(pk=case.duty_id) | Q(item__case=case))
    form = {} if whole else _without_person(case)
    told = len(case.form) - len(form)
    delivery = {name: said for name, said in case.delivery.items() if name == "kind"}
    Case.objects.filter(pk=case.pk).update(form=form, delivery=delivery)
    papers = _discard_papers(case) if whole else 0
    Delivery.objects.filter(item__case=case).update(received_by="")
    words = Appeal.objects.filter(item__case=case).update(words="")
    Proposal.objects.filter(case=case).update(objection="")
    Rating.objects.filter(duty__in=duties, rated_by=case.applicant).update(words="")
    Duty.objects.filter(pk=case.duty_id).update(version=case.duty.version + 1)
    erasing.record(number, "erased", told=told, papers=papers, words=words)


def forget_mandates(erasing: Act, user: User) -> None:
    """A step: nobody acts for him any more, and his letters of authority go; those of a company stay the company's."""
    given = Mandate.objects.filter(person=user).select_related("agent")
    for mandate in given.filter(revoked_at=None):
        mandates.revoke(erasing, mandate)
    letters = list(Attachment.objects.filter(pk__in=given.exclude(evidence=None).values("evidence")))
    given.update(evidence=None)
    for letter in letters:
        discard_one(letter)


def is_personal(field: FormField) -> bool:
    """Fields of a company's form that are about whoever filled it in: prefilled from his account, a telephone, or a
    contact by their name. A company's legal representative stands in the public register and stays."""
    return field.kind == "phone" or field.code.startswith("contact_") or field.prefill.startswith("person.")


def _without_person(case: Case) -> dict[str, str]:
    personal = {field.code for field in definition_for(case).fields if is_personal(field)}
    return {code: said for code, said in case.form.items() if code not in personal}


def _discard_papers(case: Case) -> int:
    """Those withdrawn and those scanned at a counter too."""
    copies = MaterialCopy.objects.filter(case=case).exclude(attachment=None)
    files = list(Attachment.objects.filter(pk__in=copies.values("attachment")))
    copies.update(attachment=None)
    for file in files:
        discard_one(file)
    return len(files)


def _own(user: User) -> "QuerySet[Case]":
    """Not erased yet, as the ledger tells."""
    erased = Event.objects.filter(subject=OuterRef("duty__number"), code="erased")
    return Case.objects.filter(~Exists(erased), applicant=user)


def _unsettled() -> Q:
    asked = Appeal.objects.filter(item__case=OuterRef("pk"), decided_at=None)
    objected = Proposal.objects.filter(case=OuterRef("pk"), state=Proposal.State.OBJECTED)
    return Q(duty__closed=None) | Q(Exists(asked)) | Q(Exists(objected))


def _numbers(cases: "QuerySet[Case]") -> list[str]:
    return list(cases.order_by("pk").values_list("duty__number", flat=True))
