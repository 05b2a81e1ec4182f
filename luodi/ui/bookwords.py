"""Words of workbooks that are taken away, filled in and read in again."""

from django.utils.functional import Promise
from django.utils.translation import override

SQUARE = str.maketrans("()（）", "[][]")  # brackets in brackets would not be taken for a note


def written(word: str | Promise) -> str:
    """In Chinese, which is read in again; for another reader with his own word in brackets, which is passed over."""
    own = str(word)
    with override("zh-hans"):
        said = str(word)
    return said if said == own else f"{said}（{own.translate(SQUARE)}）"
