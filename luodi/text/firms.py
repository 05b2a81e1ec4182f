"""Company names made comparable: two spellings of one company give one key, and a brand is guessed from it."""

import re
import unicodedata

from luodi.text.firm_words import (
    CITIES,
    COUNTRY,
    GENERIC,
    LATIN_GENERIC,
    PLACE_IN_BRAND,
    PROVINCES,
    SIMPLIFIED,
)

LONGEST = 200  # characters of a name looked at
LONGEST_KEY, LONGEST_BRAND = 120, 60  # NFKC makes eighteen letters of some single one
BRACKETED = re.compile(r"\(([^()]*)\)")
NOT_LETTERS = re.compile(r"[^\w一-鿿]|_")
BRANCH = re.compile(
    r"^(.{2,}?(?:公司|集团|银行|合伙企业))\w{0,14}?(?:分公司|分厂|分店|分行|支行|办事处|代表处|营业部|经营部)$"
)
LEGAL_END = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|股份公司|集团公司|总公司|公司|集团|股份|有限合伙|普通合伙|合伙企业|株式会社)$"
)
LATIN_LEGAL_END = re.compile(
    r"[\s,.]+(?:co|ltd|limited|inc|incorporated|corp|corporation|company|llc|llp|gmbh|ag|plc|sa|bv|nv|kk|pte|pty|"
    r"group|holdings?)[\s,.]*$"
)
PLACE = re.compile(
    rf"^(?!{PLACE_IN_BRAND})(?:{COUNTRY})?"
    rf"(?:(?:{PROVINCES})(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)?)?"
    rf"(?:(?:{CITIES})(?:市(?:[一-鿿]{{2,4}}?[区县市])?)?(?:[一-鿿]{{1,5}}?(?:新区|开发区|高新区|自贸区))?)?"
)
ONLY_PLACE = re.compile(rf"(?:{COUNTRY}|{PROVINCES}|{CITIES})(?:省|市)?")
GENERIC_ONLY = re.compile(rf"(?:{GENERIC})*")
GENERIC_WORD = re.compile(GENERIC)
LATIN_GENERIC_WORD = re.compile(LATIN_GENERIC)


def normalise_firm(name: str) -> str:
    """The key by which clashes are found: no legal form, branch, bracketed place or leading place.

    A leading place stays where nothing but a trade would be left: 青岛啤酒 keeps its city, 青岛海尔 does not.
    """
    return (NOT_LETTERS.sub("", _core(name)) or NOT_LETTERS.sub("", _folded(name)))[:LONGEST_KEY]


def brand_of(name: str) -> str:
    """A guess: what stands before the first word of trade (隆基绿能科技 -> 隆基), the whole key if that is a place."""
    return _brand(_core(name))[:LONGEST_BRAND]


def _brand(core: str) -> str:
    if core.isascii():
        words = [word for word in re.split(r"[^\w]+", core) if word]
        return next((word for word in words if not LATIN_GENERIC_WORD.fullmatch(word)), "".join(words[:1]))
    key = NOT_LETTERS.sub("", core)
    trade = GENERIC_WORD.search(key, 2)
    brand = key[: trade.start()] if trade else key
    return key if ONLY_PLACE.fullmatch(brand) else brand


def _core(name: str) -> str:
    text = BRACKETED.sub(_bracket, _folded(name)).strip()
    branch = BRANCH.match(NOT_LETTERS.sub("", text))
    text = branch[1] if branch else text
    return _without_place(_without_legal_end(text))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name[:LONGEST]).translate(SIMPLIFIED).casefold().strip()


def _bracket(found: re.Match[str]) -> str:
    """Places, legal forms and remarks in brackets say nothing about who it is."""
    inside = found[1].strip()
    drop = ONLY_PLACE.fullmatch(inside) or LEGAL_END.fullmatch(inside) or inside in ("china", "shandong", "qingdao")
    return "" if drop else inside


def _without_legal_end(text: str) -> str:
    while True:
        shorter = LATIN_LEGAL_END.sub("", LEGAL_END.sub("", text.strip())).strip()
        if shorter == text or len(shorter) < 2:
            return text
        text = shorter


def _without_place(text: str) -> str:
    rest = PLACE.sub("", text, count=1)
    return text if len(rest) < 2 or GENERIC_ONLY.fullmatch(rest) else rest
