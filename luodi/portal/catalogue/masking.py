"""Telephones and addresses that somebody wrote into a public text are taken out; the unit's own stands beside it."""

import re

from django.utils.translation import gettext as _

from luodi.text.reading.contacts import EMAIL, LANDLINE, MOBILE

CONTACTS = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in (MOBILE, LANDLINE, EMAIL)), re.IGNORECASE)


def without_contacts(text: str) -> str:
    return CONTACTS.sub(_("（请打承办单位电话）"), text)
