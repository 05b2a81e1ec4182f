"""What an investor wrote goes, the rows stay: numbers, owners, times and the ledger say on what was done."""

from luodi.accounts.models import User
from luodi.companies.actions import forget_firm
from luodi.companies.models import Company
from luodi.duties.models import Duty
from luodi.enquiries.models import Claim, Enquiry, Example, Fact, ImportRow, Intake
from luodi.ledger.acts import Act
from luodi.ledger.attachments import discard
from luodi.ratings.models import Rating
from luodi.talk.models import Contact, Message

ERASED = "…"  # what a column holds that may not be empty; the story says in words what happened


def erase_matter(erasing: Act, duty: Duty, *, investor: User) -> None:
    """A step, on a closed and locked duty. The title falls back to the number."""
    firm = Company.objects.filter(enquiries__duty=duty).first()
    Enquiry.objects.filter(duty=duty).update(
        **dict.fromkeys(("name", "contact", "sentence"), ERASED),
        **dict.fromkeys(("firm", "heard", "introducer", "next_step", "closing_reply", "query_digest"), ""),
        company=None,
    )
    if firm is not None and not firm.enquiries.exists():
        forget_firm(firm)
    for kept in (Fact, Example, Intake):
        kept.objects.filter(enquiry=duty.pk).delete()
    Duty.objects.filter(pk=duty.pk).update(title=duty.number, version=duty.version + 1)
    said = Message.objects.filter(duty=duty).update(body=ERASED)
    talked = Contact.objects.filter(duty=duty).update(said="")
    Rating.objects.filter(duty=duty, rated_by=investor).update(words="")
    Claim.objects.filter(duty=duty).update(evidence="", name_key="", brand="", controller="")
    ImportRow.objects.filter(duty=duty).update(values={})
    papers = discard(subject=duty.number, added_by=investor.code)
    erasing.record(duty.number, "erased", messages=said, contacts=talked, papers=papers)
