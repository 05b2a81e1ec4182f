"""A credit code as an eye read it: believed when its check character is right, repaired where only one way is open."""

import re

from luodi.text.credit_codes import ALPHABET, is_uscc, normalise_uscc

LOOKS_LIKE_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
# A company, a trader or a farmers' cooperative, entered by an office for markets, in a province that there is.
BEGINNING = re.compile(r"9[123](?:1[0-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}")
# The ninth to sixteenth characters and their check character, of GB 11714: a second proof inside the code.
INNER, INNER_CHECK = slice(8, 16), 16
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Characters one is taken for another. S, V, Z stand in no code, so what was read as one of them was another.
CONFUSED = (
    "0DQ", "0C", "1LT", "17", "2Z", "38", "5S", "6G", "68", "8B", "CG", "DP", "EF", "HN", "MN", "MW", "UV", "YV", "7T",
)  # fmt: skip


def credit_code_in(text: str) -> str:
    """The only credible credit code in a text, "" where there is none or more than one."""
    found = {code for run in LOOKS_LIKE_CODE.findall(text.upper()) if (code := believed(run))}
    return found.pop() if len(found) == 1 else ""


def believed(read: str) -> str:
    """The code as read, or with its one possible repair, or "".

    A wrong code has about twenty neighbours, and one in thirty-one has a right check character by chance: so a
    repair must satisfy the inner check character as well.
    """
    code = normalise_uscc(read)
    if is_uscc(code):
        return code if BEGINNING.match(code) else ""
    repairs = {one for one in _repairs(code) if is_uscc(one) and BEGINNING.match(one) and _inner_is_right(one)}
    return repairs.pop() if len(repairs) == 1 else ""


def _repairs(code: str) -> set[str]:
    """Codes with one character exchanged for one it is confused with."""
    return {
        code[:place] + other + code[place + 1 :]
        for place, read in enumerate(code)
        for group in CONFUSED
        if read in group
        for other in group
        if other != read and other in ALPHABET
    }


def _inner_is_right(code: str) -> bool:
    total = sum(INNER_ALPHABET.index(c) * weight for c, weight in zip(code[INNER], INNER_WEIGHTS, strict=True))
    return code[INNER_CHECK] == "0123456789X0"[11 - total % 11]
