"""Telephone and e-mail of the writer, as digits and address."""

import re

from luodi.text.reading.plain import Plain
from luodi.text.reading.values import Value

EMAIL = re.compile(
    r"(?<![\w.+%-])[a-z0-9][\w.+%-]{0,63}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]{2,})+", re.IGNORECASE
)
SPELLED = re.compile(r"[一幺][三四五六七八九][零〇一幺二三四五六七八九]{9}(?![十百千万亿])")
SPACED = re.compile(r"(?<!\d)1(?: [3-9])(?: \d){9}(?!\d| \d)")
DIGITS = str.maketrans("零〇一幺二三四五六七八九", "001123456789")
MOBILE = re.compile(r"(?<![\d.])(?:\+?86[\s-]?|0086[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?![\d.]\d|\d)")
LANDLINE = re.compile(r"(?<![\d.])(?:\+?86[\s-]?)?\(?0\d{2,3}\)?[\s-]?\d{3,4}[\s-]?\d{4}(?!\d)")
SERVICE = re.compile(r"(?<!\d)[48]00[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)")
ABROAD = re.compile(r"(?<![\d.])(?:\+|00)(?!86)[1-9]\d{0,2}[\s().-]{0,2}\(?\d{1,4}\)?(?:[\s.-]?\d{2,4}){2,4}(?!\d)")
BARE = re.compile(r"(?:电话|座机|tel\.?|phone|手机|联系方式)[:\s]*(\d{7,8})(?!\d)", re.IGNORECASE)
FAX = re.compile(r"(?:传真|fax)[:.\s]*$", re.IGNORECASE)


def read_contacts(plain: Plain) -> list[Value]:
    values = []
    mail = EMAIL.search(plain.text)
    if mail:
        values.append(Value("email", mail[0].lower().rstrip("."), *plain.span(*mail.span())))
    for pattern in (MOBILE, SPACED, SPELLED, ABROAD, LANDLINE, SERVICE, BARE):
        for match in pattern.finditer(plain.text):
            if FAX.search(plain.text[: match.start()]):
                continue
            group = 1 if pattern is BARE else 0
            digits = re.sub(r"\D", "", match[group].translate(DIGITS))
            values.append(Value("contact_phone", _national(digits), *plain.span(*match.span(group))))
            return values
    return values


def _national(digits: str) -> str:
    """Without China's own code: a mobile as it is, a landline with its zero."""
    national = re.sub(r"^(?:0086|86)(?=1\d{10}$|0\d{9,11}$)", "", digits)
    return national
