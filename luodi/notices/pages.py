"""Where a reader is led from a number."""

from django.conf import settings
from django.urls import reverse

from luodi.text.public_numbers import kind_letter


def page_of(number: str, audience: str) -> str:
    """The page of a matter for "staff" or "investor"; their home where its kind has no page for them."""
    page = settings.MATTER_PAGES[audience].get(kind_letter(number))
    return reverse(page, args=[number]) if page else reverse(settings.HOMES[audience])
