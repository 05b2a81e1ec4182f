"""Questions of strangers about a licence, so many and no more."""

from datetime import datetime, timedelta

from luodi.accounts.actions import throttle
from luodi.approvals.licences.verification import Finding, by_number, by_pdf

WINDOW = timedelta(minutes=15)
# A counter asks all day from one address; who tries numbers asks for many that are not there.
NUMBERS, FILES, SAME = 60, 30, 12


def ask_number(typed: str, last: str, address: str, now: datetime) -> Finding:
    """Raises TooMany when asked too often from this address, or about this number."""
    throttle("verify_number", typed[:60].upper(), SAME, WINDOW, now)
    throttle("verify_address", address, NUMBERS, WINDOW, now)
    return by_number(typed, last, now)


def ask_file(pdf: bytes, address: str, now: datetime) -> Finding:
    """Raises TooMany."""
    throttle("verify_file", address, FILES, WINDOW, now)
    return by_pdf(pdf, now)
