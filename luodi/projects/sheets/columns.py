"""Which column of a project a heading means, in which unit its amounts stand. No Django."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from luodi.text.sheets.naming import Names, read_words

WORDS = read_words((Path(__file__).parent / "data/headings.txt").read_text(encoding="utf-8"))
AMOUNTS = ("total", "year_plan", "before", "period_done", "year_done", "invested", "arrived")
DATES = ("started_on", "completed_on", "producing_on")
PLANNED = {"planned_start": "started", "planned_end": "completed", "planned_producing": "producing"}
TOLD = "项目名称、计划总投资、责任单位"  # to somebody whose book has no known heading
CHOICES = tuple(column for column in WORDS if column != "serial")

# The year and the months of a book differ with each of its issues; what they mean does not.
FOLDS = (
    (r"(?:截[至止]到?)?(?:至)?(?:20\d\d年?|上年|去年)(?:年)?(?:底|末)(?:前)?", "上年底"),
    (r"(?:截[至止]到?|至)(?:20\d\d年)?(?:\d{1,2}月)?份?(?:底|末)?", ""),
    (r"(?:20\d\d年)?1月?[-—~至－](?:\d{1,2}|本)月份?(?:累计)?", "年初至今"),
    (r"(?:20\d\d年)?(?<!\d)\d{1,2}月份?(?=完成|投资|$|·|[(（])", "本月"),
    (r"20\d\d年?度?", "年度"),
)


def fold(heading: str) -> str:
    """2021年1-9月完成投资 is the year to date whatever the year."""
    said = re.sub(r"\s", "", unicodedata.normalize("NFKC", heading))
    for pattern, word in FOLDS:
        said = re.sub(pattern, word, said)
    return said


NAMES = Names(WORDS, aside=frozenset({"serial"}), several=frozenset({"description"}), fold=fold)
UNIT = re.compile(r"(亿|万|)元")
ALONE = re.compile(r"[(（\[]单?位?[:：]?(亿|万)[)）\]]")


def unit_of(heading: str, above: Sequence[str] = ()) -> str | None:
    """万, 亿, "" for 元; of the heading, its groups or what stands over the table. None where nothing says it."""
    said = UNIT.findall(heading) or ALONE.findall(heading)
    if said:
        return str(said[-1])
    notes = [UNIT.findall(note) for note in above if "单位" in note or "元" in note]
    return next((str(found[-1]) for found in reversed(notes) if found), None)


def year_of(*said: str) -> int | None:
    """The year that a heading, a title or a sheet's name speaks of."""
    return next((int(found[0]) for text in said if (found := re.search(r"20\d\d", text))), None)
