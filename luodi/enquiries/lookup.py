"""What somebody with number and query code may know: state, owner and due, and nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from luodi.accounts.actions import throttle
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.strips import strip_of
from luodi.enquiries.actions.submitting import knows_query_code
from luodi.enquiries.models import Enquiry
from luodi.ledger.acts import Refused
from luodi.ui.strip import Strip

TRIES = 5
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class Standing:
    number: str
    state: str
    strip: Strip


def look_up(number: str, code: str, address: str, now: datetime) -> Standing:
    """Raises TooMany when tried too often for this number or from this address, Refused when they do not fit.

    The sentence is the same for an unknown number and a wrong code.
    """
    throttle("look_up", number, TRIES, WINDOW, now)
    throttle("look_up_address", address, TRIES * 6, WINDOW, now)
    enquiry = Enquiry.objects.filter(duty__number=number).first()
    if enquiry is None or not knows_query_code(enquiry, code):
        raise Refused(_("受理号和查询码对不上，请核对后再试。"))
    duty = Duty.objects.for_strip().get(pk=enquiry.pk)
    enquiry.duty = duty
    return Standing(duty.number, enquiry.state_label, strip_of(duty, viewer=Viewer.nobody(), now=now))
