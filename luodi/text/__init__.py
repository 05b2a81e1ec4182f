"""Chinese text: names, contacts, codes and sentences made canonical. Pure Python."""

from luodi.text.contacts import (
    BadContact,
    Fault,
    Reading,
    mask_contact,
    parse_contact,
    parse_email,
    parse_phone,
)
from luodi.text.credit_codes import is_uscc, normalise_uscc
from luodi.text.firms import brand_of, normalise_firm
from luodi.text.public_numbers import check_character, is_number, make_number, normalise_number, query_code
from luodi.text.sentences import clean_sentence, title_from

__all__ = [
    "BadContact",
    "Fault",
    "Reading",
    "brand_of",
    "check_character",
    "clean_sentence",
    "is_number",
    "is_uscc",
    "make_number",
    "mask_contact",
    "normalise_firm",
    "normalise_number",
    "normalise_uscc",
    "parse_contact",
    "parse_email",
    "parse_phone",
    "query_code",
    "title_from",
]
