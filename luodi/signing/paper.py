"""Papers: values into a template, a PDF out. Text in it can be selected and searched, Chinese too."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import pylopdf_fonts_zh_cn
import typst

from luodi.signing.faults import BadPaper
from luodi.signing.qr import svg

TEMPLATES = Path(__file__).parent / "data"
FONT_FOLDER = Path(pylopdf_fonts_zh_cn.__file__).parent

Template = Literal["licence", "letter", "sheet"]
Lang = Literal["zh", "en", "both"]


@lru_cache(maxsize=4)
def fonts_in(folder: Path) -> typst.Fonts:
    """Read once a process: a scan takes fifty times as long as a page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def render(template: Template, data: Mapping[str, Any], *, lang: Lang = "zh", font_folder: Path = FONT_FOLDER) -> bytes:
    """`data` by template; dates are `date`, all else is text unless said; `?` may be missing.

    All: `title`, `sample`? (bool: the mark SAMPLE over each page), `qr`? (the text of the code).
    licence: `number`, `holder`, `fields` (pairs of label and value), `authority`, `issued`, `start`,
    `until` (None: no end), `subtitle`?.
    letter: `authority`, `number`, `addressee`?, `paragraphs`, `items`? (numbered), `closing`? (paragraphs after
    them), `remedy`?, `unit`, `date`, `sealed`? (bool, True).
    sheet: `columns`, `rows` (lists of cells), `widths`? (shares), `subtitle`?, `notes`?, `foot`?, `wide`? (bool).
    `lang`: the language of the printed labels. Raises BadPaper.
    """
    if template not in get_args(Template):
        raise BadPaper("template")
    values = {name: value for name, value in data.items() if name != "qr"}
    try:
        if qr := data.get("qr"):
            values["code"] = svg(qr)
        inputs = {"data": json.dumps(values, default=day, ensure_ascii=False), "lang": lang}
        path, fonts = str(TEMPLATES / f"{template}.typ"), fonts_in(font_folder)
        return typst.compile(path, root=str(TEMPLATES), font_paths=fonts, sys_inputs=inputs)
    except (typst.TypstError, TypeError, ValueError) as error:  # a value, or too much for a code
        raise BadPaper("data") from error


def day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    raise TypeError(type(value).__name__)
