"""Why a workbook could not be read, in a sentence that says what to do."""

from collections.abc import Callable
from typing import Any

SENTENCES = {
    "too_big": "文件有 %(size)s MB，最多 %(limit)s MB。请分成几个文件。",
    "not_xlsx": "这不是 Excel 工作簿（.xlsx）。请在 Excel 或 WPS 里打开，另存为 .xlsx 再上传。",
    "old_xls": "这是旧版 .xls 文件。请在 Excel 或 WPS 里另存为 .xlsx 再上传。",
    "encrypted": "这个文件加了密码。请去掉密码再上传。",
    "unsafe": "这个文件解开后异常庞大或含有不安全的内容，没有读取。请新建工作簿，只粘贴数值。",
    "broken": "文件已损坏，读不出来。请重新保存后再上传。",
    "no_sheet": "找不到工作表“%(sheet)s”。",
    "no_header": "前 %(depth)s 行里找不到表头。请保留这几列：%(columns)s。",
    "missing_columns": "缺少这几列：%(columns)s。",
    "column_twice": "“%(column)s”这一列出现了两次。请只留一列。",
    "too_many_rows": "超过 %(limit)s 行。请分成几个文件。",
}


class SheetError(Exception):
    """`code` is a key of SENTENCES; `cell` like "C7", empty where no one cell is meant.

    Pure, so it cannot translate: `in_words` takes the reader's gettext, `sentence` is the Chinese.
    """

    def __init__(self, code: str, *, sheet: str = "", cell: str = "", **facts: Any) -> None:
        self.code, self.sheet, self.cell, self.facts = code, sheet, cell, {"sheet": sheet} | facts
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        return self.in_words(str)

    def in_words(self, translate: Callable[[str], str]) -> str:
        return translate(SENTENCES[self.code]) % self.facts
