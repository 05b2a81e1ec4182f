"""The eye: run as a program by `seeing`, for one file, so that its memory ends with it. Needs the extra `ocr`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from rapidocr import RapidOCR
from rapidocr.main import RapidOCRError

from luodi.text.papers.answering import answer
from luodi.text.papers.boxes import Box, Page, levelled
from luodi.text.papers.paper import PaperError
from luodi.text.papers.pictures import pictures

THREADS = 1  # two read no faster where the other core is busy, and take a third more of the processor
LEAST_SCORE = 0.5  # below it a piece is left out
SETTINGS = {
    "Global.log_level": "critical",
    "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
    "Rec.rec_batch_num": 4,
}

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


def look(path: Path, media_type: str) -> dict[str, Any]:
    engine = RapidOCR(params=SETTINGS)
    pages = [_seen(engine, picture) for picture in pictures(path, media_type)]
    if not any(pages):
        raise PaperError("no_text")
    return {"pages": [[_plain(box) for box in page] for page in pages]}


def _seen(engine: RapidOCR, picture: Image.Image) -> Page:
    """Finds the pieces, asks which way up they stand, turns the page as a whole, and only then reads."""
    pixels: Pixels = np.asarray(picture)[:, :, ::-1]
    try:
        crops, corners = _found(engine, pixels)
        if turns := _turns(engine, crops, corners):
            crops, corners = _found(engine, np.ascontiguousarray(np.rot90(pixels, turns)))
        read = engine.recognize_txt(crops)
    except RapidOCRError:  # no text at all
        return []
    pieces = zip(read.txts, read.scores, corners, strict=True)
    return levelled([piece for piece in pieces if piece[1] >= LEAST_SCORE and piece[0].strip()])


def _found(engine: RapidOCR, pixels: Pixels) -> tuple[list[Pixels], list[tuple[float, ...]]]:
    crops, found = engine.detect_and_crop(pixels, {})
    return crops, [tuple(map(float, np.ravel(corners))) for corners in found.boxes]


def _turns(engine: RapidOCR, crops: Sequence[Pixels], corners: Sequence[tuple[float, ...]]) -> int:
    """Quarter turns to the left that set the page upright, by the greater part of its text.

    The engine lays a crop that is higher than wide on its side before it is judged.
    """
    judged = engine.cls_and_rotate(list(crops))[1].cls_res
    weights = [crop.shape[1] / crop.shape[0] for crop in crops]
    on_heads = sum(weight for weight, (label, _) in zip(weights, judged, strict=True) if label == "180")
    lying = sum(weight for weight, box in zip(weights, corners, strict=True) if _is_high(box))
    most = sum(weights) / 2
    return 2 * int(on_heads > most) + int(lying > most)


def _is_high(corners: Sequence[float]) -> bool:
    x0, y0, x1, y1, x2, y2, _, _ = corners
    return (x2 - x1) ** 2 + (y2 - y1) ** 2 > 2 * ((x1 - x0) ** 2 + (y1 - y0) ** 2)


def _plain(box: Box) -> list[Any]:
    places = (round(place, 1) for place in (box.left, box.top, box.right, box.bottom))
    return [box.text, *places, round(box.score, 3)]


if __name__ == "__main__":
    answer(look)
