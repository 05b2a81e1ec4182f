"""The fields of a business licence, read by where they stand on the page. Doubt leaves a field blank."""

import re
from collections.abc import Mapping
from statistics import median

from luodi.text.papers.boxes import Box, Page, rows
from luodi.text.papers.codes import credit_code_in
from luodi.text.papers.labels import NEXT_COLUMN, SAME_COLUMN, Anchor, cleaned, columns, find_anchors, plain
from luodi.text.papers.paper import Licence
from luodi.text.papers.printed import FIELDS, date_in

TITLE = re.compile(r"营?业执照?|营业执?")
LEAST_LABELS, MANY_LABELS = 3, 5  # that make a page a licence: with its title; with a proven code only
COPY = re.compile(r"\W*([正副])本")
OFFICE = re.compile(r"[\u4e00-\u9fff]{2,20}(?:市场监督管理|工商行政管理|行政审批)(?:服务)?[总分]?局")
COMPANY = re.compile(r"[\u4e00-\u9fff()]{4,30}公司")
ADDRESS = re.compile(r"[\u4e00-\u9fff]{2,7}(?:省|自治区|市).{2,}?(?:市|区|县|旗|镇|街道).*?[路街道巷村号园]")
LEAST_SURE = 0.85  # belief below which a value other than the long scope is left blank
LINE_GAP = 0.65  # heights of white between two lines of one value; fields stand further apart
SEVERAL_LINES = ("name", "kind", "representative", "term", "address", "scope")
ROW = 0.7  # heights by which a value may stand above or below its label


def read_licence(page: Page) -> Licence | None:
    """None where the page is no business licence of mainland China."""
    page = cleaned(page)
    if not page:
        return None
    anchors, pieces = find_anchors(page)
    code = credit_code_in(_runs(page))
    if not _is_licence(page, anchors, code):
        return None
    anchors = _labels_lost(anchors, pieces) | anchors
    read = {"code": code, "copy": _copy(page)}
    taken: set[int] = set()
    for field, judge in FIELDS.items():
        if field in anchors:
            value, used = _value(anchors[field], anchors, pieces)
            read[field] = judge(value)
            taken |= {id(box) for box in used}
    read["authority"] = read.get("authority") or _office(page)
    read["issued"] = read.get("issued") or _issued([box for box in pieces if id(box) not in taken], anchors)
    return Licence(**_agreed(read))


def _is_licence(page: Page, anchors: Mapping[str, Anchor], code: str) -> bool:
    sure = sum(anchor.exact for anchor in anchors.values())
    usual = median(box.height for box in page)
    titled = any(TITLE.fullmatch("".join(box.text for box in row if box.height > 1.3 * usual)) for row in rows(page))
    titled = titled or any(TITLE.match(box.text) and len(box.text) <= 8 for box in page)
    return (titled and sure >= LEAST_LABELS) or (bool(code) and sure >= MANY_LABELS)


def _runs(page: Page) -> str:
    """The page with pieces that nearly touch joined, for a code that was read in two."""
    text = ""
    for row in rows(page):
        for number, box in enumerate(row):
            near = number and box.left - row[number - 1].right < box.height
            text += box.text if near and box.text[0].isalnum() else f"\n{box.text}"
    return text


def _value(anchor: Anchor, anchors: Mapping[str, Anchor], pieces: Page) -> tuple[str, Page]:
    """The lines beside a label and below it, as far as the column and the field go."""
    label, end = anchor.box, _right_end(anchor, anchors)
    bottom = _bottom_end(anchor, anchors)
    top = label.middle - ROW * label.height
    near = [box for box in pieces if label.left + label.height <= box.left < end and top <= box.middle < bottom]
    text, last = anchor.rest, label
    used: Page = []
    for row in rows(near):
        on_line = abs(row[0].middle - label.middle) <= ROW * label.height
        goes_on = anchor.field in SEVERAL_LINES and text and row[0].top - last.bottom <= LINE_GAP * label.height
        if not (on_line or goes_on):
            break
        text += "".join(box.text for box in row)
        used, last = [*used, *row], row[0]
    sure = min((box.score for box in [*used, label] if box is not label or anchor.rest), default=0)
    return (plain(text) if sure >= LEAST_SURE or anchor.field == "scope" else ""), used


def _labels_lost(anchors: Mapping[str, Anchor], pieces: Page) -> dict[str, Anchor]:
    """Labels of two short words far apart, which eyes overlook, set beside the only piece that can be their value."""
    found = {}
    if "address" not in anchors:
        found["address"] = [box for box in pieces if ADDRESS.match(box.text)]
    if "name" not in anchors and "kind" in anchors:  # below the name, and itself ending in the same words
        line = anchors["kind"].box.top
        found["name"] = [box for box in pieces if box.middle < line and COMPANY.fullmatch(box.text)]
    return {field: _beside(field, *boxes) for field, boxes in found.items() if len(boxes) == 1}


def _beside(field: str, value: Box) -> Anchor:
    left = value.left - 2 * value.height
    return Anchor(field, Box("", left, value.top, left, value.bottom), exact=False)


def _right_end(anchor: Anchor, anchors: Mapping[str, Anchor]) -> float:
    """Where the next column of labels begins."""
    height = anchor.box.height
    further = (left for left in columns(anchors.values()) if left > anchor.box.left + NEXT_COLUMN * height)
    return min(further, default=float("inf")) - height / 2


def _bottom_end(anchor: Anchor, anchors: Mapping[str, Anchor]) -> float:
    height = anchor.box.height
    below = [
        one.box.middle
        for one in anchors.values()
        if one.box.middle > anchor.box.middle + ROW * height
        and abs(one.box.left - anchor.box.left) <= SAME_COLUMN * height
    ]
    return min(below, default=float("inf")) - ROW * height


def _copy(page: Page) -> str:
    found = {match[1] for row in rows(page) for match in [COPY.match("".join(box.text for box in row))] if match}
    found |= {match[1] for box in page if (match := COPY.fullmatch(box.text.rstrip(")-0123456789(")))}
    return found.pop() + "本" if len(found) == 1 else ""


def _office(page: Page) -> str:
    """The registering office where its label was lost: it stands in the lower half."""
    middle = median(box.middle for box in page)
    found = {box.text for box in page if box.middle > middle and OFFICE.fullmatch(box.text)}
    return found.pop() if len(found) == 1 else ""


def _issued(free: Page, anchors: Mapping[str, Anchor]) -> str:
    """The only date that belongs to no field and stands lower than all of the right column."""
    lowest = max((one.box.bottom for field, one in anchors.items() if field in ("established", "term")), default=0)
    texts = ("".join(box.text for box in row) for row in rows(box for box in free if box.top > lowest))
    found = {date for text in texts if (date := date_in(text))}
    return found.pop() if len(found) == 1 else ""


def _agreed(read: dict[str, str]) -> dict[str, str]:
    """Without what contradicts the rest."""
    if "公司" in read.get("kind", "") and "公司" not in read.get("name", ""):
        read["name"] = ""
    if read.get("established") and read.get("issued") and read["issued"] < read["established"]:
        read["established"] = read["issued"] = ""
    return read
