"""The bulletin as PDF, in the letters that stand on this machine."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from luodi.bulletin.drawing.paper import Paper
from luodi.signing.paper import FONT_FOLDER, fonts_in

FOLDER = Path(__file__).resolve().parent.parent / "data"


def drawn(paper: Paper) -> bytes:
    inputs = {"data": json.dumps(asdict(paper), ensure_ascii=False)}
    template = str(FOLDER / "bulletin.typ")
    return typst.compile(template, root=str(FOLDER), font_paths=fonts_in(FONT_FOLDER), sys_inputs=inputs)
