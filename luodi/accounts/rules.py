"""How long codes and locks last, what a PIN may be, and how short secrets are kept."""

import secrets
from datetime import timedelta
from itertools import pairwise

from django.utils.crypto import constant_time_compare, salted_hmac

CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
CODE_GAP = timedelta(seconds=60)
CODES_PER_HOUR = 5  # to one contact
CODES_PER_HOUR_AND_ADDRESS = 20

# GB/T 22239-2019, level 3, as assessors apply it: 3 to 5 bad tries, 10 to 30 minutes.
TRIES = 5
HOLD = timedelta(minutes=15)
BAD_TRIES_PER_ADDRESS = 30

PIN_TRIES = 5
PENDING_LIFE = timedelta(minutes=10)  # between the password and the second factor
FRESH_LIFE = timedelta(minutes=10)  # how long a password counts as just given


def new_code() -> str:
    return f"{secrets.randbelow(10**6):06d}"


def digest_of(secret: str, salt: str = "") -> str:
    """Salted and keyed with SECRET_KEY: six digits fall to guessing in seconds under any hash without a key."""
    salt = salt or secrets.token_hex(8)
    return f"{salt}${salted_hmac('luodi.accounts', salt + secret, algorithm='sha256').hexdigest()}"


def is_secret(secret: str, digest: str) -> bool:
    salt, _dollar, _hex = digest.partition("$")
    return bool(salt) and constant_time_compare(digest_of(secret, salt), digest)


def pin_is_guessable(pin: str) -> bool:
    """One digit repeated, or a run such as 1234 or 9876."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}
