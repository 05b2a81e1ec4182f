"""Places wished for in English letters, where no table of names helps: by the words before and behind a name."""

import re
from collections.abc import Iterator
from pathlib import Path

from luodi.text.reading.letter import Letter
from luodi.text.reading.values import Value

ENGLISH = re.compile(
    r"\b(?:in|near|around|to|at|within|into|close to|prefer(?:ably|red|ence|ring)?(?: for| is| in"
    r"| location)?:?|location:?|like|consider(?:ing)?|between|or|and|/"
    r"|of)\s*(?:the )?(?:city of )?"
    r"((?-i:[A-Z][a-z]+)(?:['’-][A-Za-z]+)?(?: (?:(?-i:[A-Z][a-z]+)|port|district|new area|zone"
    r"|airport|city|high-tech))*)"
    r"|\b((?-i:[A-Z][a-z]+)(?: (?-i:[A-Z][a-z]+))?)(?: (?:is |are |would be |can |could "
    r"|does )?(?:offers?|provides?|has\b|have\b|preferred|preferable|priority|first"
    r"|would be ideal)|\s*优先)",
    re.IGNORECASE,
)
NOT_CHINA = re.compile(
    r"^(?:China|Chinese|Asia|Europe|Germany|Japan|Korea|South|North|East|West|Central|America"
    r"|Americas|Africa|India|France|Italy|Spain|Poland|Mexico|Vietnam|Thailand|Malaysia|Indonesia"
    r"|Singapore|Hong Kong|Taiwan"
    r"|Switzerland|Sweden|Denmark|Finland|Norway|Netherlands|Belgium|Austria|Hungary|Turkey|Brazil"
    r"|Canada|Australia|New Zealand|USA|United|Russia|Israel|Ireland|Britain|England|Scotland"
    r"|Munich|Stuttgart|Hamburg|Berlin"
    r"|Tokyo|Osaka|Nagoya|Seoul|Busan|Incheon|Milan|Zurich|Basel|London|Paris|Texas|California"
    r"|Ohio|Michigan|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Phase|Dear|Please|Chairman|Mr|Ms|Mrs|Dr|Best|Kind|Regards|The|This|Our|We"
    r"|Investment|Promotion|Bureau|Sir|Madam|Fortune|Class|Series|Party|Grade|No|Yes|English|Year"
    r"|Building|Annual|Total|For|Is|Can|Do|Could|What|Which|Also|If|As)\b"
)
ENGLISH_ORIGIN = re.compile(
    r"(?:based|headquartered|located(?= in [A-Z])|registered|plants|factories|offices|customers?"
    r"|operations"
    r"|subsidiar(?:y|ies)"
    r"|(?:our|existing|current|has|have|own|operates?|runs?) (?:[\w,.]+ ){0,5}"
    r"(?:plant|factory|office|facility|warehouse|centres?|centers?|stores|hotels)|sites"
    r"|facilities|listed|headquarters|branch(?:es)?|hq|warehouses|clients?|markets?|exports?|ship|sell|come"
    r"|moving from"
    r"|relocat\w+ from|currently|already|existing|from|not)\s+(?:\w+ ){0,3}?$",
    re.IGNORECASE,
)


SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|üan|ai|ei|ao|ou|an|en"
    r"|in|un|ia|ie|iu|ua|uo|ue|ui|üe|er|a|o|e|i|u|ü))"
)
# Beijing, Xi'an, Qixianling; and the few that Chinese names have in English by custom
IN_PINYIN = re.compile(
    rf"{SYLLABLE}{{2,4}}|{SYLLABLE}{{1,2}}['’]{SYLLABLE}{{1,2}}|harbin|hohhot|urumqi|lhasa|baotou|shaanxi|hsinchu"
    r"|ordos|kashgar|tsingtao|canton|inner mongolia|pearl river.*|yangtze.*",
    re.IGNORECASE,
)


