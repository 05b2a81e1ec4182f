"""Public numbers: drawn at random, with a check character, never the primary key.

`LD-E-210104-370211-00017-9`: kind of matter, day, region (six digits), five random digits, and a check character
by ISO 7064 MOD 37,36, which notices every single wrong character and nearly every exchange of two neighbours.
"""

import re
import secrets
import unicodedata
from datetime import date

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHAPE = re.compile(r"LD([A-Z])([0-9OI]{6})([0-9OI]{6})([0-9OI]{5})([0-9A-Z])")
MISREAD = str.maketrans("OI", "01")  # letters typed where only digits stand
RANDOM_PARTS = 100_000


def check_character(body: str) -> str:
    """ISO 7064 MOD 37,36 over the letters and digits of `body`; dashes are passed over."""
    state = 36
    for character in body.upper():
        if character != "-":
            state = (state + ALPHABET.index(character)) % 36 or 36
            state = state * 2 % 37
    return ALPHABET[(37 - state) % 36]


def make_number(kind_letter: str, day: date, region: str, random_part: int) -> str:
    """Raises ValueError unless the kind is one capital letter, the region six digits, the part at most five."""
    body = f"LD-{kind_letter}-{day:%y%m%d}-{region}-{random_part:05d}"
    number = f"{body}-{check_character(body)}"
    if normalise_number(number) != number:
        raise ValueError(f"no public number can be made of {kind_letter!r}, {region!r}, {random_part!r}")
    return number


def normalise_number(typed: str) -> str | None:
    """The number as printed, whatever spaces, dashes, widths and cases were typed; None for another shape.

    The check character is not looked at: `is_number` does that.
    """
    letters = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    found = SHAPE.fullmatch(letters)
    if not found:
        return None
    kind, *digits, check = found.groups()
    return "-".join(["LD", kind, *(part.translate(MISREAD) for part in digits), check])


def is_number(typed: str) -> bool:
    number = normalise_number(typed)
    return number is not None and check_character(number[:-2]) == number[-1]


def kind_letter(number: str) -> str:
    """The letter of a number as printed that says what kind of matter it is of."""
    return number.removeprefix("LD-")[:1]


def query_code() -> str:
    """Six random digits that open the public state of one matter."""
    return f"{secrets.randbelow(1_000_000):06d}"
