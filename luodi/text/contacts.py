"""Telephone numbers and e-mail addresses as people type and paste them, made canonical.

A phone is kept as +86 and the number (mobile, landline without its zero, 400), any other country's as + and
digits; an extension follows as `;ext=`. An e-mail address is kept in lower case, so that one person is one.
"""

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple


class Fault(StrEnum):
    """Why a contact cannot be read; the form says it in the reader's language."""

    EMPTY = "empty"
    EMAIL = "email"
    LETTERS = "letters"
    SEVERAL = "several"
    AREA_CODE = "area_code"
    MOBILE_PREFIX = "mobile_prefix"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


class BadContact(ValueError):
    def __init__(self, code: Fault) -> None:
        super().__init__(code)
        self.code = code


class Reading(NamedTuple):
    """Either the canonical form, or None and the fault."""

    canonical: str | None
    fault: Fault | None = None


LONGEST = 400  # characters looked at; the patterns below are slow on a pasted page
JUNK = frozenset({"Cf", "Cc", "Cs", "Mn", "Me", "So", "Sk"})  # pasted direction marks, emoji, keycaps
LABEL = re.compile(
    r"联系电话|联系方式|移动电话|固定电话|办公电话|手机号码|电话号码|手机号|手机|电话|座机|固话|号码|"
    r"微信同号|同微信|微信号|微信|同号|telephone|mobile|phone|tel|wechat|weixin|[vw]x",
    re.IGNORECASE,
)
REMARK = re.compile(r"\([^()\d]*\)")
EXTENSION = re.compile(r"(?:转分机|分机号?|转|ext\.?|x|#)[\s:]*(\d{1,6})\W*$", re.IGNORECASE)
SEVERAL = re.compile(r"\d{7,}\D+\d{7,}")
FILLING = re.compile(r"[\s\-‐-―−_.·()\[\]:,;、。*/一-鿿]+")  # names beside the number too
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7}")
SERVICE = re.compile(r"[48]00\d{7}")
ADDRESS = re.compile(
    r"(?=.{6,254}$)(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)
ADDRESS_LABEL = re.compile(r"^(?:mailto|电子邮箱|电子邮件|邮箱|邮件|e-?mail)[:\s]*", re.IGNORECASE)


def parse_contact(typed: str) -> tuple[str, str]:
    """("phone" or "email", canonical form). Raises BadContact."""
    kind, read = ("email", parse_email) if "@" in unicodedata.normalize("NFKC", typed) else ("phone", parse_phone)
    canonical, fault = read(typed)
    if canonical is None:
        raise BadContact(fault or Fault.EMPTY)
    return kind, canonical


def parse_email(typed: str) -> Reading:
    if len(typed) > LONGEST:
        return Reading(None, Fault.EMAIL)
    text = _plain(typed).replace("。", ".").strip(" <>\"'“”,;.")
    text = ADDRESS_LABEL.sub("", text).lower()
    if not text:
        return Reading(None, Fault.EMPTY)
    local, _, domain = text.rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return Reading(None, Fault.EMAIL)
    return Reading(address) if ADDRESS.fullmatch(address) else Reading(None, Fault.EMAIL)


def parse_phone(typed: str) -> Reading:
    if len(typed) > LONGEST:
        return Reading(None, Fault.TOO_LONG)
    text = REMARK.sub(" ", LABEL.sub(" ", _plain(typed))).strip()
    if not any(character.isalnum() for character in text):
        return Reading(None, Fault.EMPTY)
    if SEVERAL.search(text):
        return Reading(None, Fault.SEVERAL)
    extension = EXTENSION.search(text)
    digits = FILLING.sub("", text[: extension.start()] if extension else text)
    if not re.fullmatch(r"\+?[0-9]+", digits):
        return Reading(None, Fault.LETTERS)
    found = _classified(digits)
    if found.canonical and extension:
        return Reading(f"{found.canonical};ext={extension[1]}")
    return found


def mask_contact(contact: str) -> str:
    """Enough for its owner to know it by: 138****5678, 0532****0000, z***@example.com."""
    local, at, domain = contact.rpartition("@")
    if at:
        return f"{local[:1]}***@{domain}"
    number = contact.partition(";")[0]
    if number.startswith("+86"):
        number = number[3:]
        number = number if MOBILE.fullmatch(number) or SERVICE.fullmatch(number) else f"0{number}"
    shown = 4 if number.startswith("0") and number[1:2] not in ("1", "2") else 3
    return f"{number[:shown]}****{number[-4:]}" if len(number) >= shown + 6 else "****"


def _plain(typed: str) -> str:
    text = "".join(c for c in typed if c in "\t\n\r" or unicodedata.category(c) not in JUNK)
    return unicodedata.normalize("NFKC", text).strip()


def _classified(digits: str) -> Reading:
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+86"):
        return _national(digits[3:].removeprefix("0"))
    if digits.startswith("+"):
        return _foreign(digits)
    if digits.startswith("86") and len(digits) >= 12 and _national(digits[2:]).canonical:
        return _national(digits[2:])
    if digits.startswith("01") and MOBILE.fullmatch(digits[1:]):
        return _national(digits[1:])  # the old way to dial a mobile of another city
    if digits.startswith("0") or digits.startswith("1") or SERVICE.fullmatch(digits):
        return _national(digits.removeprefix("0"))
    if re.fullmatch(r"[2-8]\d{6,7}", digits):
        return Reading(None, Fault.AREA_CODE)
    return Reading(None, Fault.TOO_SHORT if len(digits) < 11 else Fault.TOO_LONG)


def _national(number: str) -> Reading:
    if MOBILE.fullmatch(number) or LANDLINE.fullmatch(number) or SERVICE.fullmatch(number):
        return Reading(f"+86{number}")
    if len(number) == 11 and number.startswith("1"):
        return Reading(None, Fault.MOBILE_PREFIX)
    return Reading(None, Fault.TOO_SHORT if len(number) < 11 else Fault.TOO_LONG)


def _foreign(number: str) -> Reading:
    if re.fullmatch(r"\+[1-9]\d{7,14}", number):
        return Reading(number)
    return Reading(None, Fault.TOO_SHORT if len(number) < 9 else Fault.TOO_LONG)