PINYIN_FILE = Path(__file__).parent / "data" / "pinyin.txt"
WORD = re.compile(
    r"(?<![A-Za-z.@/-])((?:[A-Z])[a-z]{3,}(?:['’][a-z]+)?)(?![A-Za-z@-])"
    r"( (?:New (?:District|Area|City)|Industrial Park|High-?[Tt]ech(?: Zone| Park)?"
    r"|(?:Economic[\w &-]{0,30})?Development Zone"
    r"|[Pp]ort\b|[Aa]irport|(?:Comprehensive )?Bonded Zone|ETDZ|TEDA|SIP|[A-Z][a-z]+ Lake))?"
)
OF_OTHERS = re.compile(
    r"\s*(?:Municipal|Bureau|Commission|Government|University|Co\b|Investment Promotion|Office of|Committee"
    r"|customers?|clients?|suppliers?|(?:plant|factory|site|office|team)s? (?:is|are|has|have|remains?"
    r"|stays?|will)\b)",
    re.IGNORECASE,
)


RULED_OUT = re.compile(
    r"\s*(?:has|have|is|are|was|were) (?:already )?(?:been )?(?:ruled out|excluded|too|not|off|rejected"
    r"|dropped|out\b)",
    re.IGNORECASE,
)


def _load() -> dict[str, int]:
    lines = [line for line in PINYIN_FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [line.partition(": ") for line in lines]
    levels = {name: int(level) for level, _, names in rows for name in names.split()}
    return levels | dict.fromkeys(("beijing", "tianjin", "shanghai", "chongqing"), 2)


PINYIN = _load()


def read_english_places(letter: Letter, masked: list[tuple[int, int]]) -> list[Value]:
    """`masked` are names of companies and the addressee."""
    values = [one for one in _by_position(letter) if not any(one.start < b and a < one.end for a, b in masked)]
    for start, end in _in_pinyin(letter):
        value = place_value(letter, start, end)
        if not any(value.start < one.end and one.start < value.end for one in values) and not any(
            value.start < b and a < value.end for a, b in masked
        ):
            values.append(value)
    values = _innermost(letter, sorted(values, key=lambda one: one.start))
    cities = [one for one in values if PINYIN.get(one.value.lower().partition(" ")[0]) != 1]
    return cities or values


def _innermost(letter: Letter, values: list[Value]) -> list[Value]:
    """Beijiao, Shunde: a larger place behind the comma only says where the first one is."""
    kept: list[Value] = []
    for one in values:
        if kept and letter.plain.typed[kept[-1].end : one.start] == ", " and _level(one) < _level(kept[-1]):
            continue
        kept.append(one)
    return kept


def _level(value: Value) -> int:
    return PINYIN.get(value.value.lower(), 4)


def _in_pinyin(letter: Letter) -> Iterator[tuple[int, int]]:
    text = letter.plain.text
    for match in WORD.finditer(text):
        known = match[1].lower() in PINYIN and not RULED_OUT.match(text, match.end())
        before = text[max(0, match.start() - 70) : match.start()]
        if known and not (
            OF_OTHERS.match(text, match.end())
            or (ENGLISH_ORIGIN.search(before) and not before.lower().endswith(" to "))
            or re.search(r"(?i)dear |致", before)
        ):
            yield match.span()


def _by_position(letter: Letter) -> list[Value]:
    text = letter.plain.text
    values: list[Value] = []
    place = 0
    while match := ENGLISH.search(text, place):
        group = 1 if match[1] else 2
        start, end = match.span(group)
        place = end
        joiner = match[0].lower().startswith(("or", "and", "/"))
        if (
            NOT_CHINA.match(match[group])
            or not IN_PINYIN.fullmatch(match[group].partition(" ")[0])
            or RULED_OUT.match(text, end)
            or (joiner and not (values and start - _last_end(letter, values) < 8))
        ):
            continue
        if match[0].lower().startswith("of") and not re.search(
            r"(?:city|district|port|outskirts|north|south|east|west)\s*$", text[: match.start()], re.IGNORECASE
        ):
            continue
        moved = match[0].lower().startswith("to ")  # from Dongguan to Hefei
        if (
            not moved
            and ENGLISH_ORIGIN.search(text[max(0, match.start() - 70) : match.start()])
            and "near" not in match[0].lower()
        ):
            continue
        values.append(place_value(letter, start, end))
    return values


def _last_end(letter: Letter, values: list[Value]) -> int:
    return next(i for i, origin in enumerate(letter.plain.origin) if origin >= values[-1].end - 1)


def place_value(letter: Letter, start: int, end: int) -> Value:
    return Value("place", letter.plain.words(start, end), *letter.plain.span(start, end))
