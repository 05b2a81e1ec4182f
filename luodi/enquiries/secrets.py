"""Words that others read must not tell what a restricted enquiry keeps back."""

import unicodedata

from django.utils.translation import gettext as _

from luodi.duties.models import Duty
from luodi.enquiries.models import Enquiry
from luodi.ledger.acts import Refused
from luodi.text import brand_of, normalise_firm

SHORTEST = 2  # characters; a single one stands in every sentence


def refuse_secrets(duty: Duty, *said: str) -> None:
    """Raises Refused when a reason or an answer names the company, the person or the contact behind an alias."""
    if not duty.is_restricted:
        return
    enquiry = Enquiry.objects.get(duty=duty)
    firm = enquiry.firm
    kept = {_plain(word) for word in (firm, normalise_firm(firm), brand_of(firm), enquiry.name, enquiry.contact)}
    kept.add(_plain(enquiry.contact.removeprefix("+86")))
    text = _plain(" ".join(said))
    if any(len(word) >= SHORTEST and word in text for word in kept):
        raise Refused(
            _("投资人要求保密，这里的话别人也会看到：请用代号 %(alias)s，不写企业、姓名和联系方式。")
            % {"alias": enquiry.alias}
        )


def _plain(text: str) -> str:
    """As it is compared: 139 0000-0009 is 13900000009."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())
