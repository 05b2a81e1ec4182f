"""What the signed code of a licence says, and the link that is printed around it."""

from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from luodi.approvals.models import Licence
from luodi.signing.qr import PREFIX, Claims

# Of the 45 characters of the code these pass through an address as they are; a slash would part it.
PASSING = "$*+-.:"
STATUS_LIST = "portal:status_list"  # the address named in every code


def claims_of(licence: Licence) -> Claims:
    return Claims(
        number=licence.number,
        kind=licence.kind.code,
        title=licence.kind.name,
        holder=masked(licence.holder_name, firm=licence.company_id is not None),
        issued=localdate(licence.issued_at),
        start=licence.valid_from,
        until=licence.valid_until,
        authority=licence.unit.name,
        status=f"{settings.PUBLIC_URL}{reverse(STATUS_LIST)}",
    )


def masked(name: str, *, firm: bool) -> str:
    """So much that who has the paper before him sees whether it is this one, and nobody else learns a name."""
    if not firm:
        return name[:1] + "*" * max(len(name) - 1, 1)
    shown = 2 if len(name) > 5 else 1
    tail = 4 if len(name) > 8 else 0
    return name[:shown] + "*" * (len(name) - shown - tail) + name[len(name) - tail :]


def link_of(code: str) -> str:
    """Opens the page of verification in any telephone; all in capitals and digits, which keeps the drawing small.

    An installation under a path, whose letters must stay as they are, prints the bare code.
    """
    address = urlsplit(settings.PUBLIC_URL)
    if address.path.strip("/"):
        return code
    return f"{address.scheme}://{address.netloc}".upper() + "/V/" + quote(code, safe=PASSING)


def code_in(text: str) -> str:
    """The signed code in what was scanned or typed: a link, or the code itself, in which a space is a character."""
    said = text.lstrip().rstrip("\r\n\t")
    at = said.find(PREFIX)
    if at <= 0:
        return said
    return unquote(said[at:]) if said[:at].lower().startswith(("http:", "https:")) else said[at:]
