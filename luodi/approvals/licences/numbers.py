"""Numbers of licences: drawn at random, with a check character.

`SP-2021-370211-48210377-X`: letters of the kind, year, region of the issuing unit, eight random digits, and a check
character as in `luodi.text.public_numbers`. The national grammar (GB/T 36904) could not be had; ours is in one place.
"""

import re
import secrets
import unicodedata

from luodi.directory.models import Territory
from luodi.text.public_numbers import check_character

SHAPE = re.compile(r"([A-Z]{1,6})([0-9]{4})([0-9]{6})([0-9]{8})([0-9A-Z])")
RANDOM_PARTS = 100_000_000


def new_number(prefix: str, year: int, region: str) -> str:
    body = f"{prefix.upper()}-{year}-{region}-{secrets.randbelow(RANDOM_PARTS):08d}"
    return f"{body}-{check_character(body)}"


def normalised(typed: str) -> str | None:
    """The number as printed, whatever spaces, dashes, widths and cases were typed; None when it cannot be one."""
    letters = "".join(one for one in unicodedata.normalize("NFKC", typed).upper() if one.isalnum())
    found = SHAPE.fullmatch(letters)
    if found is None or check_character(letters[:-1]) != letters[-1]:
        return None
    return "-".join(found.groups())


def region_of(territory: Territory) -> str:
    """Six digits of the district, else of the city."""
    columns = territory.columns()
    place = columns["district"] or columns["city"]
    return (place.code if place else "")[:6].ljust(6, "0")
