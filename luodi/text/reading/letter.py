"""A text with everything found in it once: sentences, clauses, quantities; what all readers of fields look at."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from luodi.text.reading.plain import Plain, plain
from luodi.text.reading.quantities import Quantity, find_quantities

SENTENCE_END = re.compile(
    r"[。;!?\n]+|\.(?=\s"
    r"|$)(?<!approx\.)(?<!ca\.)(?<!sq\.)(?<!no\.)(?<!co\.)(?<!ltd\.)(?<!mr\.)(?<!ms\.)(?<!dr\.)"
)
CLAUSE_END = re.compile(
    r"[。;!?\n]+|(?<!\d),|,(?!\d{3})|\.(?=\s|$)(?<!approx\.)(?<!sq\.)(?<!co\.)|\s-+\s"
    r"|(?<=[\u4e00-\u9fff])[ ](?=[\u4e00-\u9fff])"
)
# Words that hold a negating character without denying anything; blanked so that the search for 不, 没, 无 is simple.
HARMLESS = re.compile(
    r"有没有|有无|是不是|能不能|可不可以|要不要|会不会|不知道?|不低于|不小于|不少于|不超过"
    r"|不高于|不大于|不多于|不晚于|不迟于|不短于"
    r"|不限于?|不仅|不只|不但|不锈钢|不错|不含|不同|不足|不够|不断|不便|不久|无人机|无人"
    r"|无线|无纺布?|无尘|无菌|无锡|无机|无缝|无损|无障碍|非标准?|非织造|非金属|特别"
    r"|分别|区别|级别|类别|没问题|不好意思|不燃|不饱和|不胜|不急|no\.|not only"
    r"|no less than|not less than|no more than|nodes?\b"
)
# What the writer takes back as a whole: 此前报送的蜂窝陶瓷项目(投资2.2亿)现予取消
EARLIER = re.compile("之前|此前|原先|上次|以前|先前|原来|原报|前期")
SENTENCE = re.compile(r"[^。;!?\n]+")
TAKEN_BACK = re.compile("取消|作废|撤回|撤销|终止|不做了|不再(?:推进|实施|考虑)|放弃|搁置|黄了")
QUOTED = re.compile(r"(?m)^\s*-{2,}.{0,30}(?:原始邮件|original message|转发).*$|^>|^on .{6,60} wrote:|^在.{4,40}写道:")
LATIN, CHINESE = re.compile("[a-z]"), re.compile("[\u4e00-\u9fff]")
MASKED = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|https?://\S+|www\.\S+")


@dataclass(frozen=True)
class Letter:
    plain: Plain
    text: str  # plain, lower case, addresses blanked; as long as plain.text
    denying: str  # the same with harmless 不, 没, 无 blanked
    sentences: tuple[int, ...]  # where each begins
    clauses: tuple[int, ...]
    quantities: tuple[Quantity, ...]
    is_english: bool
    quoted: int  # where an older letter begins that this one answers

    def clause(self, place: int) -> tuple[int, int]:
        return _around(self.clauses, place, len(self.text))

    def sentence(self, place: int) -> tuple[int, int]:
        return _around(self.sentences, place, len(self.text))

    def clause_before(self, place: int, most: int = 40) -> str:
        return self.denying[max(self.clause(place)[0], place - most) : place]

    def clause_after(self, place: int, most: int = 30) -> str:
        return self.denying[place : min(self.clause(max(place - 1, 0))[1], place + most)]


def letter(typed: str) -> Letter:
    made = plain(typed)
    if TAKEN_BACK.search(made.text):
        made = made.without(_cancelled(made.text))
    text = MASKED.sub(lambda m: "§" * len(m[0]), made.lower)
    denying = HARMLESS.sub(lambda m: "○" * len(m[0]), text)
    return Letter(
        made,
        text,
        denying,
        _starts(SENTENCE_END, text),
        _starts(CLAUSE_END, text),
        tuple(find_quantities(text)),
        is_english(text),
        _quoted(text),
    )


def _cancelled(text: str) -> Iterator[tuple[int, int]]:
    for sentence in SENTENCE.finditer(text):
        earlier = EARLIER.search(sentence[0])
        if earlier and TAKEN_BACK.search(sentence[0], earlier.end()):
            yield sentence.span()


def is_english(text: str) -> bool:
    """More Latin letters than three times the Chinese ones: a company's name in Chinese makes no Chinese letter."""
    latin = len(LATIN.findall(text))
    return latin > 0 and latin > 3 * len(CHINESE.findall(text))


def _quoted(text: str) -> int:
    found = QUOTED.search(text)
    return found.start() if found else len(text)


def _starts(end: re.Pattern[str], text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in end.finditer(text) if match.end() < len(text)))


def _around(starts: tuple[int, ...], place: int, length: int) -> tuple[int, int]:
    index = bisect_right(starts, place) - 1
    return starts[index], starts[index + 1] if index + 1 < len(starts) else length
