"""Where the labels of a licence stand on a page: spread over several pieces, glued to their values, or misread."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from luodi.text.papers.boxes import Box, Page, rows

LABELS = {
    "code": ("统一社会信用代码", "社会信用代码"),
    "name": ("名称", "企业名称", "字号名称"),
    "kind": ("类型", "公司类型", "主体类型"),
    "form": ("组成形式",),  # of a company without legal person; not kept
    "representative": ("法定代表人", "负责人", "经营者", "执行事务合伙人", "投资人"),
    "capital": ("注册资本", "注册资金", "出资额", "成员出资总额"),
    "established": ("成立日期", "注册日期"),
    "term": ("营业期限", "合伙期限", "经营期限"),
    "address": ("住所", "主要经营场所", "经营场所", "营业场所"),
    "scope": ("经营范围", "业务范围"),
    "authority": ("登记机关",),
    "issued": ("核准日期", "发证日期", "发照日期"),
}
WORDS = [(field, label) for field, labels in LABELS.items() for label in labels]
SPREAD = ("名称", "类型", "住所")  # printed with a gap, in which one half may get lost
LONG = 4  # characters of a label in which one may be misread
# What licences say to everybody, below and beside the fields.
PRINTED = re.compile(r"公示系统|https?:|www\.|gsxt|监制|年度报告|扫描.*二维码|了解更多|市场主体应当|登记、备案、许可")
NEXT_COLUMN, SAME_COLUMN = 6, 4  # heights: labels further, or no further, apart than this


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label on the page, and what of the value stands in the same piece."""

    field: str
    box: Box
    rest: str = ""
    exact: bool = True


def plain(text: str) -> str:
    """Half-width, without blanks beside Chinese characters."""
    even = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<=[^\x21-\x7e])\s+|\s+(?=[^\x21-\x7e])", "", even).strip()


def cleaned(page: Iterable[Box]) -> Page:
    """Without what is printed on every licence."""
    boxes = (Box(plain(box.text), box.left, box.top, box.right, box.bottom, box.score) for box in page)
    return [box for box in boxes if box.text and not PRINTED.search(box.text)]


def find_anchors(page: Page) -> tuple[dict[str, Anchor], Page]:
    """The label of each field, and the pieces that are part of no label."""
    anchors, _ = _anchors(page)
    return _anchors([part for box in page for part in _parted(box, columns(anchors.values()))])


def columns(anchors: Iterable[Anchor]) -> list[float]:
    """Where labels stand below each other. The office's own and the code's stand apart from the rest."""
    apart = ("authority", "issued", "code")
    boxes = [anchor.box for anchor in anchors if anchor.field not in apart]
    return [box.left for box in boxes if sum(abs(box.left - other.left) < box.height for other in boxes) > 1]


def _parted(box: Box, lefts: Iterable[float]) -> Iterator[Box]:
    """In two where an eye read on from a value of the left column into a label of the right one."""
    for left in lefts:
        if box.left + NEXT_COLUMN * box.height < left < box.right:
            share = (left - box.left) / (box.right - box.left)
            about = round(share * len(box.text))
            for place in sorted(range(max(1, about - 3), min(len(box.text), about + 4)), key=lambda n: abs(n - about)):
                if _begins_label(box.text[place:]):
                    yield Box(box.text[:place], box.left, box.top, left - box.height, box.bottom, box.score)
                    yield Box(box.text[place:], left, box.top, box.right, box.bottom, box.score)
                    return
    yield box


def _begins_label(text: str) -> bool:
    return any(text.startswith(label) or (label in SPREAD and text == label[0]) for _, label in WORDS)


def _anchors(page: Page) -> tuple[dict[str, Anchor], Page]:
    found: dict[str, list[tuple[Anchor, list[Box]]]] = {}
    for row in rows(page):
        for place in range(len(row)):
            for anchor, used in _starting(row[place:]):
                found.setdefault(anchor.field, []).append((anchor, used))
    lefts = [anchor.box.left for some in found.values() for anchor, _ in some if anchor.exact]
    chosen = {field: max(some, key=lambda one: _merit(one[0], lefts)) for field, some in found.items()}
    parts = {id(box) for _, used in chosen.values() for box in used}
    return {field: anchor for field, (anchor, _) in chosen.items()}, [box for box in page if id(box) not in parts]


def _merit(anchor: Anchor, lefts: Sequence[float]) -> tuple[int, bool, bool, float]:
    """Labels stand below each other; a value that begins like a label stands alone."""
    beside = sum(abs(left - anchor.box.left) < anchor.box.height for left in lefts)
    return min(beside, 2), anchor.exact, not anchor.rest, -anchor.box.top


def _starting(row: Sequence[Box]) -> Iterator[tuple[Anchor, list[Box]]]:
    """Labels that begin with the first piece of this row, and the pieces they take up."""
    first = row[0]
    for field, label in WORDS:
        if (rest := _after(label, first.text)) is not None:
            yield Anchor(field, first, rest, first.text.startswith(label)), [first]
        elif label.startswith(first.text) and (len(first.text) > 1 or label in SPREAD):
            yield _spread(field, label, row)
        elif label in SPREAD and first.text[0] == label[1]:
            yield Anchor(field, first, first.text[1:], exact=False), [first]


def _after(label: str, text: str) -> str | None:
    start = text[: len(label)]
    misread = sum(one != other for one, other in zip(label, start, strict=False))
    if len(start) == len(label) and misread <= (len(label) >= LONG):
        return text[len(label) :].lstrip(":")
    return None


def _spread(field: str, label: str, row: Sequence[Box]) -> tuple[Anchor, list[Box]]:
    read, used = row[0].text, [row[0]]
    for left, right in pairwise(row):
        if right.left - left.right > NEXT_COLUMN * left.height or not label.startswith(read):
            break
        read, used = read + right.text, [*used, right]
        if read.startswith(label):
            return Anchor(field, row[0], read[len(label) :].lstrip(":")), used
    return Anchor(field, row[0], exact=False), [row[0]]
