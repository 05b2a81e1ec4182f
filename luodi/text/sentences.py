"""What a person typed: made safe to store without changing what it says."""

import re
import unicodedata

JOINER = "\N{ZERO WIDTH JOINER}"  # holds emoji of several people together
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
BLANKS = re.compile(r"[^\S\n]+")
AROUND_LINE_END = re.compile(r" ?\n ?")
EMPTY_LINES = re.compile(r"\n{3,}")
SENTENCE_ENDS = re.compile(r"(?<=[。！？!?；;\n])|(?<=\. )")
CLAUSE_ENDS = re.compile(r"(?<=[，,、：:。！？!?；;\n])(?!(?<=\d,)\d)")  # 8,000 is one number
TRAILING = " ，,、：:。.！？!?；;\n"
CONTACT = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
GREETING = re.compile(
    r"(?:您好|你好|尊敬的领导|各位领导|领导好)\W*|(?:hello|hi|dear (?:sirs?(?: or madam)?|madam(?: or sir)?"
    r"|all|friends?))\b\W+",
    re.IGNORECASE,
)


def clean_sentence(typed: str) -> str:
    """NFC, without control and invisible characters, blanks collapsed; emoji and line breaks stay."""
    text = "".join(filter(_kept, LINE_ENDS.sub("\n", typed)))
    text = BLANKS.sub(" ", unicodedata.normalize("NFC", text))
    return EMPTY_LINES.sub("\n\n", AROUND_LINE_END.sub("\n", text)).strip()


def title_from(sentence: str, limit: int = 40) -> str:
    """At most `limit` characters: the first sentence, else its first clauses, else its beginning.

    Mobile numbers and addresses are starred, because more people read a title than its matter.
    """
    beginning = clean_sentence(sentence)[: 10 * limit]  # a search for addresses is slow on a long text
    text = CONTACT.sub("***", beginning)
    greeting = GREETING.match(text)
    text = (text[greeting.end() :] if greeting else text) or text
    title = next((part.strip(TRAILING) for part in SENTENCE_ENDS.split(text) if part.strip(TRAILING)), text)
    if len(title) <= limit:
        return title
    clauses = _clauses_within(title, limit)
    return clauses if len(clauses) * 3 >= limit else _cut(title, limit)


def _clauses_within(title: str, limit: int) -> str:
    taken = ""
    for clause in CLAUSE_ENDS.split(title):
        if len((taken + clause).strip(TRAILING)) > limit:
            break
        taken += clause
    return taken.strip(TRAILING)


def _cut(title: str, limit: int) -> str:
    end = limit - 1
    while end and (_joins(title[end]) or title[end - 1] == JOINER):
        end -= 1
    return title[: end or limit - 1].rstrip() + "…"


def _joins(character: str) -> bool:
    return character == JOINER or unicodedata.category(character) in ("Mn", "Me", "Sk")


def _kept(character: str) -> bool:
    """Not a control, format or half surrogate character; flags of regions keep their tag characters."""
    if character in ("\n", "\t", JOINER) or 0xE0020 <= ord(character) <= 0xE007F:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")
