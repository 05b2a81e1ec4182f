"""What was written about a person while two sides were brought together goes; that they were, stays."""

from luodi.duties.models import Duty
from luodi.enquiries.actions.erasing import ERASED
from luodi.matching.models import Introduction, Judgement, Match, OfferList


def forget_meetings(duty: Duty) -> None:
    """A step, on the closed and locked duty of an enquiry. Reasons quote its letter, so its matches go whole."""
    Introduction.objects.filter(enquiry=duty.pk).update(said=ERASED)
    OfferList.objects.filter(enquiry=duty.pk).update(note="")
    Judgement.objects.filter(enquiry=duty.pk).update(note="")
    Match.objects.filter(enquiry=duty.pk).delete()
