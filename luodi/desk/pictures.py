"""The dispatch sheet as one long picture for a messenger: drawn beside the request and kept under its digest.

Nobody waits for it: the first who asks starts the drawing, and asks again a second later. Two processes that draw
the same one keep the same file. What is a week old is thrown away when the next one is drawn.
"""

import hashlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luodi.desk.dispatch import KINDS, Row, Sheet, day_words
from luodi.signing.paper import FONT_FOLDER, fonts_in

TEMPLATE = Path(__file__).parent / "data" / "dispatch.typ"
KEPT = 7 * 24 * 3600  # seconds
SHARPNESS = 170  # dots an inch: 750 across
WORDED = 120  # rows; a picture of more nobody opens

logger = logging.getLogger(__name__)
_drawing: set[str] = set()
pool: Executor = ThreadPoolExecutor(1, thread_name_prefix="pictures")


def values_of(sheet: Sheet) -> dict[str, Any]:
    """What is drawn; equal sheets of one day are one picture."""
    said = {"day": day_words(sheet.day), "since": day_words(sheet.since), "count": sheet.total}
    left = WORDED
    units = []
    for unit in sheet.units:
        rows = [_row(row) for row in unit.rows[:left]]
        left -= len(rows)
        if rows:
            units.append({"name": unit.unit.name, "rows": rows})
    rest = sum(len(unit.rows) for unit in sheet.units) - (WORDED - left) + sheet.cut
    more = _("另有 %(rest)s 项见平台。") % {"rest": rest} if rest else ""
    return {
        "lang": (get_language() or "zh")[:2],
        "title": _("重点项目调度单"),
        "subtitle": _("%(day)s · 共 %(count)s 项 · 变动自 %(since)s 起") % said,
        "counts": [{"label": str(label), "value": sheet.counts[kind]} for kind, label in KINDS.items()],
        "units": units,
        "foot": " ".join(filter(None, [more, _("只列异常。灰灯是没有报送；红字是超过时限。")])),
    }


def _row(row: Row) -> dict[str, Any]:
    told = {"kind": row.kind_word, "title": row.title, "what": row.what, "late": row.late}
    return told | {"detail": row.detail, "owner": row.owner}


def picture_of(values: Mapping[str, Any]) -> Path | None:
    """Where it lies; None while it is being drawn."""
    written = json.dumps(values, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(written.encode()).hexdigest()
    place = _folder() / f"{digest}.png"
    if place.exists():
        return place
    if digest not in _drawing:
        _drawing.add(digest)
        pool.submit(_draw, written, place)
    return place if place.exists() else None


def _folder() -> Path:
    return Path(settings.HOME) / "pictures"


def _draw(written: str, place: Path) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _tidy(place.parent)
        fonts, root = fonts_in(FONT_FOLDER), str(TEMPLATE.parent)
        inputs = {"data": written}
        drawn = typst.compile(
            str(TEMPLATE), root=root, font_paths=fonts, sys_inputs=inputs, format="png", ppi=SHARPNESS
        )
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as arriving:
            arriving.write(drawn)
        os.replace(arriving.name, place)
    except (typst.TypstError, OSError):
        logger.exception("picture %s cannot be drawn", place.stem)
    finally:
        _drawing.discard(place.stem)


def _tidy(folder: Path) -> None:
    old = time.time() - KEPT
    for path in folder.iterdir():
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
