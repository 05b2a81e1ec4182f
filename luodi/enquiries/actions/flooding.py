"""Floods of the public form are slowed down, whoever sends them."""

from datetime import datetime, timedelta

from luodi.accounts.actions import throttle

PER_CONTACT, PER_ADDRESS = 5, 30  # a company's whole office may sit behind one address
HOUR = timedelta(hours=1)


def slow_down(*, contact: str, address: str, now: datetime) -> None:
    """Counts one try outside of any transaction, so that it stays counted. Raises TooMany.

    `address` is empty for a person's own proven contact, which is bounded by itself.
    """
    throttle("apply-contact", contact, PER_CONTACT, HOUR, now)
    if address:
        throttle("apply-address", address, PER_ADDRESS, HOUR, now)
