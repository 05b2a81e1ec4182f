"""The unified social credit code (统一社会信用代码) of GB 32100-2015."""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
MISREAD = str.maketrans("OI", "01")


def normalise_uscc(typed: str) -> str:
    """Half-width capitals without spaces and dashes; O and I, which no code holds, are read as 0 and 1."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(c for c in plain if c.isalnum()).translate(MISREAD)


def is_uscc(typed: str) -> bool:
    """Whether length, alphabet and check character are right; not whether the company exists."""
    code = normalise_uscc(typed)
    if len(code) != 18 or any(character not in ALPHABET for character in code):
        return False
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(code, WEIGHTS, strict=False))
    return ALPHABET[-total % 31] == code[-1]
